import { humanDuration } from '../../settings/human';
import { replaceValue } from '../edits';
import { rule } from '../rule';

const SKIP = 'system.web/sessionState/providers/add/@skipKeepAliveWhenUnused';

export default rule({
  id: 'session-keep-alive-skipped',
  severity: 'information',
  system: 'aspnet',
  title: 'Session data that not every request extends',
  explains:
    'With skipKeepAliveWhenUnused the session provider is not asked to extend a session by requests whose page does not look at it. A user can be busy on such pages for longer than the session timeout and lose all data meanwhile. Keep-alive requests extend it only if what they ask for uses the session.',
  source: 'SqlSessionStateProviderAsync.ResetItemTimeoutAsync (aspnet/AspNetSessionState)',
  fixable: true,
  check(input, report) {
    const skip = input.settings.get(SKIP);
    if (skip.value !== 'true' || !skip.winner) return;
    const { seconds } = input.settings.get('system.web/sessionState/@timeout');
    const when = typeof seconds === 'number' ? ` ${humanDuration(seconds)} after the last page that used it` : '';
    const every = replaceValue(input.view.site, skip.winner, 'false');
    report({
      at: { file: skip.winner.file, span: skip.winner.span },
      message: `With skipKeepAliveWhenUnused a request whose page uses no session does not extend it: session data can end${when}, however busy the user is. Write false to let every request extend it.`,
      fixes: every ? [{ title: 'Let every request extend the session data', edits: [every] }] : [],
    });
  },
  examples: {
    bad: provider('true'),
    good: provider('false'),
  },
});

function provider(skip: string): string {
  return `
      <configuration>
        <system.web>
          <machineKey validationKey="AutoGenerate,IsolateApps" />
          <sessionState mode="Custom" customProvider="Store" timeout="60">
            <providers>
              <add name="Store" type="Microsoft.AspNet.SessionState.SqlSessionStateProviderAsync, Microsoft.AspNet.SessionState.SqlSessionStateProviderAsync" connectionStringName="Sessions" skipKeepAliveWhenUnused="${skip}" />
            </providers>
          </sessionState>
        </system.web>
      </configuration>`;
}

import { removeValue } from '../edits';
import { relatedSetting } from '../places';
import { type Report, type RuleInput, rule } from '../rule';

/** Any mode that keeps session data at all. */
const ANY = ['InProc', 'StateServer', 'SQLServer', 'Custom'];

/** Modes in which an attribute counts; `customProvider` has a rule of its own. */
const COUNTS_IN: Readonly<Record<string, readonly string[]>> = {
  timeout: ANY,
  cookieless: ANY,
  cookieName: ANY,
  cookieSameSite: ANY,
  regenerateExpiredSessionId: ANY,
  stateConnectionString: ['StateServer'],
  stateNetworkTimeout: ['StateServer'],
  sqlConnectionString: ['SQLServer'],
  sqlCommandTimeout: ['SQLServer'],
  sqlConnectionRetryInterval: ['SQLServer'],
};

export default rule({
  id: 'session-setting-dead',
  severity: 'information',
  system: 'aspnet',
  title: 'Session setting that the mode switches off',
  explains: 'The setting belongs to another sessionState mode than the one in force: it is read and never acted upon.',
  source: 'SessionStateModule.InitModuleFromConfig (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const mode = input.settings.get('system.web/sessionState/@mode');
    if (typeof mode.value !== 'string') return;
    for (const [attribute, modes] of Object.entries(COUNTS_IN)) {
      const setting = input.settings.get(`system.web/sessionState/@${attribute}`);
      if (!setting.winner || modes.includes(mode.value)) continue;
      const edit = removeValue(input.view.site, setting.winner);
      report({
        at: { file: setting.winner.file, span: setting.winner.span },
        message: `\`${attribute}\` does nothing: ${modes === ANY ? 'there are no sessions, because mode is Off' : `it counts only when mode is ${modes.join(' or ')}, and mode is ${mode.value}${mode.given ? '' : ' by default'}`}.`,
        related: relatedSetting(input, 'system.web/sessionState/@mode', `The mode is ${mode.value}`),
        fixes: edit ? [{ title: `Remove ${attribute}`, edits: [edit] }] : [],
        unnecessary: true,
      });
    }
    checkRegeneration(input, report, mode.value);
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState mode="InProc" stateNetworkTimeout="60" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState mode="StateServer" stateNetworkTimeout="60" />
        </system.web>
      </configuration>`,
  },
});

/** SessionIDManager.InitializeRequest: a new id for an expired one only where the id stands in the address. */
function checkRegeneration(input: RuleInput, report: (report: Report) => void, mode: string): void {
  const setting = input.settings.get('system.web/sessionState/@regenerateExpiredSessionId');
  const { value: cookieless } = input.settings.get('system.web/sessionState/@cookieless');
  if (!setting.winner || mode === 'Off' || (cookieless !== 'UseCookies' && cookieless !== 'false')) return;
  const edit = removeValue(input.view.site, setting.winner);
  report({
    at: { file: setting.winner.file, span: setting.winner.span },
    message:
      '`regenerateExpiredSessionId` does nothing: it is for ids in the address, and here the id is in a cookie, where an expired one is used again.',
    fixes: edit ? [{ title: 'Remove regenerateExpiredSessionId', edits: [edit] }] : [],
    unnecessary: true,
  });
}

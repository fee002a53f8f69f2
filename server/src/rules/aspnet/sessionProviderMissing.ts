import { withCost } from '../cost';
import { removeValue, replaceValue, setSetting } from '../edits';
import { rule } from '../rule';

export default rule({
  id: 'session-provider-missing',
  severity: 'error',
  system: 'aspnet',
  title: 'Custom session mode without its provider',
  explains:
    'With mode="Custom" the named provider must be in the list: otherwise the session module cannot start, and neither can the site.',
  source: 'SessionStateModule.InitCustomStore: Missing_session_custom_provider',
  fixable: true,
  check(input, report) {
    const mode = input.settings.get('system.web/sessionState/@mode');
    if (mode.value !== 'Custom' || !mode.winner) return;
    const name = input.settings.get('system.web/sessionState/@customProvider');
    const element = input.settings.element('system.web/sessionState');
    if (element?.opaque || (name.literal !== undefined && typeof name.literal !== 'string')) return;
    const providers = (element?.children.find((child) => child.name === 'providers')?.children ?? []).flatMap((add) => {
      const literal = add.attributes.get('name')?.literal;
      return typeof literal === 'string' ? [literal] : [];
    });
    if (providers.some((provider) => provider.toLowerCase() === String(name.value ?? '').toLowerCase())) return;
    const said = name.winner ?? mode.winner;
    const fixes = providers.slice(0, 3).flatMap((provider) => {
      const edits = setSetting(input, 'system.web/sessionState/@customProvider', provider);
      return edits ? [{ title: `Use the provider ${provider}`, edits }] : [];
    });
    const inProc = replaceValue(input.view.site, mode.winner, 'InProc');
    const unnamed = name.winner && removeValue(input.view.site, name.winner);
    if (inProc)
      fixes.push({
        title: withCost('Keep session data in the process: mode="InProc"', input, { inWorker: true }),
        edits: [inProc, ...(unnamed ? [unnamed] : [])],
      });
    report({
      at: { file: said.file, span: said.span },
      message: `${name.winner ? `There is no session provider "${name.literal}" in the list` : 'mode is Custom, but customProvider names no provider'}: the site does not start. ${providers.length > 0 ? `Name one of ${providers.join(', ')}.` : 'Add it under providers.'}`,
      fixes,
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState mode="Custom" customProvider="Redis">
            <providers>
              <add name="Sql" type="Shop.SqlProvider" />
            </providers>
          </sessionState>
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState mode="Custom" customProvider="Sql">
            <providers>
              <add name="Sql" type="Shop.SqlProvider" />
            </providers>
          </sessionState>
        </system.web>
      </configuration>`,
  },
});

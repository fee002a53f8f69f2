import { keyOf } from '../../files/paths';
import { SITECORE } from '../../site/sitecore/key';
import { surelyAtLeast } from '../../site/sitecore/version';
import { setSetting } from '../edits';
import { placeOfSetting } from '../places';
import { type Fix, type RuleInput, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { literalOf, MODE, placeOfAttribute, privateProvider, sessionState } from './shared/sessionStores';

export default rule({
  id: 'sitecore-visits-never-end',
  severity: 'warning',
  system: 'sitecore',
  title: 'Session store that never says that a visit is over',
  explains:
    "Visits reach the xDB when Session_End fires. ASP.NET's own stores outside the process never fire it, so what visitors did is lost. Sitecore's providers for SQL Server and Redis do.",
  source: 'Documentation of private session state; SessionStateModule (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const sitecore = input.view.site.part(SITECORE);
    if (!sitecore || !surelyAtLeast(sitecore.version, '7.5')) return;
    const isOff = (name: string) =>
      keyOf(String(input.settings.get(`sitecore/settings/setting[name='${name}']/@value`).value)) === 'false';
    if (isOff('Xdb.Enabled') || isOff('Xdb.Tracking.Enabled')) return;
    const provider = privateProvider(input);
    const type = provider && placeOfAttribute(provider, 'type');
    const named = provider ? (SILENT.exec(literalOf(provider, 'type') ?? '')?.[1] ?? '') : '';
    if (type && named !== '')
      report({
        at: type,
        message: `${named} never says that a session has ended, so visits do not reach the xDB. Use a provider of Sitecore's.`,
        fixes: storeFixes(input),
      });
    const { value, winner } = input.settings.get(MODE);
    if (!winner || (value !== 'StateServer' && value !== 'SQLServer')) return;
    report({
      at: { file: winner.file, span: winner.span },
      message: `\`mode="${value}"\` never fires Session_End, so visits do not reach the xDB. Use a provider of Sitecore's, or InProc.`,
      fixes: storeFixes(input),
    });
  },
  examples: {
    bad: sitecoreSite({ roles: 'ContentDelivery', version: '9.3.0', webConfig: sessionState('StateServer') }),
    good: sitecoreSite({ roles: 'ContentDelivery', version: '9.3.0', webConfig: sessionState('InProc') }),
  },
});

/**
 * Providers whose SetItemExpireCallback returns false, so that Session_End is never raised: the general Redis provider
 * (RedisSessionStateProvider of Microsoft.Web.RedisSessionStateProvider) and the universal providers.
 */
const SILENT = /^\s*(?:Microsoft\.Web\.Redis|System\.Web\.Providers)\.(\w+)/;

/** One of Sitecore's providers where it is listed, then the process. */
function storeFixes(input: RuleInput): Fix[] {
  const list = input.settings.element('system.web/sessionState')?.children.find(({ name }) => name === 'providers');
  const listed = (list?.children ?? []).filter((add) =>
    /^Sitecore\.SessionProvider\./.test(literalOf(add, 'type') ?? ''),
  );
  const fixes = listed.flatMap((add): Fix[] => {
    const name = literalOf(add, 'name');
    const mode = setSetting(input, MODE, 'Custom');
    const provider = name ? setSetting(input, 'system.web/sessionState/@customProvider', name) : undefined;
    return mode && provider ? [{ title: `Use the provider ${name}`, edits: [...mode, ...provider] }] : [];
  });
  const inProc = placeOfSetting(input, MODE) && setSetting(input, MODE, 'InProc');
  return inProc ? [...fixes, { title: 'Keep session data in the process: InProc', edits: inProc }] : fixes;
}

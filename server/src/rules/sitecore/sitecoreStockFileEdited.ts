import { nameOf as fileNameOf, keyOf } from '../../files/paths';
import type { EffectiveSetting } from '../../settings/reader';
import { placesInSitecore } from '../../settings/sitecore/path';
import { SITECORE } from '../../site/sitecore/key';
import { type Fix, type Report, type RuleInput, rule } from '../rule';
import { replaceWord } from './shared/change';
import { sitecoreSite } from './shared/examples';
import { lookAt, type SitecoreLook } from './shared/files';
import { createPatch } from './shared/patchText';

/** Settings whose stock value was the same in every version that was looked at, 6.5 to 10.0. */
const STOCK: Readonly<Record<string, string>> = {
  'Authentication.ClientSessionTimeout': '60',
  'Authentication.ClientPersistentLoginDuration': '180',
  'Login.DisableRememberMe': 'false',
  'Analytics.AutoDetectBots': 'true',
  'Analytics.Robots.SessionTimeout': '1',
  'Analytics.Robots.IgnoreRobots': 'true',
  'PagePreview.SessionExpirationPeriod': '365.00:00:00',
};

export default rule({
  id: 'sitecore-stock-file-edited',
  severity: 'warning',
  system: 'sitecore',
  title: "Edit of a file of Sitecore's own",
  explains:
    'An update of Sitecore replaces its own files, and the edit is gone with them. The same change in a patch file survives, and can be told from what Sitecore ships. Only settings are looked at whose shipped value never changed; other edits of such files cannot be told without the originals.',
  source: 'Sitecore documentation of patch files; comparison of stock files, 6.5 to 10.0',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    if (!look) return;
    for (const [name, stock] of Object.entries(STOCK)) {
      const path = `sitecore/settings/setting[name='${name}']/@value`;
      const found = input.settings.get(path);
      const edited = found.history.find(
        ({ file, literal }) =>
          literal !== undefined && keyOf(literal.trim()) !== stock && isStockFile(look, input, file),
      );
      if (edited) report(editedReport(input, path, found, edited, stock));
    }
  },
  examples: { bad: stockSite('480'), good: stockSite('60') },
});

function stockSite(minutes: string): string {
  return sitecoreSite({
    base: `<settings><setting name="Authentication.ClientSessionTimeout" value="${minutes}" /></settings>`,
  });
}

/** A web.config that holds `<sitecore>` itself is everybody's file. */
function isStockFile(look: SitecoreLook, { view }: RuleInput, path: string): boolean {
  if (keyOf(path) === keyOf(view.site.webConfig?.path ?? '')) return false;
  return look.isStock(path);
}

function editedReport(
  input: RuleInput,
  path: string,
  found: EffectiveSetting,
  edited: EffectiveSetting['history'][number],
  stock: string,
): Report {
  const name = /'([^']+)'/.exec(path)![1]!;
  return {
    at: { file: edited.file, span: edited.span },
    message: `${name} was changed in ${fileNameOf(edited.file)} itself (Sitecore ships ${stock}): the next update takes the change away. Move it into a patch file.`,
    fixes: moveFixes(input, path, found, edited, stock),
  };
}

/** The edit goes into a patch of its own, and the stock value comes back. When a patch decides already, only the latter. */
function moveFixes(
  { view }: RuleInput,
  path: string,
  { winner }: EffectiveSetting,
  edited: EffectiveSetting['history'][number],
  stock: string,
): Fix[] {
  const back = replaceWord(view.site, edited, stock);
  const configuration = view.part(SITECORE);
  const element = configuration && placesInSitecore(configuration.document, path)[0]?.element;
  if (!back || !element) return [];
  if (winner !== edited) return [{ title: `Write ${stock} again: a patch decides`, edits: [back] }];
  const change = { kind: 'attribute', name: 'value', value: edited.literal ?? '' } as const;
  const moved = createPatch(view.site, element, change, 'Move this edit into a patch file');
  return [{ ...moved, edits: [back] }];
}

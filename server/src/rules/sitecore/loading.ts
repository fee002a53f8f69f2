import type { FoundLayer } from '../../config/sitecore/includeFiles';
import type { SitecoreSources } from '../../config/sitecore/locate';
import { nameOf as fileNameOf, keyOf, relativeTo } from '../../files/paths';
import { getOrInsertComputed } from '../../maps';
import { nearest } from '../../settings/attributes';
import type { EffectiveSetting } from '../../settings/reader';
import { placesInSitecore } from '../../settings/sitecorePath';
import type { Site } from '../../site/site';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { attributeOf, childElements } from '../../syntax/xml/navigate';
import { nameOf } from '../edits';
import { type Fix, type Report, type Rule, type RuleInput, rule } from '../rule';
import { replaceWord } from './change';
import { sitecoreSite } from './examples';
import { lookAt, type SitecoreLook } from './files';
import { createPatch } from './patchText';

const notLoaded = rule({
  id: 'sitecore-file-not-loaded',
  severity: 'warning',
  system: 'sitecore',
  title: 'Patch file that Sitecore does not load',
  explains:
    'From 9.0 on Sitecore loads only the folders that Layers.config names, and of them only files whose name ends in .config. A patch in another folder of App_Config, or with another ending by accident, changes nothing. Files that were switched off on purpose (.disabled, .example, mode="off") are shown in the tree of layers.',
  source: 'Layers.config; asserted with Sitecore.Kernel 10.3.1 (Omitted_layer_skipped)',
  fixable: false,
  check({ view }, report) {
    const look = lookAt(view);
    const { site } = view;
    for (const { file, reason } of look?.sitecore.sources.files ?? []) {
      if (reason?.code === 'outside-layers') {
        const source = site.sources.get(keyOf(file));
        const root = source?.text.includes('http://www.sitecore.net/xmlconfig/') ? source.tree.root : undefined;
        if (!source || root?.name !== 'configuration') continue;
        report({
          at: nameOf(source, root),
          message: `Sitecore does not load ${relativeTo(site.root, file)}: no layer of Layers.config names its folder. Move it to App_Config/Include, or add a layer.`,
        });
      } else if (reason?.code === 'extension' && /\.config\.(?:txt|xml)$/i.test(file))
        reportEnding(look!, view, file, report);
    }
  },
  examples: {
    bad: sitecoreSite({ path: 'App_Config/Shop/Shop.config', patch: '<settings />' }),
    good: sitecoreSite({ path: 'App_Config/Include/Shop/Shop.config', patch: '<settings />' }),
  },
});

/** `.config.txt` is what an editor for texts makes of it; said at `<sitecore>`, since the file itself is not looked at. */
function reportEnding(
  look: SitecoreLook,
  { site }: RuleInput['view'],
  file: string,
  report: Parameters<Rule['check']>[1],
): void {
  const { webConfig } = site;
  const section = webConfig?.tree.root && childElements(webConfig.tree.root, 'sitecore')[0];
  const loaded = file.replace(/\.(?:txt|xml)$/i, '');
  const twin = look.sitecore.sources.files.some((other) => keyOf(other.file) === keyOf(loaded));
  if (!webConfig || !section || twin) return;
  report({
    at: nameOf(webConfig, section),
    severity: 'information',
    message: `Sitecore does not load ${relativeTo(site.root, file)}, because the name does not end in .config. Call it ${fileNameOf(loaded)}.`,
  });
}

const layerEntry = rule({
  id: 'sitecore-load-order-misspelled',
  severity: 'warning',
  system: 'sitecore',
  title: 'Load order that names nothing',
  explains:
    'An entry of the load order that names no folder or file of its layer is passed over in silence: what was meant is loaded later, among all that is not listed, and mode="off" switches nothing off.',
  source: 'Layers.config; asserted with Sitecore.Kernel 10.3.1 (test data lists a folder that is absent)',
  fixable: true,
  check({ view }, report) {
    const look = lookAt(view);
    if (look) orderReports(look.sitecore.sources, view.site).forEach(report);
  },
  examples: { bad: layered('Fuondation'), good: layered('Foundation') },
});

const orders = new WeakMap<SitecoreSources, readonly Report[]>();

/** Found once for each set of file names; what is in the patches does not matter. */
function orderReports(sources: SitecoreSources, site: Site): readonly Report[] {
  return getOrInsertComputed(orders, sources, () =>
    sources.layers.flatMap((layer) => [...misspelledEntries(layer, sources, site)]),
  );
}

function* misspelledEntries(layer: FoundLayer, { files }: SitecoreSources, site: Site): Generator<Report> {
  const { folder, loadOrder } = layer;
  if (!folder || loadOrder.length === 0) return;
  const inside = files.flatMap(({ file }) =>
    keyOf(file).startsWith(`${keyOf(folder)}/`) ? pathsIn(file.slice(folder.length + 1)) : [],
  );
  const names = [...new Set(inside)];
  const keys = new Set(names.map(keyOf));
  const listed = new Set(loadOrder.map(({ path }) => keyOf(slashed(path))));
  const free = names.filter((name) => !listed.has(keyOf(name)));
  for (const { path, element } of loadOrder) {
    const near = slashed(path) && !keys.has(keyOf(slashed(path))) ? nearest(slashed(path), free) : undefined;
    const file = near && site.sources.get(keyOf(`${site.root}/App_Config/Layers.config`));
    const attribute = attributeOf(element, 'path');
    if (!near || !file || !attribute) continue;
    yield {
      at: { file: file.path, span: { start: attribute.valueStart, end: attribute.valueEnd } },
      message: `Nothing in the layer ${layer.name} is called \`${path}\`, so this entry does nothing. \`${near}\` is most likely meant.`,
      fixes: [
        { title: `Write ${near}`, edits: [{ file: file.path, ...attributeValueEdit(attribute, file.text, near) }] },
      ],
    };
  }
}

function slashed(path: string): string {
  return path.replace(/\\/g, '/').replace(/^\/|\/$/g, '');
}

/** The file and the folders it is in, as seen from the layer: `A`, `A/B`, `A/B/x.config`. */
function pathsIn(file: string): string[] {
  const parts = file.split('/');
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

function layered(entry: string): string {
  const layers = `
    //- /site/App_Config/Layers.config
    <layers>
      <layer name="Custom" includeFolder="/App_Config/Include/">
        <loadOrder>
          <add path="${entry}" type="Folder" />
        </loadOrder>
      </layer>
    </layers>`;
  return sitecoreSite({ path: 'App_Config/Include/Foundation/Shop.config', patch: '<settings />', more: layers });
}

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

const stockEdited = rule({
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
  const element = view.sitecore && placesInSitecore(view.sitecore.document, path)[0]?.element;
  if (!back || !element) return [];
  if (winner !== edited) return [{ title: `Write ${stock} again: a patch decides`, edits: [back] }];
  const change = { kind: 'attribute', name: 'value', value: edited.literal ?? '' } as const;
  const moved = createPatch(view.site, element, change, 'Move this edit into a patch file');
  return [{ ...moved, edits: [back] }];
}

export const loadingRules: readonly Rule[] = [notLoaded, layerEntry, stockEdited];

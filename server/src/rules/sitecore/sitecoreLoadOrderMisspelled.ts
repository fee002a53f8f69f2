import type { FoundLayer } from '../../config/sitecore/includeFiles';
import type { SitecoreSources } from '../../config/sitecore/locate';
import { keyOf } from '../../files/paths';
import { getOrInsertComputed } from '../../maps';
import { nearest } from '../../settings/attributes';
import type { Site } from '../../site/site';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { attributeOf } from '../../syntax/xml/navigate';
import { type Report, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

export default rule({
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

import { nameOf as fileNameOf, keyOf, relativeTo } from '../../files/paths';
import { xmlOf } from '../../site/parsed';
import { childElements } from '../../syntax/xml/navigate';
import { nameOf } from '../edits';
import { type Rule, type RuleInput, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt, type SitecoreLook } from './shared/files';

export default rule({
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
        const root = source?.text.includes('http://www.sitecore.net/xmlconfig/') ? xmlOf(source).root : undefined;
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
  const root = webConfig && xmlOf(webConfig).root;
  const section = root && childElements(root, 'sitecore')[0];
  const loaded = file.replace(/\.(?:txt|xml)$/i, '');
  const twin = look.sitecore.sources.files.some((other) => keyOf(other.file) === keyOf(loaded));
  if (!webConfig || !section || twin) return;
  report({
    at: nameOf(webConfig, section),
    severity: 'information',
    message: `Sitecore does not load ${relativeTo(site.root, file)}, because the name does not end in .config. Call it ${fileNameOf(loaded)}.`,
  });
}

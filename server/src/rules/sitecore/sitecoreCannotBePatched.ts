import { getOrInsertComputed } from '../../maps';
import { type ParsedFile, xmlOf } from '../../site/parsed';
import { childElements } from '../../syntax/xml/navigate';
import { nameOf, removeElement } from '../edits';
import { type Report, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { SECTIONS } from './shared/structure';

export default rule({
  id: 'sitecore-cannot-be-patched',
  severity: 'warning',
  system: 'sitecore',
  title: 'Patch of something that is not below sitecore',
  explains:
    'Patch files change only what is below <sitecore>. sessionState, appSettings and everything else in web.config stay as they are, whatever a patch says, and so do Layers.config and ConnectionStrings.config. Change web.config itself, or transform it when it is deployed.',
  source: 'Sitecore.Configuration.ConfigPatcher; documentation of patch files',
  fixable: true,
  check({ view }, report) {
    const look = lookAt(view);
    for (const { file } of look?.own ?? []) for (const found of elsewhereIn(file)) report(found);
  },
  examples: {
    bad: sitecoreSite({
      file: `
        <configuration>
          <sitecore>
            <settings />
          </sitecore>
          <system.web>
            <sessionState timeout="60" />
          </system.web>
        </configuration>`,
    }),
    good: sitecoreSite({
      webConfig: `
        <system.web>
          <sessionState timeout="60" />
        </system.web>`,
      patch: '<settings />',
    }),
  },
});

const foundElsewhere = new WeakMap<ParsedFile, readonly Report[]>();

function elsewhereIn(file: ParsedFile): readonly Report[] {
  return getOrInsertComputed(foundElsewhere, file, () => {
    const root = xmlOf(file).root;
    const top = root?.name === 'configuration' ? childElements(root) : [];
    const section = top.find(({ name }) => name === 'sitecore');
    const inside = section ? childElements(section).filter(({ name }) => SECTIONS.has(name)) : [];
    const beside = top.filter(({ name }) => SECTIONS.has(name));
    return [...beside, ...inside].map((element) => ({
      at: nameOf(file, element),
      message: `\`<${element.name}>\` cannot be patched: Sitecore merges only what is below \`<sitecore>\`${element === top[0] ? ', and reads nothing of this file because this comes first' : ''}. Change web.config or transform it.`,
      fixes: [{ title: `Remove <${element.name}>`, edits: [removeElement(file, element)] }],
    }));
  });
}

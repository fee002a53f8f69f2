import { keyOf } from '../../files/paths';
import { nearest } from '../../settings/attributes';
import { xmlOf } from '../../site/parsed';
import { nodeAt } from '../../syntax/xml/navigate';
import { rule } from '../rule';
import { replaceSpan } from './shared/edits';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

export default rule({
  id: 'sitecore-variable-misspelled',
  severity: 'warning',
  system: 'sitecore',
  title: 'Variable that is not defined',
  explains:
    'Sitecore replaces $(name) by the value of sc.variable, or of an attribute of <sitecore>, whose name is written exactly so. What is left is looked up later among the attributes of the elements around it; a slip of the finger stays in the value as it is.',
  source: 'Sitecore.Configuration, GlobalVariablesReplacer; Sitecore.Configuration.Factory',
  fixable: true,
  check({ view }, report) {
    const look = lookAt(view);
    if (!look) return;
    const known = [...look.configuration.variables.all.keys()].filter((name) => !name.includes(':'));
    for (const { file } of look.own) {
      if (!file.text.includes('$(')) continue;
      for (const { 0: whole, 1: name, index } of file.text.matchAll(/\$\(([\w.-]+)\)/g)) {
        const near = nearVariable(name!, known);
        const place = near === undefined ? undefined : nodeAt(xmlOf(file), index + 2);
        if (near === undefined || (place?.part !== 'attribute-value' && place?.part !== 'text')) continue;
        const start = index + 2;
        report({
          at: { file: file.path, span: { start: index, end: index + whole.length } },
          message: `Nothing defines \`$(${name})\`, so it stays in the value. \`$(${near})\` is most likely meant.`,
          fixes: [{ title: `Write $(${near})`, edits: [replaceSpan(file, start, start + name!.length, near)] }],
        });
      }
    }
  },
  examples: { bad: folderOf('$(datafolder)'), good: folderOf('$(dataFolder)') },
});

/** Names that the object factory fills in later are short, and like no other. */
function nearVariable(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name) || /^\d+$/.test(name)) return undefined;
  const same = known.find((other) => keyOf(other) === keyOf(name));
  return same ?? (name.length > 6 ? nearest(name, known) : undefined);
}

function folderOf(variable: string): string {
  return sitecoreSite({
    base: '<sc.variable name="dataFolder" value="/App_Data" />',
    patch: `<settings><setting name="Shop.Folder" value="${variable}/shop" /></settings>`,
  });
}

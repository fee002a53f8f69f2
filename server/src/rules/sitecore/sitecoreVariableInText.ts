import { xmlOf } from '../../site/parsed';
import { nodeAt } from '../../syntax/xml/navigate';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

export default rule({
  id: 'sitecore-variable-in-text',
  severity: 'warning',
  system: 'sitecore',
  title: 'Variable in a text that Sitecore does not replace',
  explains:
    'Before 9.0 Sitecore replaces variables in attributes only. In the text of an element $(name) stays as it is, unless the object that reads it knows what to do with it.',
  source: 'Published ShowConfig output of 7.1 (DumpFile); effective configuration of 9.2',
  fixable: false,
  check({ view }, report) {
    const look = lookAt(view);
    if (look?.configuration.options.generation !== 'old') return;
    for (const { file } of look.own) {
      if (!file.text.includes('$(')) continue;
      for (const { 0: whole, 1: name, index } of file.text.matchAll(/\$\(([\w.-]+)\)/g)) {
        if (!look.configuration.variables.all.has(name!) || nodeAt(xmlOf(file), index + 2).part !== 'text') continue;
        report({
          at: { file: file.path, span: { start: index, end: index + whole.length } },
          message: `Before Sitecore 9 \`${whole}\` is not replaced in a text, only in attributes. Write the value itself here.`,
        });
      }
    }
  },
  examples: {
    bad: sitecoreSite({
      generation: 'old',
      base: '<sc.variable name="dataFolder" value="/App_Data" />',
      patch: '<shop><file>$(dataFolder)/shop</file></shop>',
    }),
    good: sitecoreSite({
      generation: 'old',
      base: '<sc.variable name="dataFolder" value="/App_Data" />',
      patch: '<shop><file path="$(dataFolder)/shop" /></shop>',
    }),
  },
});

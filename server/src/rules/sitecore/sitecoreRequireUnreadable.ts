import { parseRequire } from '../../config/sitecore/require';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { checkTexts } from './shared/files';
import { placeIn, requirementsIn, writing } from './shared/require';

/** Words that Sitecore reads, for operators of other languages. */
const OPERATORS: readonly (readonly [RegExp, string])[] = [
  [/\s*&&\s*/g, ' and '],
  [/\s*\|\|\s*/g, ' or '],
  [/\s*,\s*/g, ' or '],
];

export default rule({
  id: 'sitecore-require-unreadable',
  severity: 'error',
  system: 'sitecore',
  title: 'Condition that Sitecore cannot read',
  explains:
    'A condition is made of names, and, or, ! and parentheses. With anything else Sitecore stops with an error when it reads the file. A comma separates roles where they are defined, not where they are asked for.',
  source: 'Sitecore.Configuration.Roles, BooleanLogicParser; believed to be the parser of 9.0 and later',
  fixable: true,
  check: checkTexts(':require', function* (file, look) {
    if (look.sitecore.sources.ruleSupport === 'none') return;
    for (const { attribute } of requirementsIn(file)) {
      const problem = parseRequire(attribute.value).problems.find(({ severity }) => severity === 'error');
      if (!problem) continue;
      const text = OPERATORS.reduce((now, [operator, word]) => now.replace(operator, word), attribute.value).trim();
      const mended =
        text !== attribute.value && parseRequire(text).problems.every(({ severity }) => severity !== 'error');
      yield {
        at: placeIn(file, attribute, problem),
        message: problem.message,
        fixes: mended ? [writing(file, attribute, text)] : [],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({ patch: '<settings role:require="Standalone, ContentManagement" />' }),
    good: sitecoreSite({ patch: '<settings role:require="Standalone or ContentManagement" />' }),
  },
});

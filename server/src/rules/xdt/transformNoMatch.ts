import { nameOf } from '../../files/paths';
import { rule } from '../rule';
import { instructionsOf } from './shared/actions';
import { withRelease } from './shared/example';

/** Transforms of a whole element: what they would have left can be inserted. */
const INSERTABLE: ReadonlySet<string> = new Set(['Replace', 'SetAttributes']);

export default rule({
  id: 'transform-no-match',
  severity: 'warning',
  system: 'xdt',
  title: 'Transform that finds nothing to change',
  explains:
    'The engine looks for the element at exactly this path, with case and namespace, and goes on with a warning when there is none: the value it should have set stays as it was.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK)',
  fixable: true,
  check(input, report) {
    for (const instruction of instructionsOf(input)) {
      const { action, at, file, element } = instruction;
      if (action.outcome !== 'skipped') continue;
      const insert = INSERTABLE.has(action.transform) && !action.locator;
      report({
        at,
        message: `Nothing in ${nameOf(input.view.site.webConfig?.path ?? 'Web.config')} matches ${action.path ?? 'this element'}, so ${action.transform} changes nothing. ${insert ? 'Insert the element instead, or correct the path.' : 'Correct the path or the locator.'}`,
        fixes: insert
          ? [{ title: `Insert <${element.name}> instead`, edits: [{ file: file.path, span: at.span, text: 'Insert' }] }]
          : [],
      });
    }
  },
  examples: {
    bad: withRelease('<compilation debug="false" />', '<sessionState timeout="60" xdt:Transform="SetAttributes" />'),
    good: withRelease('<compilation debug="false" />', '<sessionState timeout="60" xdt:Transform="Insert" />'),
  },
});

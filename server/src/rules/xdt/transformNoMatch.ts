import { nameOf } from '../../files/paths';
import type { ParsedFile } from '../../site/parsed';
import { rule } from '../rule';
import { instructionsOf, saying } from './shared/actions';
import { withRelease } from './shared/example';
import { nearMissOf } from './shared/nearMiss';
import { works } from './shared/tryOut';

/** Transforms of a whole element: what they would have left can be inserted. */
const INSERTABLE: ReadonlySet<string> = new Set(['Replace', 'SetAttributes']);

export default rule({
  id: 'transform-no-match',
  severity: 'warning',
  system: 'xdt',
  title: 'Transform that finds nothing to change',
  explains:
    'The engine looks for the element at exactly this path, with case and namespace, and goes on with a warning when there is none: the value it should have set stays as it was. Removing what is not there is no mistake, unless it is there under another name.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK)',
  fixable: true,
  check(input, report) {
    const told = new Set<ParsedFile>();
    for (const instruction of instructionsOf(input)) {
      const { action, at, file, element } = instruction;
      if (action.outcome !== 'skipped') continue;
      const web = nameOf(input.view.site.webConfig?.path ?? 'Web.config');
      const removes = /^Remove/.test(action.transform);
      const miss = nearMissOf(input, file, element);
      const near = removes && miss?.guess ? undefined : miss;
      const nothing = `Nothing in ${web} matches ${action.path ?? 'this element'}, so ${action.transform} changes nothing.`;
      if (near?.ofWholeFile && told.has(file)) continue;
      if (near) {
        if (near.ofWholeFile) told.add(file);
        report({ at, message: `${nothing} ${near.message}`, fixes: near.fixes });
        continue;
      }
      if (removes) {
        report({
          at,
          severity: 'information',
          message: `Nothing in ${web} matches ${action.path ?? 'this element'}, so there is nothing to remove: what is wanted is so already, and the build only warns.`,
        });
        continue;
      }
      const edits = [{ file: file.path, span: at.span, text: 'Insert' }];
      const insert = INSERTABLE.has(action.transform) && !action.locator && works(input, file, element, edits);
      report({
        at,
        message: `${nothing} ${insert ? 'Insert the element instead, or correct the path.' : 'Correct the path or the locator.'}`,
        fixes: insert ? [{ title: `Insert <${element.name}> instead${saying(element)}`, edits }] : [],
      });
    }
  },
  examples: {
    bad: withRelease('<compilation debug="false" />', '<sessionState timeout="60" xdt:Transform="SetAttributes" />'),
    good: withRelease('<compilation debug="false" />', '<sessionState timeout="60" xdt:Transform="Insert" />'),
  },
});

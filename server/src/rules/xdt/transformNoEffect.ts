import { nameOf } from '../../files/paths';
import { settingsOfElement } from '../../settings/catalogue';
import { removeElement } from '../edits';
import { rule } from '../rule';
import { instructionsOf, relatedTarget, settingPathOf } from './shared/actions';
import { withRelease } from './shared/example';

export default rule({
  id: 'transform-no-effect',
  severity: 'information',
  system: 'xdt',
  title: 'Transform without effect',
  explains:
    'The web.config already says what the transform would write, so it changes nothing; it looks like a decision that was made for this variant and is none.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK)',
  fixable: true,
  check(input, report) {
    for (const instruction of instructionsOf(input)) {
      const { action, at, file, element } = instruction;
      if (action.outcome !== 'done' || action.targets.length === 0 || action.targets.some(({ changes }) => changes))
        continue;
      if (action.transform === 'InsertIfMissing') continue;
      // What an application keeps for itself may be written twice: nobody is misled about a timeout.
      if (settingsOfElement(settingPathOf(element)).length === 0) continue;
      report({
        at,
        message: `${action.transform} changes nothing: ${nameOf(input.view.site.webConfig?.path ?? 'Web.config')} says the same already.`,
        related: relatedTarget(instruction, 'It stands here'),
        fixes: [{ title: `Remove this <${element.name}>`, edits: [removeElement(file, element)] }],
        unnecessary: true,
      });
    }
  },
  examples: {
    bad: withRelease(
      '<sessionState mode="StateServer" timeout="20" />',
      '<sessionState timeout="20" xdt:Transform="SetAttributes" />',
    ),
    good: withRelease(
      '<sessionState mode="StateServer" timeout="20" />',
      '<sessionState timeout="30" xdt:Transform="SetAttributes" />',
    ),
  },
});

import { settingsOfElement } from '../../settings/catalogue';
import { rule } from '../rule';
import { instructionsOf, relatedTarget, settingOf, settingPathOf } from './shared/actions';
import { withRelease } from './shared/example';

export default rule({
  id: 'transform-replace-loses',
  severity: 'warning',
  system: 'xdt',
  title: 'Replace that wipes out settings',
  explains:
    'Replace puts the new element in the place of the old one as a whole: attributes and children that the transform does not repeat are gone, and their settings fall back to their defaults.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK)',
  fixable: true,
  check(input, report) {
    for (const instruction of instructionsOf(input)) {
      const { action, at, file } = instruction;
      const [target] = action.targets;
      if (action.transform !== 'Replace' || action.outcome !== 'done' || !target) continue;
      const lost = target.attributes.filter(({ change, name }) => change === 'lost' && settingOf(instruction, name));
      if (lost.length === 0 && target.childrenLost.length === 0) continue;
      if (!settingsOfElement(settingPathOf(instruction.element)).length) continue;
      const fallsBack = lost.map(({ name, before }) => {
        const setting = settingOf(instruction, name);
        const was =
          setting?.secret || before === undefined
            ? ''
            : ` (was ${before}${setting?.default === undefined ? '' : `, falls back to ${setting.default}`})`;
        return `\`${name}\`${was}`;
      });
      const all = [...fallsBack, ...[...new Set(target.childrenLost)].map((name) => `\`<${name}>\``)].join(', ');
      report({
        at,
        message: `Replace wipes out ${all}. Write SetAttributes to change only what stands here.`,
        related: relatedTarget(instruction, 'What is replaced'),
        fixes: [
          {
            title: 'Change only these attributes: SetAttributes',
            edits: [{ file: file.path, span: at.span, text: 'SetAttributes' }],
          },
        ],
      });
    }
  },
  examples: {
    bad: withRelease(
      '<sessionState mode="StateServer" timeout="20" />',
      '<sessionState timeout="60" xdt:Transform="Replace" />',
    ),
    good: withRelease(
      '<sessionState mode="StateServer" timeout="20" />',
      '<sessionState timeout="60" xdt:Transform="SetAttributes" />',
    ),
  },
});

import { rule } from '../rule';
import { instructionsOf, relatedTarget, settingOf } from './shared/actions';
import { withRelease } from './shared/example';

export default rule({
  id: 'transform-drops-timeout',
  severity: 'warning',
  system: 'xdt',
  title: 'Transform that sends a timeout back to its default',
  explains: 'The variant loses a timeout that the web.config sets: it falls back to its default without a word.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK)',
  fixable: false,
  check(input, report) {
    for (const instruction of instructionsOf(input)) {
      const { action, at } = instruction;
      if (action.transform === 'Replace' || action.outcome !== 'done') continue;
      for (const target of action.targets) {
        for (const { name, change, before } of target.attributes) {
          const setting = settingOf(instruction, name);
          if (change !== 'lost' || !setting?.drives || setting.default === undefined || before === setting.default)
            continue;
          report({
            at,
            message: `\`${name}\` falls back from ${before} to its default ${setting.default} in this variant. Set the value that is meant.`,
            related: relatedTarget(instruction, `It is ${before} here`),
          });
        }
      }
    }
  },
  examples: {
    bad: withRelease(
      '<sessionState mode="StateServer" timeout="60" />',
      '<sessionState xdt:Transform="RemoveAttributes(timeout)" />',
    ),
    good: withRelease(
      '<sessionState mode="StateServer" timeout="60" />',
      '<sessionState timeout="90" xdt:Transform="SetAttributes" />',
    ),
  },
});

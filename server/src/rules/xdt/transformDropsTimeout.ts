import { settings as catalogue } from '../../settings/catalogue';
import { settingsOf } from '../../settings/reader';
import { ancestors } from '../../syntax/xml/navigate';
import { type RuleInput, rule } from '../rule';
import { type Instruction, instructionsOf, relatedTarget, settingOf, settingPathOf } from './shared/actions';
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
      if (action.transform === 'Remove' || action.transform === 'RemoveAll') {
        for (const message of withElement(input, instruction))
          report({ at, message, related: relatedTarget(instruction, 'It is taken out here') });
        continue;
      }
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

/** Timeouts that go with an element that is taken out, and that nothing in the variant sets again. */
function withElement({ view, settings }: RuleInput, { element }: Instruction): string[] {
  if (ancestors(element).some(({ name }) => name === 'location')) return [];
  const path = settingPathOf(element);
  const asWritten = settingsOf(view.site.view(null));
  return catalogue
    .filter((setting) => setting.drives && setting.path.startsWith(`${path}/`) && !setting.path.includes('['))
    .flatMap((setting) => {
      const [was, is] = [asWritten.get(setting.path), settings.get(setting.path)];
      if (!was.given || is.given || typeof is.value !== 'string' || was.value === is.value) return [];
      const { holder, name } = partsOf(setting.path);
      const before = typeof was.literal === 'string' ? was.literal : 'what it is';
      return [
        `\`<${element.name}>\` is taken out, and \`${name}\` of \`<${holder}>\` falls back from ${before} to its default ${is.value} in this variant. Set the value that is meant.`,
      ];
    });
}

function partsOf(path: string): { holder: string; name: string } {
  const [holder = '', name = ''] = path.split('/').slice(-2);
  return { holder, name: name.slice(1) };
}

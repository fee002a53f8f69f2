import { settings, settingsOfElement } from '../../settings/catalogue';
import { childElements } from '../../syntax/xml/navigate';
import { insertAttribute, removeAttribute } from '../edits';
import { type Edit, type Fix, type RuleInput, rule } from '../rule';
import { type Instruction, instructionsOf, relatedTarget, saying, settingOf, settingPathOf } from './shared/actions';
import { withRelease } from './shared/example';
import { works } from './shared/tryOut';

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
      const isGroup = holdsSettings(settingPathOf(instruction.element), target.childrenLost);
      if (!isGroup && !settingsOfElement(settingPathOf(instruction.element)).length) continue;
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
        message: `Replace wipes out ${all}. ${isGroup ? 'Replace only the sections that are to be others.' : 'Write SetAttributes to change only what stands here.'}`,
        related: relatedTarget(instruction, 'What is replaced'),
        fixes: isGroup
          ? childrenInstead(input, instruction)
          : [
              {
                title: `Change only these attributes${saying(instruction.element)}: SetAttributes`,
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

/** Is it a group of sections, some of which mean something to users? */
function holdsSettings(path: string, lost: readonly string[]): boolean {
  const inside = path === '' ? '' : `${path}/`;
  return lost.some((name) => settings.some((setting) => setting.path.startsWith(`${inside}${name}/`)));
}

/** The same instruction on each section inside the group, in place of the group's own. */
function childrenInstead(input: RuleInput, { file, element, action }: Instruction): Fix[] {
  const attribute = element.attributes.find(({ valueStart }) => valueStart === action.attribute.start);
  const inside = childElements(element);
  if (!attribute || inside.length === 0) return [];
  const edits: Edit[] = [
    removeAttribute(file, attribute),
    ...inside.map((child) => insertAttribute(file, child, attribute.name, 'Replace')),
  ];
  if (!works(input, file, element, edits)) return [];
  return [{ title: `Replace only ${inside.map(({ name }) => `<${name}>`).join(', ')}`, edits }];
}

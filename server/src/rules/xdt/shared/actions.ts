import type { TransformAction, TransformResult } from '../../../config/xdt/apply';
import { keyOf } from '../../../files/paths';
import { settingAt } from '../../../settings/catalogue';
import type { Setting } from '../../../settings/setting';
import type { ParsedFile } from '../../../site/parsed';
import type { XmlElement } from '../../../syntax/xml/tree';
import { elementAt } from '../../edits';
import type { Place, RuleInput } from '../../rule';

/** One transform instruction with the file it stands in. */
export interface Instruction {
  readonly file: ParsedFile;
  readonly result: TransformResult;
  readonly action: TransformAction;
  /** The element that carries `xdt:Transform`. */
  readonly element: XmlElement;
  /** Value of `xdt:Transform`. */
  readonly at: Place;
}

/** Every `xdt:Transform` of the variant, in order. */
export function instructionsOf(input: RuleInput): Instruction[] {
  return input.view.transforms().flatMap(({ file, result }) =>
    result.actions.flatMap((action) => {
      const element = elementAt(file, action.element.start);
      return element ? [{ file, result, action, element, at: { file: file.path, span: action.attribute } }] : [];
    }),
  );
}

/** Path of an element from its section's root, `<location>` left out: `system.web/sessionState`. */
export function settingPathOf(element: XmlElement): string {
  const names: string[] = [];
  for (
    let at: XmlElement | undefined = element;
    at && at.name !== 'configuration';
    at = at.parent.kind === 'element' ? at.parent : undefined
  )
    if (at.name !== 'location') names.unshift(at.name);
  return names.join('/');
}

/** The setting that an attribute of a target is. */
export function settingOf(instruction: Instruction, attribute: string): Setting | undefined {
  return settingAt(`${settingPathOf(instruction.element)}/@${attribute}`);
}

/** Where the first target stands in the web.config, as the other side of a finding. */
export function relatedTarget(instruction: Instruction, message: string) {
  const origin = instruction.action.targets[0]?.origins[0];
  if (!origin || keyOf(origin.file) === keyOf(instruction.file.path)) return [];
  return [{ file: origin.file, span: { start: origin.start, end: origin.end }, message }];
}

/** What an element gives a variant, for the title of a fix: `, with timeout="60"`. Names alone where a value may be secret. */
export function saying(element: XmlElement): string {
  const said = element.attributes
    .filter(({ prefix, name }) => prefix === '' && name !== 'xmlns' && !/^(?:transform|locator)$/i.test(name))
    .map(({ name, value }) => {
      const setting = settingAt(`${settingPathOf(element)}/@${name}`);
      return setting && !setting.secret ? `${name}="${value}"` : name;
    });
  const shown = said.length > 3 ? [...said.slice(0, 3), `${said.length - 3} more`] : said;
  return shown.length > 0 ? `, with ${shown.join(', ')}` : '';
}

/** The prefix a file uses for the transform language. */
export function prefixOf(element: XmlElement): string {
  return element.attributes.find(({ localName, prefix }) => prefix && localName === 'Transform')?.prefix ?? 'xdt';
}

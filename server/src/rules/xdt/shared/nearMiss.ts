import { type ParsedFile, xmlOf } from '../../../site/parsed';
import { attributeValueEdit } from '../../../syntax/xml/escape';
import { attributeOf, childElements } from '../../../syntax/xml/navigate';
import type { XmlElement } from '../../../syntax/xml/tree';
import type { Edit, Fix, RuleInput } from '../../rule';
import { namesTo, works } from './tryOut';

/** Why a path that looks right finds nothing, and what finds it. */
export interface NearMiss {
  /** A sentence that names what is there instead. */
  readonly message: string;
  readonly fixes: readonly Fix[];
  /** Everything in the file misses for this reason: it is said once. */
  readonly ofWholeFile?: true;
  /** Another of that name may be meant: no reason to doubt that what is to be removed is not there. */
  readonly guess?: true;
}

/**
 * The engine compares whole names, namespace and case included, from the root down: what differs in one of them, or
 * stands inside a `<location>`, is meant and not found.
 */
export function nearMissOf(input: RuleInput, file: ParsedFile, element: XmlElement): NearMiss | undefined {
  const { webConfig } = input.view.site;
  const root = webConfig && xmlOf(webConfig).root;
  const own = xmlOf(file).root;
  if (!webConfig || !root || !own) return undefined;
  const names = namesTo(element);
  return (
    byNamespace(input, file, own, root, names, element) ??
    byCase(input, file, root, names, element) ??
    byLocation(root, names) ??
    byKey(input, file, root, names, element) ??
    byPlace(root, names)
  );
}

function byNamespace(
  input: RuleInput,
  file: ParsedFile,
  own: XmlElement,
  root: XmlElement,
  names: readonly string[],
  element: XmlElement,
): NearMiss | undefined {
  const [there, here] = [attributeOf(root, 'xmlns')?.value ?? '', attributeOf(own, 'xmlns')?.value ?? ''];
  if (there === here || !walk(root, names, (a, b) => a === b)) return undefined;
  const declared = attributeOf(own, 'xmlns');
  const edit: Edit = declared
    ? { file: file.path, span: { start: declared.start, end: declared.end }, text: there && `xmlns="${there}"` }
    : { file: file.path, span: { start: own.nameEnd, end: own.nameEnd }, text: ` xmlns="${there}"` };
  return {
    ofWholeFile: true,
    message: `Its root is in ${there ? `the namespace ${there} (xmlns)` : 'no namespace'}, the root of this file in ${here || 'none'}: names in different namespaces never match.`,
    fixes: works(input, file, element, [edit])
      ? [{ title: 'Put this file into the same namespace: all of its transforms take effect', edits: [edit] }]
      : [],
  };
}

function byCase(
  input: RuleInput,
  file: ParsedFile,
  root: XmlElement,
  names: readonly string[],
  element: XmlElement,
): NearMiss | undefined {
  const found = walk(root, names, (a, b) => a.toLowerCase() === b.toLowerCase());
  const wrong = found?.flatMap((there, index) => (there.name === names[index] ? [] : [index])) ?? [];
  if (!found || wrong.length === 0) return undefined;
  const holders: XmlElement[] = [];
  for (let at: XmlElement | undefined = element; at; at = at.parent.kind === 'element' ? at.parent : undefined)
    holders.unshift(at);
  const edits = wrong.flatMap((index) => renaming(file, holders[index]!, found[index]!.name));
  const right = wrong.map((index) => `\`<${found[index]!.name}>\``).join(' and ');
  return {
    message: `Names are case-sensitive: it has ${right}, not ${wrong.map((index) => `\`<${names[index]}>\``).join(' and ')}.`,
    fixes: works(input, file, element, edits)
      ? [{ title: `Write ${right.replaceAll('`', '')}: what stands inside takes effect`, edits }]
      : [],
  };
}

function renaming(file: ParsedFile, { nameStart, nameEnd, closeStart, name }: XmlElement, to: string): Edit[] {
  const edits: Edit[] = [{ file: file.path, span: { start: nameStart, end: nameEnd }, text: to }];
  if (closeStart >= 0)
    edits.push({ file: file.path, span: { start: closeStart + 2, end: closeStart + 2 + name.length }, text: to });
  return edits;
}

function byLocation(root: XmlElement, names: readonly string[]): NearMiss | undefined {
  for (const location of childElements(root, 'location')) {
    if (!walk(location, ['location', ...names.slice(1)], (a, b) => a === b)) continue;
    const path = attributeOf(location, 'path')?.value;
    const tag = path === undefined ? '<location>' : `<location path="${path}">`;
    return {
      message: `It stands inside \`${tag}\` there, and only a path through the same \`<location>\` finds it: put this into one, too.`,
      fixes: [],
    };
  }
  return undefined;
}

/** Entries of a list, told apart by an attribute whose value is compared letter by letter. */
function byKey(
  input: RuleInput,
  file: ParsedFile,
  root: XmlElement,
  names: readonly string[],
  element: XmlElement,
): NearMiss | undefined {
  const holder = walk(root, names.slice(0, -1), (a, b) => a === b)?.at(-1);
  for (const own of element.attributes) {
    if (!holder || !KEYS.has(own.name)) continue;
    const like = childElements(holder, element.name)
      .flatMap((child) => attributeOf(child, own.name)?.value ?? [])
      .find((value) => value !== own.value && value.toLowerCase() === own.value.toLowerCase());
    if (like === undefined) continue;
    const edits: Edit[] = [{ file: file.path, ...attributeValueEdit(own, file.text, like) }];
    return {
      message: `Values are compared letter by letter: it has ${own.name}="${like}", not "${own.value}".`,
      fixes: works(input, file, element, edits)
        ? [{ title: `Write ${own.name}="${like}": this takes effect`, edits }]
        : [],
    };
  }
  return undefined;
}

const KEYS: ReadonlySet<string> = new Set(['key', 'name', 'path', 'type', 'verb', 'namespace', 'assembly']);

/** The one element of that name, in another place. */
function byPlace(root: XmlElement, names: readonly string[]): NearMiss | undefined {
  const name = names.at(-1)!;
  const found: XmlElement[] = [];
  const work: XmlElement[] = [root];
  for (let at = work.pop(); at && found.length < 2; at = work.pop()) {
    if (at.name === name && at !== root) found.push(at);
    work.push(...childElements(at));
  }
  const [only] = found;
  if (found.length !== 1 || !only || LISTED.has(name)) return undefined;
  const there = namesTo(only);
  // Where the way is the same, it is the locator or a condition that selects nothing.
  if (there.length === names.length && there.every((step, index) => step === names[index])) return undefined;
  return {
    guess: true,
    message: `\`<${name}>\` stands in ${
      there
        .slice(1, -1)
        .map((step) => `\`<${step}>\``)
        .join(', ') || 'the root'
    } there: write the same way to it here.`,
    fixes: [],
  };
}

/** Entries of lists have the same name everywhere. */
const LISTED: ReadonlySet<string> = new Set(['add', 'remove', 'clear', 'section', 'location', 'providers']);

/** The elements of these names, each inside the one before; the first is `from` itself. */
function walk(
  from: XmlElement,
  names: readonly string[],
  isSame: (a: string, b: string) => boolean,
): readonly XmlElement[] | undefined {
  if (!isSame(from.name, names[0]!)) return undefined;
  if (names.length === 1) return [from];
  for (const child of childElements(from)) {
    const rest = walk(child, names.slice(1), isSame);
    if (rest) return [from, ...rest];
  }
  return undefined;
}

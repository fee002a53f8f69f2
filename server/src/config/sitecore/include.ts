import type { FilePath } from '../../files/files';
import type { XmlDocument } from '../../syntax/xml/tree';
import { addedAttribute } from './assign';
import { compileElement, isWellFormed, type PatchElement } from './compile';
import type { SitecoreProblem } from './outcome';
import { addedBy, type ElementIds, type Numbering } from './run';
import { sourceOf } from './sources';
import {
  attributeOf,
  type Content,
  insertChild,
  type MergedAttribute,
  MergedElement,
  type MergedNode,
  MergedText,
  NO_EDITION,
  ownChild,
  ownedBy,
  putAttribute,
  removeChild,
  type SourceFile,
} from './tree';
import { substitute } from './variables';

/** The parsed file that `<sc.include file="…">` names. `path` starts with `/` and counts from the site's root. */
export type FindInclude = (path: string) => { readonly file: FilePath; readonly tree: XmlDocument } | undefined;

export interface Expansion {
  readonly root: MergedElement;
  readonly problems: readonly SitecoreProblem[];
  /** What was asked for and what it came to, in order. */
  readonly included: readonly { readonly path: string; readonly tree: XmlDocument | undefined }[];
}

const NAME = 'sc.include';

/**
 * Puts the content of every included file in its place: the children of its root go to the **end** of the parent, the
 * attributes of its root to the parent itself, and the `sc.include` goes away (IncludeFileExpander). Included files may
 * include others; a cycle is reported and left alone.
 */
export function expandIncludes(root: MergedElement, find: FindInclude, numbering: Numbering): Expansion {
  const top: Place = { element: root, parent: undefined, owned: undefined };
  const found = includesBelow(top);
  if (found.length === 0) return { root, problems: [], included: [] };
  top.owned = ownedBy(numbering, root);
  const run = new Run(find, numbering);
  for (const place of found) run.expand(place, []);
  return { root: top.owned, problems: run.problems, included: run.included };
}

/** An element and the way up to the root. */
interface Place {
  readonly element: MergedElement;
  readonly parent: Place | undefined;
  /** The copy that may be changed, when there is one. */
  owned: MergedElement | undefined;
}

/** Includes in one chain; the cycle check ends real ones much earlier. */
const DEEPEST = 50;
/** Files that include two others each grow without end, with no cycle at all. */
const MOST = 5_000;

/** In document order, all of them before any is replaced, as the engine takes them. */
function includesBelow(top: Place): Place[] {
  const found: Place[] = [];
  const work = [top];
  for (let place = work.pop(); place && found.length < MOST; place = work.pop()) {
    if (place.element.localName === NAME && place !== top) {
      found.push(place);
      continue;
    }
    if (!place.element.mentions(NAME)) continue;
    const { children } = place.element;
    for (let i = children.length - 1; i >= 0; i--) {
      const element = children[i]!;
      if (element.kind === 'element') work.push({ element, parent: place, owned: undefined });
    }
  }
  return found;
}

class Run {
  readonly problems: SitecoreProblem[] = [];
  readonly included: { path: string; tree: XmlDocument | undefined }[] = [];

  constructor(
    readonly find: FindInclude,
    readonly numbering: Numbering,
  ) {}

  /** `chain` are the paths of the files that are being included. */
  expand(place: Place, chain: readonly string[]): void {
    const include = place.element;
    const written = resolveFromAncestors(attributeOf(include, 'file')?.value ?? '', place.parent).toLowerCase();
    if (!written || !place.parent) return;
    const path = `/${written.replace(/\\/g, '/').replace(/^\/+/, '')}`;
    const { by, at } = include.touch;
    const problem = (code: SitecoreProblem['code'], message: string) =>
      this.problems.push({ file: by.file, start: at.start, end: at.end, code, message });

    if (chain.includes(path) || chain.length >= DEEPEST) {
      problem('include-cycle', `\`${path}\` includes itself by way of others; Sitecore stops with an exception.`);
      return;
    }
    if (this.included.length >= MOST) return;
    const target = this.find(path);
    this.included.push({ path, tree: target?.tree });
    const root = target?.tree.root;
    if (!target) {
      problem('missing-file', `\`${path}\` is not there; Sitecore stops with an exception.`);
      return;
    }
    if (!root || !isWellFormed(target.tree)) {
      problem('broken-file', `\`${path}\` is no well-formed XML; Sitecore stops with an exception.`);
      return;
    }
    const parent = this.#own(place.parent);
    const source = sourceOf(target.tree, target.file, '');
    const copy = importElement(compileElement(root), source, this.numbering);
    const copyPlace: Place = { element: copy, parent: place.parent, owned: copy };
    removeChild(parent, include);
    for (const inner of includesBelow(copyPlace)) this.expand(inner, [...chain, path]);
    for (const child of copy.children) insertChild(parent, child);
    for (const attribute of copy.attributes) {
      const old = attributeOf(parent, attribute.localName, attribute.uri);
      const action = old ? 'included' : 'added';
      putAttribute(place.parent.parent?.owned, parent, { ...attribute, action, before: old });
    }
  }

  #own(place: Place): MergedElement {
    const chain: Place[] = [];
    for (let step: Place | undefined = place; step && !step.owned; step = step.parent) chain.push(step);
    for (const step of chain.reverse()) step.owned = ownChild(this.numbering, step.parent!.owned!, step.element);
    return place.owned!;
  }
}

/** ReplaceVariables of the expander: attributes of the ancestors, `$(name)` is the ancestor's own name. */
function resolveFromAncestors(value: string, parent: Place | undefined): string {
  let text = value;
  for (let step = parent; step && text.includes('$('); step = step.parent) {
    const element = step.owned ?? step.element;
    for (const { localName, value: own } of element.attributes) text = substitute(text, `$(${localName})`, own);
    text = substitute(text, '$(name)', element.localName);
  }
  return text;
}

/** A deep copy as the .NET ImportNode makes it: everything, with rules and commands as plain content. */
export function importElement(top: PatchElement, by: SourceFile, numbering: Numbering): MergedElement {
  const idOf = numbering.idsFor(top);
  const { prefix, localName, uri } = top;
  const { edition } = numbering;
  const copy = new MergedElement(idOf(top), prefix, localName, uri, addedBy(by, top), edition, by);
  const content = new ImportedContent(top, by, idOf);
  copy.attributes = content.attributes();
  for (const child of content.children()) copy.appendChild(child);
  return copy;
}

/** The copy is made level by level, where somebody looks. */
class ImportedContent implements Content {
  constructor(
    private readonly patch: PatchElement,
    private readonly by: SourceFile,
    private readonly idOf: ElementIds,
  ) {}

  attributes(): readonly MergedAttribute[] {
    return this.patch.attributes.map((attribute) => addedAttribute(attribute, this.by));
  }

  children(): MergedNode[] {
    return this.patch.children.map((child) => {
      if (child.kind !== 'element') return new MergedText(child, this.by, 'added', undefined);
      const { by, idOf } = this;
      const { prefix, localName, uri } = child;
      const content = new ImportedContent(child, by, idOf);
      return new MergedElement(idOf(child), prefix, localName, uri, addedBy(by, child), NO_EDITION, by, content);
    });
  }

  value(localName: string): string | undefined {
    return this.patch.attributes.find((attribute) => attribute.localName === localName && attribute.uri === '')?.value;
  }

  mentions(word: string): boolean {
    return this.patch.source.mentions(word, this.patch.start, this.patch.end);
  }
}

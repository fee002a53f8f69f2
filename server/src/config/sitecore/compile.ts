import { getOrInsertComputed } from '../../maps';
import type { Span } from '../../syntax/text';
import type {
  XmlAttribute,
  XmlCData,
  XmlComment,
  XmlDocument,
  XmlElement,
  XmlInstruction,
  XmlText,
} from '../../syntax/xml/tree';
import type { Locator } from './locatorTerms';
import { type Disposition, dispositionOf, PATCH, ruleOfNamespace, SET, XML, XMLNS } from './namespaces';
import type { RuleSet } from './require';
import { parseRequire } from './require';
import { parseSimple } from './select';
import { nameIn, SourceText } from './sourceText';
import type { MergedAttribute, MergedElement, SourceFile, Touch } from './tree';

/**
 * An element of a file in the form the merge reads: namespaces resolved, attributes sorted by what they are for, white
 * space between elements gone (the readers of both engines drop it). One for each element and version of a file; what
 * is in it is worked out when it is asked for, because most of a configuration is only carried along. There are tens of
 * thousands of them: `private` instead of `#`, whose brand costs every single one.
 */
export class PatchElement implements Span {
  readonly start: number;
  readonly end: number;
  readonly prefix: string;
  readonly localName: string;
  readonly uri: string;
  memo: PatchMemo | undefined;
  private readonly scope: Scope;
  private nameRange: Span | undefined;
  private attributeList: readonly PatchAttribute[] | undefined;
  private childList: readonly PatchNode[] | undefined;
  private foundPosition: Position | undefined;
  private foundRules: readonly RuleAttribute[] = NO_RULES;
  private foundPure: boolean | undefined;
  private foundInside: Inside | undefined;

  constructor(
    readonly xml: XmlElement,
    readonly source: SourceText,
    outer: Scope,
  ) {
    this.start = xml.start;
    this.end = xml.end;
    const name = nameIn(source.text, xml.nameStart, xml.nameEnd);
    this.prefix = name.prefix;
    this.localName = name.localName;
    this.scope = source.mentions('xmlns', xml.nameEnd, xml.openEnd) ? withDeclarations(outer, xml.attributes) : outer;
    this.uri = this.scope.uris.get(name.prefix) ?? '';
  }

  get kind(): 'element' {
    return 'element';
  }

  /** Where the name stands. */
  get nameSpan(): Span {
    this.nameRange ??= { start: this.xml.nameStart, end: this.xml.nameEnd };
    return this.nameRange;
  }

  /** All attributes in document order, namespace declarations included. */
  get attributes(): readonly PatchAttribute[] {
    this.attributeList ??= this.readAttributes();
    return this.attributeList;
  }

  /** The last position attribute: that one wins (DetermineInsertOperation). */
  get position(): Position | undefined {
    this.attributeList ??= this.readAttributes();
    return this.foundPosition;
  }

  /** `role:require="…"` and the like. */
  get rules(): readonly RuleAttribute[] {
    this.attributeList ??= this.readAttributes();
    return this.foundRules;
  }

  get children(): readonly PatchNode[] {
    this.childList ??= this.readChildren();
    return this.childList;
  }

  /** Has children, and all of them are in the patch namespace. */
  get commandsOnly(): boolean {
    const { children } = this;
    return children.length > 0 && children.every((child) => child.kind === 'element' && child.uri === PATCH);
  }

  /** Surely no command, position or rule in it or below: new in a new parent, it always becomes the same. */
  get pure(): boolean {
    this.foundPure ??= this.uri !== PATCH && this.isPlain();
    return this.foundPure;
  }

  /**
   * Does what is between its tags change nothing but the content of its target, and can nothing be wrong with it? So it
   * is where there is no command right inside, where positions name siblings and rules can be read and are defined.
   */
  isQuietInside(rules: RuleSet): boolean {
    this.foundInside ??= this.lookInside();
    if (this.foundInside === 'loud') return false;
    for (const rule of this.foundInside) if (!rules.has(rule)) return false;
    return true;
  }

  private lookInside(): Inside {
    const { source, end, scope } = this;
    const start = this.xml.openEnd;
    if (source.mentions('xmlns', start, end) || scope.uris.get('') === PATCH) return 'loud';
    const asked: string[] = [];
    for (const { prefix, rule } of scope.special) {
      if (!source.mentions(prefix, start, end)) continue;
      if (!source.everyMention(prefix, start, end, rule === undefined ? isHarmless : isReadable)) return 'loud';
      if (rule !== undefined) asked.push(rule);
      else if (source.mentions(`<${prefix}`, start, end) && this.hasCommands) return 'loud';
    }
    return asked.length === 0 ? NO_RULES_ASKED : asked;
  }

  private get hasCommands(): boolean {
    return this.children.some((child) => child.kind === 'element' && child.uri === PATCH);
  }

  get hasContent(): boolean {
    const { selfClosing, closeStart, openEnd } = this.xml;
    return !selfClosing && closeStart !== openEnd;
  }

  private isPlain(): boolean {
    const { source, start, end, scope } = this;
    if (source.mentions('xmlns', start, end) || scope.uris.get('') === PATCH) return false;
    return scope.special.every(({ prefix }) => !source.mentions(prefix, start, end));
  }

  private readAttributes(): readonly PatchAttribute[] {
    const attributes = this.xml.attributes.map((xml) => new PatchAttribute(xml, this.source.text, this.scope));
    for (const attribute of attributes) {
      if (attribute.uri === '') continue;
      if (attribute.uri === PATCH) {
        const disposition = dispositionOf(attribute.localName);
        if (disposition) this.foundPosition = { disposition, attribute };
      } else {
        const rule = ruleOfNamespace(attribute.uri);
        if (rule !== undefined) this.foundRules = [...this.foundRules, { rule, attribute }];
      }
    }
    return attributes;
  }

  private readChildren(): readonly PatchNode[] {
    const children: PatchNode[] = [];
    for (const node of this.xml.children) {
      if (node.kind === 'element') children.push(new PatchElement(node, this.source, this.scope));
      else if (node.kind === 'text' ? !isBlank(this.source.text, node) : node.kind !== 'doctype')
        children.push(new PatchCharacters(node as Characters));
    }
    return children;
  }
}

export type PatchNode = PatchElement | PatchCharacters;

/** What the merge works out once for an element, for both engines and for each. */
export interface PatchMemo {
  /** That an element was made because of it, and the mark that goes with that. */
  added?: Touch;
  mark?: MergedAttribute;
  readonly old: EngineMemo;
  readonly new: EngineMemo;
}

export interface EngineMemo {
  locator?: Locator;
  identifying?: readonly PatchAttribute[];
  assigned?: readonly PatchAttribute[];
  /** The attributes of the element that it makes. */
  created?: { readonly by: SourceFile; readonly attributes: readonly MergedAttribute[] };
  ready?: MergedElement;
  marked?: MergedElement;
}

export interface AttributeMemo {
  /** As it is where nothing was before. */
  added?: MergedAttribute;
  /** In the form in which the new engine writes it. */
  asWritten?: PatchAttribute;
}

type Characters = XmlText | XmlCData | XmlComment | XmlInstruction;

/** Text, comment and so on. */
export class PatchCharacters implements Span {
  readonly kind: 'text' | 'cdata' | 'comment' | 'instruction';
  readonly start: number;
  readonly end: number;
  readonly #node: Characters;
  #value: string | undefined;

  constructor(node: Characters) {
    this.kind = node.kind;
    this.start = node.start;
    this.end = node.end;
    this.#node = node;
  }
  get value(): string {
    this.#value ??= this.#node.value;
    return this.#value;
  }
  get target(): string | undefined {
    return this.#node.kind === 'instruction' ? this.#node.target : undefined;
  }
}

/** Its place is that of the value. */
export class PatchAttribute implements Span {
  readonly start: number;
  readonly end: number;
  readonly prefix: string;
  readonly localName: string;
  readonly uri: string;
  readonly value: string;
  /** What the merge works out once for this attribute. */
  memo: AttributeMemo | undefined;

  constructor(
    readonly xml: XmlAttribute,
    text: string,
    scope: Scope,
  ) {
    const name = nameIn(text, xml.nameStart, xml.nameEnd);
    this.start = xml.valueStart;
    this.end = xml.valueEnd;
    this.prefix = name.prefix;
    this.localName = name.localName;
    this.value = xml.value;
    if (name.prefix) this.uri = scope.uris.get(name.prefix) ?? '';
    else this.uri = name.localName === 'xmlns' ? XMLNS : '';
  }
}

export interface Position {
  readonly disposition: Disposition;
  readonly attribute: PatchAttribute;
}

export interface RuleAttribute {
  readonly rule: string;
  readonly attribute: PatchAttribute;
}

const NO_RULES: readonly RuleAttribute[] = [];

/** What stands between the tags of an element: something that cannot wait, or the rules that are asked there. */
type Inside = 'loud' | readonly string[];
const NO_RULES_ASKED: Inside = [];

export function memoOf(element: PatchElement): PatchMemo {
  element.memo ??= { old: {}, new: {} };
  return element.memo;
}

const compiled = new WeakMap<XmlElement, PatchElement>();

/** The same object as long as the parsed tree lives. */
export function compileElement(element: XmlElement): PatchElement {
  return getOrInsertComputed(compiled, element, () => {
    const { document, scope } = above(element);
    return new PatchElement(element, new SourceText(document), scope);
  });
}

/** Would the .NET reader take the text? Document types are no error there either. */
export function isWellFormed(document: XmlDocument): boolean {
  return document.root !== undefined && document.problems.every((problem) => problem.severity === 'information');
}

interface Scope {
  readonly uris: ReadonlyMap<string, string>;
  /** Prefixes with their colon that may stand for a rule, or else for commands and positions. */
  readonly special: readonly { readonly prefix: string; readonly rule: string | undefined }[];
}

const OUTERMOST: Scope = {
  uris: new Map([
    ['xml', XML],
    ['xmlns', XMLNS],
  ]),
  special: [],
};

function above(element: XmlElement): { document: XmlDocument; scope: Scope } {
  const chain: XmlElement[] = [];
  let node = element.parent;
  for (; node.kind === 'element'; node = node.parent) chain.push(node);
  const scope = chain.reduceRight((outer, { attributes }) => withDeclarations(outer, attributes), OUTERMOST);
  return { document: node, scope };
}

function withDeclarations(outer: Scope, attributes: readonly XmlAttribute[]): Scope {
  const declarations = attributes.filter(({ name }) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (declarations.length === 0) return outer;
  const uris = new Map(outer.uris);
  for (const { name, value } of declarations) uris.set(name.slice('xmlns:'.length), value);
  const special = [...uris].flatMap(([prefix, uri]) => {
    const rule = ruleOfNamespace(uri);
    return prefix && (uri === PATCH || rule !== undefined) ? [{ prefix: `${prefix}:`, rule }] : [];
  });
  return { uris, special };
}

const POSITION = /(?:before|after|instead|[abi])\s*=\s*(?:"([^"<&]*)"|'([^'<&]*)')/y;
const SET_ATTRIBUTE = /attribute\s+name\s*=\s*(?:"[^"<&]+"|'[^'<&]+')\s*(?:\/>|>[^<&]*<\/)/y;
const REQUIRE = /require\s*=\s*(?:"([^"<&]*)"|'([^'<&]*)')/y;

/** A position whose selector can only mean a sibling, or the plainest way to set an attribute. */
function isHarmless(text: string, place: number, after: number): boolean {
  const before = text[place - 1];
  if (before === '/') return text.startsWith('attribute', after);
  if (before === '<') return matchAt(SET_ATTRIBUTE, text, after) !== null;
  const found = matchAt(POSITION, text, after);
  return found !== null && parseSimple(found[1] ?? found[2]!) !== null;
}

/** A rule with which nothing is wrong. */
function isReadable(text: string, _place: number, after: number): boolean {
  const found = matchAt(REQUIRE, text, after);
  return found !== null && parseRequire(found[1] ?? found[2]!).problems.length === 0;
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

/** White space only, as written: a reference to a blank counts as text, as it does for the .NET reader. */
function isBlank(text: string, { start, end }: Span): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return false;
  }
  return true;
}

export function isSet(attribute: PatchAttribute): boolean {
  return attribute.uri === SET;
}

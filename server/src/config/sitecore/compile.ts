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
import type { Locator } from './locator';
import {
  type Disposition,
  dispositionOf,
  type Generation,
  PATCH,
  ruleOfNamespace,
  SET,
  XML,
  XMLNS,
} from './namespaces';
import type { MergedElement } from './tree';

/**
 * A parsed file in the form the merge reads again and again: namespaces resolved, attributes sorted by what they are
 * for, white space between elements gone (the readers of both engines drop it). Made once per version of a file.
 */
export interface PatchElement extends Span {
  readonly kind: 'element';
  readonly xml: XmlElement;
  readonly prefix: string;
  readonly localName: string;
  readonly uri: string;
  /** All attributes in document order, namespace declarations included. */
  readonly attributes: readonly PatchAttribute[];
  /** The last position attribute: that one wins (DetermineInsertOperation). */
  readonly position: Position | undefined;
  /** `role:require="…"` and the like. */
  readonly rules: readonly RuleAttribute[];
  readonly children: readonly PatchNode[];
  /** Has children, and all of them are in the patch namespace. */
  readonly commandsOnly: boolean;
  /** No command, position or rule in it or below: new in a new parent, it always becomes the same. */
  readonly pure: boolean;
  /** What the merge works out once for this element, for each engine; kept here because a WeakMap would cost more. */
  readonly memo: { [generation in Generation]?: PatchMemo };
}

export interface PatchMemo {
  locator?: Locator;
  ready?: MergedElement;
}

export type PatchNode = PatchElement | PatchCharacters;

/** Text, comment and so on. */
export interface PatchCharacters extends Span {
  readonly kind: 'text' | 'cdata' | 'comment' | 'instruction';
  readonly value: string;
  readonly target?: string;
}

/** Its place is that of the value. */
export interface PatchAttribute extends Span {
  readonly xml: XmlAttribute;
  readonly prefix: string;
  readonly localName: string;
  readonly uri: string;
  readonly value: string;
}

export interface Position {
  readonly disposition: Disposition;
  readonly attribute: PatchAttribute;
}

export interface RuleAttribute {
  readonly rule: string;
  readonly attribute: PatchAttribute;
}

/** The cache of one engine on an element. */
export function memoOf(element: PatchElement, generation: Generation): PatchMemo {
  let memo = element.memo[generation];
  if (!memo) {
    memo = {};
    element.memo[generation] = memo;
  }
  return memo;
}

const compiled = new WeakMap<XmlElement, PatchElement>();

/** The element with all that is below it; kept as long as the parsed tree lives. */
export function compileElement(element: XmlElement): PatchElement {
  let result = compiled.get(element);
  if (!result) {
    result = compile(element, scopeAbove(element));
    compiled.set(element, result);
  }
  return result;
}

/** Is the text well-formed as far as the .NET reader sees it? Document types are read there, and only refused here. */
export function isWellFormed(document: XmlDocument): boolean {
  return document.root !== undefined && document.problems.every((problem) => problem.code === 'doctype');
}

type Scope = ReadonlyMap<string, string>;

const OUTERMOST: Scope = new Map([
  ['xml', XML],
  ['xmlns', XMLNS],
]);

function scopeAbove(element: XmlElement): Scope {
  const chain: XmlElement[] = [];
  for (let node = element.parent; node.kind === 'element'; node = node.parent) chain.push(node);
  let scope = OUTERMOST;
  for (let i = chain.length - 1; i >= 0; i--) scope = withDeclarations(scope, chain[i]!.attributes);
  return scope;
}

function withDeclarations(outer: Scope, attributes: readonly XmlAttribute[]): Scope {
  let scope: Map<string, string> | undefined;
  for (const attribute of attributes) {
    const name = attribute.name;
    if (!name.startsWith('xmlns') || (name.length > 5 && name[5] !== ':')) continue;
    scope ??= new Map(outer);
    scope.set(name.slice(6), attribute.value);
  }
  return scope ?? outer;
}

/** Names and namespaces come back thousands of times; one string each keeps memory and comparisons small. */
const interned = new Map<string, string>();

function intern(text: string): string {
  const known = interned.get(text);
  if (known !== undefined) return known;
  if (interned.size > 20_000) interned.clear();
  // A slice of a file would keep the whole file's text alive.
  const own = JSON.parse(JSON.stringify(text)) as string;
  interned.set(own, own);
  return own;
}

function compile(top: XmlElement, outer: Scope): PatchElement {
  const result = open(top, outer);
  const work = [result];
  const all = [result];
  for (let job = work.pop(); job; job = work.pop()) {
    const { element, scope, children } = job;
    for (const node of element.xml.children) {
      if (node.kind === 'element') {
        const child = open(node, scope);
        children.push(child.element);
        all.push(child);
        if (node.children.length > 0) work.push(child);
      } else if (node.kind !== 'doctype') {
        const characters = compileCharacters(node);
        if (characters) children.push(characters);
      }
    }
    element.commandsOnly = children.length > 0 && children.every((c) => c.kind === 'element' && c.uri === PATCH);
  }
  // Children come after their parents in the list.
  for (let i = all.length - 1; i >= 0; i--) {
    const { element, children } = all[i]!;
    element.pure &&= children.every((child) => child.kind !== 'element' || child.pure);
  }
  return result.element;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function open(xml: XmlElement, outer: Scope) {
  const scope = withDeclarations(outer, xml.attributes);
  const children: PatchNode[] = [];
  const attributes: PatchAttribute[] = xml.attributes.map((attribute) => compileAttribute(attribute, scope));
  let position: Position | undefined;
  let rules: RuleAttribute[] = NONE;
  for (const attribute of attributes) {
    if (attribute.uri === '') continue;
    if (attribute.uri === PATCH) {
      const disposition = dispositionOf(attribute.localName);
      if (disposition) position = { disposition, attribute };
    } else {
      const rule = ruleOfNamespace(attribute.uri);
      if (rule !== undefined) rules = [...rules, { rule, attribute }];
    }
  }
  const prefix = intern(xml.prefix);
  const uri = scope.get(prefix) ?? '';
  const element: Mutable<PatchElement> = {
    kind: 'element',
    xml,
    start: xml.start,
    end: xml.end,
    prefix,
    localName: intern(xml.localName),
    uri,
    attributes,
    position,
    rules,
    children,
    commandsOnly: false,
    pure: !position && rules.length === 0 && uri !== PATCH,
    memo: {},
  };
  return { element, scope, children };
}

const NONE: RuleAttribute[] = [];

function compileAttribute(xml: XmlAttribute, scope: Scope): PatchAttribute {
  const prefix = intern(xml.prefix);
  const localName = intern(xml.localName);
  let uri = '';
  if (prefix) uri = scope.get(prefix) ?? '';
  else if (localName === 'xmlns') uri = XMLNS;
  return { xml, start: xml.valueStart, end: xml.valueEnd, prefix, localName, uri, value: xml.value };
}

function compileCharacters(node: XmlText | XmlCData | XmlComment | XmlInstruction): PatchCharacters | undefined {
  const { kind, start, end, value } = node;
  if (kind === 'text' && !/[^ \t\r\n]/.test(value)) return undefined;
  if (kind === 'instruction') return { kind, start, end, value, target: node.target };
  return { kind, start, end, value };
}

/** Does the attribute name a namespace instead of saying something? */
export function isDeclaration(attribute: PatchAttribute): boolean {
  return attribute.uri === XMLNS;
}

export function isSet(attribute: PatchAttribute): boolean {
  return attribute.uri === SET;
}

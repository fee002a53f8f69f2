import { getOrInsertComputed } from '../../maps';
import type { Origin } from '../dom/dom';
import type { Generation } from './namespaces';
import { attributeOf, type MergedElement, type MergedNode } from './tree';
import { isBefore, type SitecoreVersion } from './version';
import { originsOf, qualifiedName } from './view';

/** A `$(name)` that the reader replaces: an `<sc.variable>`, or an attribute of `<sitecore>`. */
export interface SitecoreVariable {
  readonly name: string;
  /** As it is written; may contain variables itself. */
  readonly rawValue: string;
  readonly source: 'sc.variable' | 'root attribute';
  readonly origins: readonly Origin[];
}

export interface VariableOptions {
  readonly generation: Generation;
  readonly version?: SitecoreVersion | undefined;
  /** Environment variables that the caller vouches for; all others stay unknown. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** A `$(…)` that is left in a value, and what it means. */
export type LeftOver =
  /** `$(env:NAME)`: known only where the site runs. */
  | { readonly kind: 'environment'; readonly name: string }
  /** `$(0)`, `$(id)`, `$(name)`: replaced by the object factory when it makes the object, from ancestors' attributes. */
  | { readonly kind: 'factory' | 'undefined'; readonly name: string };

export type VariableValue =
  | { readonly kind: 'known'; readonly text: string }
  | { readonly kind: 'unknown'; readonly text: string; readonly reason: string };

export interface Variables {
  /** By name; of several definitions the last counts. */
  readonly all: ReadonlyMap<string, SitecoreVariable>;
  /** The literal with all variables replaced that the reader replaces; others are left as they are. */
  resolve(literal: string, place: 'attribute' | 'text'): string;
  /** The same, and whether anything in it is only known on the running machine. */
  evaluate(literal: string, place: 'attribute' | 'text'): VariableValue;
}

/** Rounds of replacing: more than any sensible nesting; a cycle ends here too. */
const MOST_ROUNDS = 20;
/** Variables that double each other grow without end. */
const LONGEST = 64 * 1024;

/** Replaces all of `key`, unless the text would become longer than any value is. */
export function substitute(text: string, key: string, value: string): string {
  if (!text.includes(key)) return text;
  const parts = text.split(key);
  const length = text.length + (parts.length - 1) * (value.length - key.length);
  return length > LONGEST && length > text.length ? text : parts.join(value);
}

/** Collects and replaces as ConfigReader.ReplaceGlobalVariables does. */
export function readVariables(root: MergedElement, options: VariableOptions): Variables {
  const all = new Map<string, SitecoreVariable>();
  for (const attribute of root.attributes) {
    const name = qualifiedName(attribute);
    const { value: rawValue } = attribute;
    all.set(name, { name, rawValue, source: 'root attribute', origins: originsOf(attribute) });
  }
  for (const element of definitionsBelow(root)) {
    const name = attributeOf(element, 'name')?.value;
    if (!name) continue;
    const value = attributeOf(element, 'value');
    const origins = originsOf(value ?? element.touch);
    all.set(name, { name, rawValue: value?.value ?? '', source: 'sc.variable', origins });
  }

  const { environment = {}, generation } = options;
  // Versions before 9.1 go through the list once, so a variable sees only those that come after it.
  const rounds = generation === 'old' || isBefore(options.version, 9, 1) ? 1 : MOST_ROUNDS;
  const resolved = new Map<string, string>();

  function replaceOnce(literal: string): string {
    let text = literal;
    for (const { name, rawValue } of all.values()) text = substitute(text, `$(${name})`, rawValue);
    return text;
  }

  function replace(literal: string): string {
    let text = literal;
    for (let round = 0; round < rounds; round++) {
      if (!namesUsedIn(text).some((name) => all.has(name))) break;
      const next = replaceOnce(text);
      if (next === text) break;
      text = next;
    }
    return text.replace(/\$\(env:([^()]*)\)/g, (whole, name: string) => environment[name] ?? whole);
  }

  function resolve(literal: string, place: 'attribute' | 'text'): string {
    if (!literal.includes('$(')) return literal;
    if (place === 'text' && generation === 'old') return literal;
    return getOrInsertComputed(resolved, literal, replace);
  }

  function evaluate(literal: string, place: 'attribute' | 'text'): VariableValue {
    const text = resolve(literal, place);
    const open = namesUsedIn(text).filter((name) => name.startsWith('env:'));
    if (open.length === 0) return { kind: 'known', text };
    const names = open.map((name) => `\`${name.slice('env:'.length)}\``).join(', ');
    const what = open.length === 1 ? 'environment variable' : 'environment variables';
    return { kind: 'unknown', text, reason: `comes from the ${what} ${names} of the machine that runs the site` };
  }

  return { all, resolve, evaluate };
}

/** Names in `$(…)`, in order. */
export function namesUsedIn(literal: string): string[] {
  return Array.from(literal.matchAll(/\$\(([^()]*)\)/g), (match) => match[1]!);
}

/** What is still open in a value after the reader is done; `ancestors` from the parent up, as the factory looks. */
export function leftOverIn(text: string, ancestors: Iterable<MergedElement>): LeftOver[] {
  const names = namesUsedIn(text);
  if (names.length === 0) return [];
  const known = new Set(['name']);
  for (const element of ancestors) for (const attribute of element.attributes) known.add(attribute.localName);
  return names.map((name): LeftOver => {
    if (name.startsWith('env:')) return { kind: 'environment', name: name.slice('env:'.length) };
    return { kind: /^\d+$/.test(name) || known.has(name) ? 'factory' : 'undefined', name };
  });
}

const NAME = 'sc.variable';

const definitions = new WeakMap<MergedElement, readonly MergedElement[]>();

/** In document order. What is below a child of the root is remembered: most merges leave most of them as they were. */
function definitionsBelow(root: MergedElement): MergedElement[] {
  return root.children.flatMap((child) =>
    child.kind === 'element' ? getOrInsertComputed(definitions, child, definitionsOf) : [],
  );
}

function definitionsOf(child: MergedElement): readonly MergedElement[] {
  const known = definitionsIn(child, (element) => element.childrenToSearchFor(NAME));
  // What waits to be done may still take some of them away.
  return known.length > 0 ? definitionsIn(child, ({ children }) => children) : known;
}

function definitionsIn(
  top: MergedElement,
  childrenOf: (element: MergedElement) => readonly MergedNode[],
): MergedElement[] {
  const found: MergedElement[] = [];
  const work = [top];
  for (let element = work.pop(); element; element = work.pop()) {
    if (element.localName === NAME && element.uri === '') found.push(element);
    if (!element.mentions(NAME)) continue;
    const children = childrenOf(element);
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i]!;
      if (child.kind === 'element') work.push(child);
    }
  }
  return found;
}

import type { FilePath } from '../../files/files';
import type { Span } from '../../syntax/text';
import type { Written } from '../../syntax/written';
import type { ConfigProblem } from './problem';

/** The configuration of one virtual path after every file has spoken. Sections are merged when first asked for. */
export interface EffectiveConfiguration {
  /** `system.web/sessionState`; undefined when no file mentions it. */
  section(path: string): EffectiveElement | undefined;
  /** Paths of all sections that some file mentions, in the order they are met. */
  sections(): readonly string[];
  /** Every broken rule in the chain, in order of file and place. Merges all sections when first read. */
  readonly problems: readonly ConfigProblem[];
  /**
   * Those of them in sections that are mentioned for exactly this path: what it adds to the problems of the
   * application. Merges only these sections.
   */
  readonly ownProblems: readonly ConfigProblem[];
}

export interface EffectiveElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, EffectiveValue>;
  readonly children: readonly EffectiveElement[];
  /** Of an entry of a keyed collection: its key as written, parts joined with a blank. */
  readonly key?: string;
  /** Who mentions the element, weakest first. */
  readonly origins: readonly Contribution[];
  /**
   * Why what is here cannot be known from files: encrypted, a builder, a missing configSource file. Every attribute
   * that is not listed is then unknown too.
   */
  readonly opaque?: string;
  /** Why a keyed collection may hold more entries than are listed: a Greedy configuration builder. */
  readonly open?: string;
  /** Contributions that ASP.NET or IIS refuses: locked, not allowed here. They do not count. */
  readonly blocked?: readonly Contribution[];
}

export interface EffectiveValue {
  readonly literal: string | { readonly unknown: string };
  /** Weakest first; the last is the winner. */
  readonly history: readonly Contribution[];
  readonly blocked?: readonly Contribution[];
}

export interface Contribution {
  /** As people name it: `Web.config`, `Config/SessionState.config`, `Web.Release.config`. */
  readonly layer: string;
  readonly kind:
    | 'file'
    | 'location'
    | 'configSource'
    | 'appSettings file'
    | 'transform'
    | 'iis'
    | 'patch'
    | 'json'
    | 'code'
    | 'environment';
  readonly file: FilePath;
  /** Of the value for attributes, of the element for elements; in Sitecore patches, of what gives the value. */
  readonly span: Span;
  readonly literal?: string;
  /** The value in its file, where that is not the value of an XML attribute at `span`. */
  readonly written?: Written;
  /** `location path="admin"`, `SetAttributes(timeout)`. */
  readonly note?: string;
}

/** A value with the reason when it cannot be known; undefined when no file says anything and nothing hides it. */
export function attributeValue(element: EffectiveElement | undefined, name: string): EffectiveValue | undefined {
  if (!element) return undefined;
  const value = element.attributes.get(name);
  return value ?? hiddenValue(element, element.opaque);
}

function hiddenValue(element: EffectiveElement, reason: string | undefined): EffectiveValue | undefined {
  return reason === undefined ? undefined : { literal: { unknown: reason }, history: element.origins };
}

/** Children by name; of a keyed collection, the one with this key (compared without case). */
export function childOf(element: EffectiveElement, name: string, key?: string): EffectiveElement | undefined {
  const wanted = key?.toLowerCase();
  return element.children.find(
    (child) => child.name === name && (wanted === undefined || child.key?.toLowerCase() === wanted),
  );
}

/**
 * The value at a setting path as the command line writes it: `system.web/sessionState/@timeout`,
 * `appSettings/add[key='owin:AppStartup']/@value`. An element that is hidden by an opaque parent is unknown.
 */
export function lookup(configuration: EffectiveConfiguration, path: string): EffectiveValue | undefined {
  const steps = path.match(/[^/[]+(?:\[[^\]]*\])?/g) ?? [];
  const attribute = steps.pop();
  if (!attribute?.startsWith('@')) return undefined;
  for (let length = steps.length; length > 0; length--) {
    const section = configuration.section(steps.slice(0, length).join('/'));
    if (!section) continue;
    let element = section;
    for (const step of steps.slice(length)) {
      const [, name = '', key] = /^([^[]+)(?:\[[^=]*=?\s*'?([^'\]]*)'?\])?$/.exec(step) ?? [];
      const child = childOf(element, name, key);
      if (!child) return hiddenValue(element, element.opaque ?? element.open);
      element = child;
    }
    return attributeValue(element, attribute.slice(1));
  }
  return undefined;
}

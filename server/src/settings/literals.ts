import type { Level, LiteralClass, SettingEntry } from './setting';

/** What the attributes of one element have in common. */
export interface SectionFacts {
  /** Path of the element, or of several that take the same attributes (`add` and its `…Defaults`). */
  readonly element: string | readonly string[];
  readonly level: Level;
  readonly defaultBy: SettingEntry['defaultBy'];
  readonly onBadLiteral: string;
  /** One page, or one per attribute. */
  readonly docs: string | ((attribute: string) => string);
  readonly source: string;
}

/** What an attribute says for itself; it may contradict its section. */
export type AttributeFacts = Pick<SettingEntry, 'literal' | 'effect'> &
  Partial<Omit<SettingEntry, 'path' | 'literal' | 'effect'>>;

/** The settings of one element, or of each of several, from one definition. */
export function section(
  facts: SectionFacts,
  attributes: Readonly<Record<string, AttributeFacts>>,
): readonly SettingEntry[] {
  const { element, docs, ...common } = facts;
  const elements = typeof element === 'string' ? [element] : element;
  return elements.flatMap((at) =>
    Object.entries(attributes).map(([name, attribute]) => ({
      ...common,
      docs: typeof docs === 'string' ? docs : docs(name),
      ...attribute,
      path: `${at}/@${name}`,
    })),
  );
}

/** The property of a configuration class on Microsoft Learn that an attribute is read into. */
export function propertyOf(type: string): (attribute: string) => string {
  return (attribute) => `https://learn.microsoft.com/dotnet/api/${type}.${attribute}`.toLowerCase();
}

/** A page of the IIS configuration reference. */
export function iisPage(element: string): string {
  return `https://learn.microsoft.com/iis/configuration/${element.toLowerCase()}`;
}

export const MINUTES: LiteralClass = { kind: 'minutes', infinite: false };
export const MINUTES_OR_INFINITE: LiteralClass = { kind: 'minutes', infinite: true };
export const SECONDS: LiteralClass = { kind: 'seconds', infinite: false };
export const SECONDS_OR_INFINITE: LiteralClass = { kind: 'seconds', infinite: true };
export const TIME_SPAN: LiteralClass = { kind: 'timeSpan', infinite: false };
export const TIME_SPAN_OR_INFINITE: LiteralClass = { kind: 'timeSpan', infinite: true };
export const NATIVE_TIME_SPAN: LiteralClass = { kind: 'nativeTimeSpan' };
export const INTEGER: LiteralClass = { kind: 'integer' };
export const UINT: LiteralClass = { kind: 'integer', reader: 'native' };
export const UINT_SECONDS: LiteralClass = { kind: 'integer', unit: 'seconds', reader: 'native' };
export const BOOLEAN: LiteralClass = { kind: 'boolean' };
export const TEXT: LiteralClass = { kind: 'string' };
export const NON_EMPTY: LiteralClass = { kind: 'string', nonEmpty: true };

/** Words of a .NET enumeration: case counts. */
export function words(...all: string[]): LiteralClass {
  return { kind: 'enum', words: all };
}

/** Words of a native IIS enumeration; its schema compares without case unless it says otherwise. */
export function nativeWords(...all: string[]): LiteralClass {
  return { kind: 'enum', words: all, caseInsensitive: true };
}

/** A year of minutes: what session stores in a cache may have at most. */
export const YEAR_OF_MINUTES = 525_600;

export const STOPS_SITE = 'stops the site from starting';
export const FAILS_REQUESTS = 'fails every request to the site';

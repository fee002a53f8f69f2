/**
 * Which child of the target a patch element means. The old engine asks for every attribute, the new one for the
 * significant ones; both do it with an XPath predicate, whose quirks are kept here without the XPath.
 */
export interface Locator {
  readonly localName: string;
  readonly uri: string;
  readonly tests: readonly Test[];
  /** The first of them without namespace: an index knows the answer. */
  readonly plain: Test | undefined;
  /** Why nothing can ever match, when that is so. */
  readonly never?: 'default-namespace' | 'xmlns-attribute' | 'quote';
}

export interface Test {
  readonly localName: string;
  readonly uri: string;
  /** What the target's attribute has to be. */
  readonly value: string;
}

/**
 * Which `x:require` attributes a reader takes as rules: none (a plain ConfigReader, where they are attributes like any
 * other), those of `role` (the module for 8.1 and 8.2), or all (9.0 and later).
 */
export type RuleSupport = 'none' | 'role' | 'all';

import type { FilePath } from '../../files/files';
import type { XmlDocument } from '../../syntax/xml/tree';
import type { FindInclude } from './include';
import type { RuleSupport } from './locatorTerms';
import type { Generation } from './namespaces';
import type { RuleSet } from './require';
import type { SitecoreVersion } from './version';

/** A file of the configuration, in load order: the base (`<sitecore>` itself) first, include files after it. */
export interface SitecoreInput {
  readonly file: FilePath;
  /** The same object as long as the file has not changed: what was computed from it is kept then. */
  readonly tree: XmlDocument;
  /** `Custom`, `Modules` …; for display only. */
  readonly layer?: string;
}

export interface SitecoreOptions {
  readonly generation: Generation;
  readonly rules: RuleSet;
  /** Defaults to `all` for the new engine and `none` for the old one. */
  readonly ruleSupport?: RuleSupport;
  readonly version?: SitecoreVersion | undefined;
  /** Files that `sc.include` may name; without it every include counts as missing. */
  readonly findInclude?: FindInclude;
  /** Environment variables that the caller vouches for. */
  readonly environment?: Readonly<Record<string, string>>;
}

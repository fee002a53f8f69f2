import type { FilePath } from '../files/files';
import type { Clock, Verdict } from '../session/clocks';
import type { SettingsReader } from '../settings/reader';
import type { WorkspaceOptions } from '../site/options';
import type { SiteView } from '../site/site';
import type { Span } from '../syntax/text';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Places are offsets into a file's text, without its byte order mark. */
export interface Place {
  readonly file: FilePath;
  readonly span: Span;
}

export interface Edit extends Place {
  readonly text: string;
}

/** A change that settles a finding. */
export interface Fix {
  /** What the user of the site will notice, not which attribute changes. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** A file to make; its folder is made when missing. */
  readonly create?: { readonly file: FilePath; readonly text: string };
  /**
   * Keeps or restores what the site does at run time: a literal with the same meaning, the right case, a dead setting's
   * repair within its own element. "Fix all" makes these without asking. Everything else is a choice: what changes how
   * long users stay signed in or keep data, security, IIS, another file, or takes away an element, a section or text.
   */
  readonly safe?: true;
}

export interface Report {
  readonly at: Place;
  readonly message: string;
  readonly related?: readonly (Place & { readonly message: string })[];
  readonly fixes?: readonly Fix[];
  /** Overrides the rule's own severity. */
  readonly severity?: Severity;
  /** Greyed out in the editor: what stands here does nothing. */
  readonly unnecessary?: boolean;
}

export interface Finding extends Report {
  readonly rule: string;
  readonly severity: Severity;
  /** Names of the variants in which it holds; undefined when it holds in all. */
  readonly variants?: readonly string[];
}

/** What a rule looks at: one site in one variant. */
export interface RuleInput {
  readonly view: SiteView;
  readonly settings: SettingsReader;
  /** Clocks and verdict of the variant; made when first asked for. */
  readonly clocks: readonly Clock[];
  readonly verdict: Verdict;
}

export type System = 'aspnet' | 'iis' | 'xdt' | 'xml' | 'sitecore' | 'core' | 'identityserver';

export interface Rule {
  /** Kebab case, at most 36 characters. */
  readonly id: string;
  readonly severity: Severity;
  readonly system: System;
  /** Starts with a capital, no full stop. */
  readonly title: string;
  /** What happens to users and what to do; ends with a full stop. */
  readonly explains: string;
  /** Where the rule's facts come from. */
  readonly source: string;
  readonly check: (input: RuleInput, report: (report: Report) => void) => void;
  /**
   * Sites as `//- path` texts (a single file is `/site/Web.config`), run as tests and printed in the docs. `bad` makes
   * the finding and, when the rule is fixable, its first fix makes it go away; `good` makes no finding of the rule.
   * `options` is what the user says beside the files.
   */
  readonly examples: { readonly bad: string; readonly good: string; readonly options?: WorkspaceOptions };
  /** Does it offer a fix, safe or not? Checked against the bad example. */
  readonly fixable: boolean;
  /** Of a file that is not understood nothing is said but what such rules say. */
  readonly looksAtBrokenFiles?: true;
}

export function rule(definition: Rule): Rule {
  return definition;
}

/** The documentation page of a rule, in the repository and in the package alike. */
export function docsOf(id: string): string {
  return `docs/rules/${id}.md`;
}

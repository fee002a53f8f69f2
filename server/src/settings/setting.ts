import type { PartId } from '../part';

/**
 * A setting is data: where it stands, what may be written there, what it does. Adding one is one entry in a
 * catalogue file; schema, docs and the command line are generated from the catalogue.
 */

/** How a literal is read (docs/reference/aspnet.md, Literals). The class decides what is legal, the unit and what a mistake costs. */
export type LiteralClass =
  /** `TimeSpanMinutesConverter`: a whole number of minutes. */
  | { readonly kind: 'minutes'; readonly infinite: boolean }
  /** `TimeSpanSecondsConverter`: a whole number of seconds. */
  | { readonly kind: 'seconds'; readonly infinite: boolean }
  /** .NET TimeSpan: `[d.]hh:mm[:ss[.fff]]`; a bare number means days. */
  | { readonly kind: 'timeSpan'; readonly infinite: boolean }
  /** Native IIS `timeSpan`: `[d.]hh:mm:ss`. */
  | { readonly kind: 'nativeTimeSpan' }
  /** A whole number; with a unit when it is a duration. */
  | { readonly kind: 'integer'; readonly unit?: DurationUnit; readonly reader?: IntegerReader }
  | { readonly kind: 'boolean' }
  /** Case-sensitive words, unless `caseInsensitive`. */
  | { readonly kind: 'enum'; readonly words: readonly string[]; readonly caseInsensitive?: boolean }
  | { readonly kind: 'string'; readonly nonEmpty?: boolean };

/**
 * Who reads a whole number: `converter` (the default) is .NET's Int32Converter, which knows hexadecimal too; `parse`
 * is Int32.Parse, as providers do with their own attributes; `native` is the `uint` of IIS.
 */
export type IntegerReader = 'converter' | 'parse' | 'native';

export type DurationUnit = 'milliseconds' | 'seconds' | 'minutes' | 'hours' | 'days';

/** Where a setting may stand (`allowDefinition`, `overrideModeDefault`). */
export type Level =
  /** machine.config, root web.config, web.config of an application's root, or a `<location>` that names an application. */
  | 'machineToApplication'
  /** Anywhere, sub-folders and `<location>` included. */
  | 'everywhere'
  /** machine.config only. */
  | 'machineOnly'
  /** applicationHost.config only. */
  | 'appHostOnly'
  /** Locked in applicationHost.config until someone unlocks it (overrideModeDefault Deny). */
  | 'lockedByIis'
  /** In files of the part's own, which its value source reads. A path without @ means the text of an element. */
  | 'own'
  /** Set in code. */
  | 'code';

export interface Setting {
  /** The part that reads it: a site without that part has neither the setting nor its default. */
  readonly part: PartId;
  /** As docs/command-line.md writes it: `system.web/sessionState/@timeout`, `system.web/membership/providers/add/@passwordAttemptWindow`. */
  readonly path: string;
  readonly literal: LiteralClass;
  /** As one would write it in the file; undefined when there is none. */
  readonly default?: string;
  /** Defaults that changed, oldest first, each from a version on (`9.0.2`); `default` is then the newest. */
  readonly defaults?: readonly { readonly since: string; readonly value: string }[];
  /** The first version that has it, `9.1`. */
  readonly since?: string;
  /** The first version that no longer has it. */
  readonly until?: string;
  /** Who says so: `.NET default`, `IIS default`. */
  readonly defaultBy: string;
  /** Inclusive, in the setting's own unit (minutes for `minutes`, seconds for native and TimeSpan values). */
  readonly range?: { readonly min?: number; readonly max?: number; readonly step?: number };
  /** A range that holds only under some condition: `{ max: 525600, when: mode is InProc or StateServer }`. */
  readonly rangeWhen?: {
    readonly path: string;
    readonly is: readonly string[];
    readonly range: { readonly min?: number; readonly max?: number };
    /** The condition in words. */
    readonly because: string;
  };
  /** Run time moves a value silently into these bounds (own unit); the text in the file stays as it is. */
  readonly clamp?: { readonly min: number; readonly max: number };
  /** What `Infinite` really does where the grammar takes it and the code does not: a predicate, like `onBadLiteral`. */
  readonly onInfinite?: string;
  readonly level: Level;
  /** For level `own`: the files, in words. */
  readonly standsIn?: string;
  /** One plain sentence: what it does to a user's session. */
  readonly effect: string;
  /** The clock it drives, if any. */
  readonly drives?: string;
  /** What a literal that cannot be read does at run time: a predicate, `stops the site from starting`. */
  readonly onBadLiteral: string;
  /** Documentation page. */
  readonly docs: string;
  /** Holds a key, password or connection string: its value is never shown. */
  readonly secret?: boolean;
  /** Where the facts come from: file of the reference source. */
  readonly source: string;
  /** True when a fact about it is not verified; said in the product. */
  readonly unverified?: string;
}

/** A setting as its catalogue has it; whose it is is said once for all of them. */
export type SettingEntry = Omit<Setting, 'part'>;

/** The settings of one part, in the order in which people see them. */
export interface Catalogue {
  readonly part: PartId;
  readonly settings: readonly SettingEntry[];
}

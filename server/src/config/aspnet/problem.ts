import type { FilePath } from '../../files/files';
import type { Span } from '../../syntax/text';

/** A place in a file. */
export interface Place {
  readonly file: FilePath;
  readonly span: Span;
}

/** One replacement of a text; an empty `text` removes the span. */
export interface ConfigEdit extends Place {
  readonly text: string;
}

export interface ConfigFix {
  readonly title: string;
  readonly edits: readonly ConfigEdit[];
  /** Says the same in letters that are read: nobody has to decide anything. */
  readonly safe?: true;
}

/** A broken rule of the configuration system: what happens at run time and what to do, in plain words. */
export interface ConfigProblem extends Place {
  readonly code: ConfigProblemCode;
  /** `error`: the section or the site fails. `warning`: it fails unless something outside the files says otherwise. */
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly related?: readonly (Place & { readonly message: string })[];
  readonly fixes?: readonly ConfigFix[];
}

/** Every rule of the configuration system that a file can break. */
export const CONFIG_PROBLEM_CODES = [
  'iis-repeated',
  'iis-pool-missing',
  'root-not-configuration',
  'root-namespace',
  'root-attribute',
  'configsections-not-first',
  'configsections-repeated',
  'section-name-reserved',
  'section-redeclared',
  'section-unknown',
  'section-name-case',
  'section-repeated',
  'section-text',
  'section-not-allowed-here',
  'section-not-in-location',
  'section-locked',
  'group-reserved-attribute',
  'location-misplaced',
  'location-path',
  'location-attribute',
  'location-boolean',
  'location-both-override',
  'location-override-mode',
  'location-inherit-without-path',
  'location-repeated',
  'configsource-path',
  'configsource-not-alone',
  'configsource-missing',
  'configsource-refused',
  'configsource-root',
  'configsource-shared',
  'configsource-nested',
  'appsettings-file-missing',
  'appsettings-file-refused',
  'appsettings-file-root',
  'encryption-not-alone',
  'configbuilder-undefined',
  'collection-key-missing',
  'collection-duplicate',
  'collection-extra-attribute',
  'element-repeated',
  'attribute-locked',
  'element-locked',
  'item-locked',
] as const;

export type ConfigProblemCode = (typeof CONFIG_PROBLEM_CODES)[number];

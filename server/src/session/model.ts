import type { Clock, Scenario } from './clocks';

/** Version of the model and of the messages that carry it. */
export const SCHEMA = 1;

/** What the timeline page is handed. */
export interface Model {
  readonly schema: typeof SCHEMA;
  /** Grows with every update. */
  readonly revision: number;
  readonly app: {
    readonly name: string;
    readonly stack: 'framework' | 'core' | 'sitecore' | 'identityserver' | 'unknown';
    readonly environment: string;
  };
  readonly clocks: readonly Clock[];
  readonly presets: readonly { readonly id: string; readonly name: string; readonly scenario: Scenario }[];
  readonly status:
    | { readonly kind: 'ready' }
    /** A file cannot be read just now. `lastGood`: clocks and presets are those of before. */
    | { readonly kind: 'stale'; readonly message: string; readonly lastGood: boolean; readonly link?: string }
    /** There is no site. `message`: what was looked for, and where. */
    | { readonly kind: 'empty'; readonly message: string }
    /** The model could not be made. */
    | { readonly kind: 'error'; readonly message: string; readonly lastGood: boolean };
  readonly fixes: readonly { readonly id: string; readonly title: string }[];
  readonly locale: string;
  readonly strings: Readonly<Record<string, string>>;
  /** Is the workspace trusted? Fixes are offered only then. */
  readonly trusted: boolean;
  /** Key of site and variant, for the page's saved state. */
  readonly docKey: string;
}

import type { FilePath, Files } from '../files/files';

/** What differs between the places the server runs in. */
export interface Runtime {
  /** Files below (and only below) the given folders, as far as the platform can read them itself. */
  files(roots: readonly FilePath[]): Files | undefined;
  /** Bytes of a WebAssembly module that travels with the server; undefined where only the client can read it. */
  readonly module?: (name: string) => Promise<Uint8Array>;
  /** Lets the messages that wait be handled first. */
  turn(): Promise<void>;
  /** Address of a rule's page with `{id}`, for clients that name none; undefined where the pages are not at hand. */
  readonly rulePages?: string | undefined;
  readonly timer: {
    /** @returns what stops it */
    after(milliseconds: number, run: () => void): () => void;
  };
}

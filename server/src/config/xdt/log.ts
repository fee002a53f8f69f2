import type { FilePath } from '../../files/files';
import type { Span } from '../../syntax/text';

/** `message` and `verbose` are what MSBuild prints at normal and detailed verbosity. */
export type MessageKind = 'error' | 'warning' | 'message' | 'verbose';

export interface TransformMessage {
  readonly kind: MessageKind;
  readonly text: string;
  /** '' where the engine names none. */
  readonly file: FilePath;
  /** One-based, 0 where the engine names no place. */
  readonly line: number;
  readonly column: number;
  /** The attribute or element meant, in `file`. */
  readonly span?: Span;
}

/** Where a message points. */
export interface Place {
  readonly file: FilePath;
  readonly line: number;
  readonly column: number;
  readonly span?: Span;
}

/** The log of one transformation: Microsoft's XmlTransformationLogger. */
export class TransformLog {
  readonly messages: TransformMessage[] = [];
  hasErrors = false;
  /** `xdt:SupressWarnings`: warnings become messages. */
  suppressesWarnings = false;

  verbose(text: string): void {
    this.#add('verbose', text);
  }

  message(text: string): void {
    this.#add('message', text);
  }

  warning(text: string, place: Place | undefined): void {
    if (this.suppressesWarnings) this.message(text);
    else this.#add('warning', text, place);
  }

  error(text: string, place: Place | undefined): void {
    this.hasErrors = true;
    this.#add('error', text, place);
  }

  #add(kind: MessageKind, text: string, place?: Place): void {
    this.messages.push({ kind, text, file: '', line: 0, column: 0, ...place });
  }
}

/** An error of the engine at a place in a file; the first place given stays. */
export class PlacedError extends Error {
  constructor(
    message: string,
    readonly place: Place | undefined,
  ) {
    super(message);
  }
}

export function placed(error: unknown, place: Place | undefined): PlacedError {
  return error instanceof PlacedError ? error : new PlacedError((error as Error).message, place);
}

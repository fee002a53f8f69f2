import type { Span } from './text';

/** A value as a file writes it, in whatever language: an attribute, a JSON property, an assignment in code. */
export interface Written {
  /** With what it is written to: `timeout="20"`, `"IdleTimeout": "0:20"`, `options.ExpireTimeSpan = …`. */
  readonly span: Span;
  /** The value alone, without quotes; empty where it is missing. */
  readonly valueSpan: Span;
  /** What it says: escapes undone. */
  readonly value: string;
  /** The edit that writes another value in the same way: quotes kept, escapes made. */
  replace(value: string): { readonly span: Span; readonly text: string };
}

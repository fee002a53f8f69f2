import type { Span } from '../../syntax/text';
import { XDT } from './elementContext';

/**
 * Whether a file declares the namespace of the transform language. `mistyped`: something very like it is declared,
 * for instance with the `https` of Microsoft's own page on the syntax, and the transform silently does nothing.
 */
export type NamespaceFinding =
  | { readonly kind: 'declared' }
  | { readonly kind: 'mistyped'; readonly uri: string; readonly span: Span }
  | { readonly kind: 'missing' };

const LIKE = /\bxmlns:[\w.-]+\s*=\s*(["'])([^"'<]*xml-document-transform[^"'<]*)\1/i;

/** Looks at the text only, so that it also answers for a file that cannot be parsed yet. */
export function findNamespace(text: string): NamespaceFinding {
  let mistyped: NamespaceFinding | undefined;
  for (const match of text.matchAll(new RegExp(LIKE, 'gi'))) {
    const uri = match[2]!;
    if (uri === XDT) return { kind: 'declared' };
    const start = match.index + match[0].length - 1 - uri.length;
    mistyped ??= { kind: 'mistyped', uri, span: { start, end: start + uri.length } };
  }
  return mistyped ?? { kind: 'missing' };
}

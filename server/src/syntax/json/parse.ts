import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** A JSON value as jsonc-parser sees it: offsets, children and value; `property` nodes hold a key and a value. */
export type JsonNode = Node;

/** A JSON text as ASP.NET Core's configuration reads it: comments and trailing commas are allowed. */
export interface JsonTree {
  /** Undefined for a text without any value. */
  readonly root: JsonNode | undefined;
  /** What .NET would not read; with offsets. */
  readonly problems: readonly { readonly message: string; readonly start: number; readonly end: number }[];
}

/** Never throws; a broken text gives as much of a tree as there is. */
export function parseJson(text: string): JsonTree {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false, allowEmptyContent: false });
  return {
    root,
    problems: errors.map(({ error, offset, length }) => ({
      message: printParseErrorCode(error),
      start: offset,
      end: offset + length,
    })),
  };
}

/**
 * A language that files are written in: how its text becomes a tree, or the facts that are read from one. A tree that
 * must be freed never leaves `parse`: what is kept is plain data.
 */
export interface FileKind<Tree = unknown> {
  /** `xml`, `json`, `csharp`. */
  readonly name: string;
  /** Files whose names end like this are of the kind; what no kind claims is XML, whatever its name. */
  readonly names: RegExp;
  /** Awaited before the first text of the kind is parsed: loads a grammar. Rejects where there is none. */
  ready?(): Promise<void>;
  /** Never throws. `before` is the tree of the text that this one was edited from. */
  parse(text: string, before?: Tree): Tree;
}

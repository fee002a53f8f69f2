export const XMLNS = 'http://www.w3.org/2000/xmlns/';
export const XML = 'http://www.w3.org/XML/1998/namespace';

/** Prefixes in scope while reading; '' is the default namespace. */
export class NamespaceScopes {
  readonly #declared: { prefix: string; uri: string }[] = [];
  readonly #marks: number[] = [];

  push(): void {
    this.#marks.push(this.#declared.length);
  }

  pop(): void {
    this.#declared.length = this.#marks.pop() ?? 0;
  }

  declare(prefix: string, uri: string): void {
    this.#declared.push({ prefix, uri });
  }

  /** '' for no namespace; undefined for a prefix nobody declared. */
  lookup(prefix: string): string | undefined {
    for (let i = this.#declared.length - 1; i >= 0; i--)
      if (this.#declared[i]!.prefix === prefix) return this.#declared[i]!.uri;
    if (prefix === '') return '';
    if (prefix === 'xml') return XML;
    return prefix === 'xmlns' ? XMLNS : undefined;
  }
}

import type { FilePath } from '../../files/files';
import { XMLNS } from './namespaces';
import { attributeOf } from './tree';
import { type ConfigAttribute, type ConfigDocument, ConfigElement, type ConfigNode, ConfigText } from './view';

/** The effective configuration as ShowConfig prints it, and where in the text each node came to stand. */
export interface PrintedConfiguration {
  readonly text: string;
  /** In text order; an element's place is its start tag, an attribute's its name and value. */
  readonly places: readonly PrintedPlace[];
}

export interface PrintedPlace {
  readonly start: number;
  readonly end: number;
  readonly node: ConfigElement | ConfigAttribute | ConfigText;
}

export interface PrintOptions {
  /** Values that must not be shown, by what they are (passwords, keys); called for every attribute and text. */
  readonly hide?: (node: ConfigAttribute | ConfigText) => string | undefined;
}

/** Prints with two blanks a level; content that has text in it stays in one line, as XmlTextWriter does. */
export function printConfiguration(document: ConfigDocument, options: PrintOptions = {}): PrintedConfiguration {
  const printer = new Printer(options);
  printer.print(document.documentElement);
  return { text: printer.text, places: printer.places };
}

/** One element alone, for messages and comparisons. */
export function printElement(element: ConfigElement): string {
  const printer = new Printer({});
  printer.print(element);
  return printer.text;
}

/** File of the last origin: who has the last word on a node. */
export function winnerOf(node: ConfigElement | ConfigAttribute | ConfigText): FilePath | undefined {
  return node.origins[node.origins.length - 1]?.file;
}

type Scope = ReadonlyMap<string, string>;

interface Job {
  readonly node: ConfigNode | { readonly endTag: string };
  readonly depth: number;
  /** On a line of its own. */
  readonly own: boolean;
  readonly scope: Scope;
}

class Printer {
  readonly places: PrintedPlace[] = [];
  readonly #parts: string[] = [];
  #length = 0;

  constructor(readonly options: PrintOptions) {}

  get text(): string {
    return this.#parts.join('');
  }

  print(root: ConfigElement): void {
    const work: Job[] = [{ node: root, depth: 0, own: false, scope: new Map([['', '']]) }];
    for (let job = work.pop(); job; job = work.pop()) {
      if (job.own) this.#put(`\n${'  '.repeat(Math.min(job.depth, 200))}`);
      if ('endTag' in job.node) this.#put(job.node.endTag);
      else if (job.node instanceof ConfigElement) this.#element(job.node, job, work);
      else this.#characters(job.node);
    }
  }

  #element(element: ConfigElement, job: Job, work: Job[]): void {
    const start = this.#length;
    this.#put(`<${element.nodeName}`);
    const tag = { start, end: start, node: element };
    this.places.push(tag);
    const scope = this.#attributes(element, job.scope);
    const children = element.childNodes;
    this.#put(children.length === 0 ? ' />' : '>');
    tag.end = this.#length;
    if (children.length === 0) return;
    const own = children.every((child) => !isText(child));
    const depth = job.depth + 1;
    work.push({ node: { endTag: `</${element.nodeName}>` }, depth: job.depth, own, scope });
    for (let i = children.length - 1; i >= 0; i--) work.push({ node: children[i]!, depth, own, scope });
  }

  /** Declarations that are missing are put where they are needed, as every XML writer does. */
  #attributes(element: ConfigElement, outer: Scope): Scope {
    let scope: Map<string, string> | undefined;
    const declare = (prefix: string, uri: string) => {
      scope ??= new Map(outer);
      scope.set(prefix, uri);
    };
    for (const { merged } of element.attributes)
      if (merged.uri === XMLNS) declare(merged.prefix ? merged.localName : '', merged.value);
    const missing: [string, string][] = [];
    const need = (prefix: string, uri: string) => {
      if (prefix === 'xml' || ((scope ?? outer).get(prefix) ?? '') === uri) return;
      declare(prefix, uri);
      missing.push([prefix, uri]);
    };
    need(element.prefix, element.merged.uri);
    // Patched configurations declare the patch prefix once, on the root.
    if (element.parentNode === element.ownerDocument && outer.size === 1) this.#declareOnRoot(element, need);
    for (const { merged } of element.attributes)
      if (merged.prefix && merged.uri !== XMLNS) need(merged.prefix, merged.uri);

    for (const attribute of element.attributes) {
      this.#put(' ');
      const start = this.#length;
      const value = this.options.hide?.(attribute) ?? attribute.value;
      this.#put(`${attribute.nodeName}="${escapeAttribute(value)}"`);
      this.places.push({ start, end: this.#length, node: attribute });
    }
    for (const [prefix, uri] of missing) this.#put(` xmlns${prefix ? ':' : ''}${prefix}="${escapeAttribute(uri)}"`);
    return scope ?? outer;
  }

  #declareOnRoot(root: ConfigElement, need: (prefix: string, uri: string) => void): void {
    const work = [root.merged];
    for (let element = work.pop(); element; element = work.pop()) {
      const mark = attributeOf(element, 'source', PATCH_URI);
      if (mark) {
        need(mark.prefix, mark.uri);
        return;
      }
      for (const child of element.children) if (child.kind === 'element') work.push(child);
    }
  }

  #characters(node: ConfigText): void {
    const start = this.#length;
    const data = this.options.hide?.(node) ?? node.data;
    switch (node.merged.kind) {
      case 'comment':
        this.#put(`<!--${data.replace(/--/g, '- -').replace(/-$/, '- ')}-->`);
        break;
      case 'cdata':
        this.#put(`<![CDATA[${data.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`);
        break;
      case 'instruction':
        this.#put(`<?${node.target} ${data.replaceAll('?>', '? >')}?>`);
        break;
      case 'text':
        this.#put(escapeText(data));
        break;
    }
    this.places.push({ start, end: this.#length, node });
  }

  #put(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }
}

const PATCH_URI = 'http://www.sitecore.net/xmlconfig/';

function isText(node: ConfigNode): boolean {
  return node instanceof ConfigText && (node.merged.kind === 'text' || node.merged.kind === 'cdata');
}

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&#xD;');
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (c) => {
    const entity = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[c];
    return entity ?? `&#x${c.charCodeAt(0).toString(16).toUpperCase()};`;
  });
}

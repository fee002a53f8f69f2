import { GREATER_THAN, SLASH, skipSpace, trimEnd } from './characters';
import { isQualifiedName } from './names';
import { XML_NAMESPACE, XMLNS_NAMESPACE } from './navigate';
import { problem } from './problem';
import type { XmlAttribute, XmlDocument, XmlElement, XmlProblem } from './tree';

/** Checks the start tags of a document, entered and left in document order. */
export class TagChecker {
  /** What the open elements bind each prefix to, the innermost last. */
  readonly #bindings = new Map<string, string[]>([
    ['xml', [XML_NAMESPACE]],
    ['xmlns', [XMLNS_NAMESPACE]],
  ]);
  readonly #goodNames = new Set<string>();
  readonly #reportedPrefixes = new Set<string>();

  constructor(
    readonly document: XmlDocument,
    readonly problems: XmlProblem[],
  ) {}

  enter(element: XmlElement): void {
    const { attributes } = element;
    for (const attribute of attributes) if (attribute.prefix === 'xmlns') this.#declare(attribute);
    if (element.name !== '') this.#checkName(element);
    for (const attribute of attributes) this.#checkName(attribute);
    this.#checkGaps(element);
    if (attributes.length > 1) this.#checkDuplicates(attributes);
  }

  leave(element: XmlElement): void {
    for (const attribute of element.attributes)
      if (attribute.prefix === 'xmlns') this.#bindings.get(attribute.localName)!.pop();
  }

  #declare(attribute: XmlAttribute): void {
    const { localName, value, valueStart, valueEnd } = attribute;
    const bindings = this.#bindings.get(localName);
    if (bindings) bindings.push(value);
    else this.#bindings.set(localName, [value]);
    const message =
      value === ''
        ? `The prefix \`${localName}\` needs a namespace. Only the default namespace \`xmlns=""\` may be empty.`
        : (localName === 'xml') !== (value === XML_NAMESPACE) || localName === 'xmlns' || value === XMLNS_NAMESPACE
          ? `\`${value}\` cannot be bound to \`${localName}\`: the prefixes \`xml\` and \`xmlns\` are fixed.`
          : undefined;
    if (message) this.problems.push(problem('bad-namespace', valueStart, valueEnd, message));
  }

  #checkName(node: XmlElement | XmlAttribute): void {
    const { name, nameStart, nameEnd, prefix } = node;
    if (!this.#goodNames.has(name)) {
      if (!isQualifiedName(name)) {
        const message = `\`${name}\` is no XML name. A name begins with a letter or \`_\` and goes on with letters, digits, \`.\`, \`-\`, \`_\`; one colon may follow a prefix.`;
        this.problems.push(problem('bad-name', nameStart, Math.max(nameEnd, nameStart + 1), message));
        return;
      }
      this.#goodNames.add(name);
    }
    const declared = this.#namespaceOf(prefix) !== undefined && !(prefix === 'xmlns' && node.kind === 'element');
    if (prefix !== '' && !declared) this.#reportPrefix(prefix, nameStart);
  }

  #namespaceOf(prefix: string): string | undefined {
    return this.#bindings.get(prefix)?.at(-1);
  }

  #reportPrefix(prefix: string, start: number): void {
    if (this.#reportedPrefixes.has(prefix)) return;
    this.#reportedPrefixes.add(prefix);
    const uri = USUAL_NAMESPACES[prefix];
    const declaration = `xmlns:${prefix}="${uri ?? '…'}"`;
    const message = `The prefix \`${prefix}\` is not declared. Add \`${declaration}\` to the root element.`;
    const at = this.document.root?.nameEnd;
    const end = start + prefix.length;
    if (uri === undefined || at === undefined) this.problems.push(problem('undeclared-prefix', start, end, message));
    else
      this.problems.push(
        problem('undeclared-prefix', start, end, message, `Declare ${prefix}`, [at, at, ` ${declaration}`]),
      );
  }

  /** Between the parts of a tag there is white space, and nothing else. */
  #checkGaps(element: XmlElement): void {
    let end = element.nameEnd;
    for (const attribute of element.attributes) {
      if (attribute.start === end) {
        const message = `White space is missing before \`${attribute.name}\`.`;
        this.problems.push(
          problem('missing-space', attribute.nameStart, attribute.nameEnd, message, 'Add a blank', [end, end, ' ']),
        );
      } else this.#checkGap(end, attribute.start);
      end = attribute.end;
    }
    this.#checkTagEnd(element, end);
  }

  #checkTagEnd(element: XmlElement, end: number): void {
    const { text } = this.document;
    const bracket = text.charCodeAt(element.openEnd - 1) === GREATER_THAN ? element.openEnd - 1 : element.openEnd;
    if (!element.selfClosing || bracket <= end) {
      this.#checkGap(end, bracket);
      return;
    }
    const slash = trimEnd(text, end, bracket) - 1;
    if (text.charCodeAt(slash) !== SLASH) return;
    this.#checkGap(end, slash);
    if (slash === bracket - 1 || bracket === element.openEnd) return;
    const message = '`/` and `>` belong together.';
    this.problems.push(problem('stray-character', slash, bracket + 1, message, 'Write />', [slash, bracket + 1, '/>']));
  }

  #checkGap(from: number, to: number): void {
    const { text } = this.document;
    const start = skipSpace(text, from);
    if (start >= to) return;
    const end = trimEnd(text, start, to);
    const message = `\`${text.slice(start, end)}\` has no place in a tag. Remove it.`;
    this.problems.push(problem('stray-character', start, end, message, 'Remove it', [start, end, '']));
  }

  #checkDuplicates(attributes: readonly XmlAttribute[]): void {
    const byName = attributes.length > 8 ? new Map<string, XmlAttribute>() : undefined;
    for (let i = 0; i < attributes.length; i++) {
      const attribute = attributes[i]!;
      const earlier = byName ? byName.get(attribute.name) : earlierSame(attributes, i);
      if (!earlier) byName?.set(attribute.name, attribute);
      else if (attribute.name !== '') this.#reportDuplicate(attribute, attributes[i - 1]!.end, earlier.name);
    }
    if (attributes.filter(isPrefixed).length > 1) this.#checkExpandedNames(attributes.filter(isPrefixed));
  }

  /** Namespaces in XML 1.0, 6.3: two prefixes of one namespace make one name. */
  #checkExpandedNames(attributes: readonly XmlAttribute[]): void {
    const seen = new Map<string, XmlAttribute>();
    for (const attribute of attributes) {
      const namespace = this.#namespaceOf(attribute.prefix);
      if (namespace === undefined) continue;
      const name = `${namespace} ${attribute.localName}`;
      const earlier = seen.get(name);
      if (earlier && earlier.name !== attribute.name) this.#reportDuplicate(attribute, attribute.start, earlier.name);
      else seen.set(name, attribute);
    }
  }

  #reportDuplicate(attribute: XmlAttribute, from: number, earlier: string): void {
    const as = earlier === attribute.name ? '' : ` (as \`${earlier}\`)`;
    const message = `\`${attribute.name}\` is already there${as}. Keep one of the two.`;
    const { nameStart, nameEnd, end } = attribute;
    this.problems.push(
      problem('duplicate-attribute', nameStart, nameEnd, message, `Remove the second ${attribute.name}`, [
        from,
        end,
        '',
      ]),
    );
  }
}

/** Prefixes that mean the same in every file of this field. */
const USUAL_NAMESPACES: { readonly [prefix: string]: string | undefined } = Object.assign(Object.create(null), {
  xdt: 'http://schemas.microsoft.com/XML-Document-Transform',
  patch: 'http://www.sitecore.net/xmlconfig/',
  set: 'http://www.sitecore.net/xmlconfig/set/',
  role: 'http://www.sitecore.net/xmlconfig/role/',
});

function earlierSame(attributes: readonly XmlAttribute[], index: number): XmlAttribute | undefined {
  const { name } = attributes[index]!;
  for (let i = 0; i < index; i++) if (attributes[i]!.name === name) return attributes[i];
  return undefined;
}

function isPrefixed(attribute: XmlAttribute): boolean {
  return attribute.prefix !== '' && attribute.prefix !== 'xmlns';
}

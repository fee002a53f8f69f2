import type { Random } from '../random';
import { ATTRIBUTES, NAMES, type Node, randomAttributes, type SourceStyle } from './generateSource';

const XDT = 'http://schemas.microsoft.com/XML-Document-Transform';

const TRANSFORMS = [
  'Replace',
  'Remove',
  'RemoveAll',
  'Insert',
  'InsertIfMissing',
  'SetAttributes',
  'RemoveAttributes',
  'CommentOut',
  'SetTokenizedAttributes',
];

/** A transform file that mostly meets what is in the source, and otherwise errs in every way there is. */
export function renderTransform(tree: Node, style: SourceStyle, random: Random): string {
  const namespace = random.chance(0.02) ? XDT.replace('http', 'https') : XDT;
  const declarations =
    (random.chance(0.97) ? ` xmlns:xdt="${namespace}"` : '') +
    (style.declaresPrefix && random.chance(0.9) ? ' xmlns:p="urn:p"' : '') +
    (style.defaultNamespace && random.chance(0.8) ? ' xmlns="urn:d"' : '');
  const writer = new TransformWriter(style, random);
  const head = random.pick([
    '',
    '<?xml version="1.0"?>\n',
    '<?xml version="1.0" encoding="utf-8"?>\r\n<!-- release -->\n',
  ]);
  return head + writer.element(tree, 0, declarations) + random.pick(['', '\n']);
}

/** A path as a locator may hold it, now and then a wrong one. */
export function randomPath(random: Random): string {
  const style = { newLine: '\n', indent: '', declaresPrefix: true, defaultNamespace: false };
  return new TransformWriter(style, random).path(2);
}

class TransformWriter {
  constructor(
    readonly style: SourceStyle,
    readonly random: Random,
  ) {}

  element(node: Node, depth: number, declarations = ''): string {
    const { random } = this;
    const known = random.chance(0.93);
    const name = known ? (node.prefix ? `${node.prefix}:${node.name}` : node.name) : random.pick(NAMES);
    const own = random.chance(0.5) ? node.attributes.filter((attribute) => !attribute.name.startsWith('xmlns')) : [];
    const attributes = new Map<string, string>();
    for (const { name: attribute, value } of [...own, ...randomAttributes(random, this.style)])
      if (declarations === '' || !attribute.startsWith('xmlns')) attributes.set(attribute, value);
    const acts = random.chance(depth === 0 ? 0.08 : 0.55);
    const directives = [
      ...(acts ? [`xdt:Transform="${this.transform(node)}"`] : []),
      ...(random.chance(acts ? 0.45 : 0.2) ? [`xdt:Locator="${this.locator([...attributes.keys()])}"`] : []),
      ...(random.chance(0.04) ? [`xdt:SupressWarnings="${random.pick(['true', 'True ', 'false', '1', ''])}"`] : []),
      ...(random.chance(0.01) ? ['xdt:Unknown="x"'] : []),
    ];
    const written = [...attributes].map(([attribute, value]) => `${attribute}="${value}"`);
    const all = random.chance(0.3) ? [...directives, ...written] : [...written, ...directives];
    const line = random.chance(0.1) ? `\n${'  '.repeat(depth + 2)}` : ' ';
    const start = `<${name}${declarations}${all.map((attribute) => line + attribute).join('')}`;
    const content = this.#content(node, depth);
    return content === '' ? `${start}${random.pick(['/>', ' />', `></${name}>`])}` : `${start}>${content}</${name}>`;
  }

  #content(node: Node, depth: number): string {
    const { random } = this;
    const gap = `\n${'  '.repeat(depth + 1)}`;
    const children = node.children.flatMap((child) =>
      'raw' in child || !random.chance(0.6) ? [] : [gap + this.element(child, depth + 1)],
    );
    if (random.chance(0.12))
      children.push(
        gap +
          this.element(
            { prefix: '', name: random.pick(NAMES), attributes: [], children: [], selfClosing: true },
            depth + 1,
          ),
      );
    if (random.chance(0.04))
      children.push(random.pick(['text', '<!-- c -->', '<![CDATA[x]]>', '<?pi y?>', '&#32;', ' a &amp; b ']));
    if (random.chance(0.01))
      children.push(
        random.pick([
          '<xdt:Import />',
          '<xdt:Import path="a" assembly="b" namespace="c"/>',
          '<xdt:Import assembly="x"/>',
          '<xdt:Import foo="x"/>',
          '<xdt:Other/>',
        ]),
      );
    if (random.chance(0.01)) children.push('<!-- nested --><b><!-- inner --></b>');
    return children.length > 0 ? `${children.join('')}\n${'  '.repeat(depth)}` : '';
  }

  transform(node: Node): string {
    const { random } = this;
    if (random.chance(0.04)) return escaped(random.pick(ODD_CALLS));
    if (random.chance(0.17))
      return escaped(
        `${random.pick(['InsertBefore', 'InsertAfter'])}${random.chance(0.95) ? `(${this.siblingPath()})` : ''}`,
      );
    const name = random.pick(TRANSFORMS);
    const takes = name.endsWith('Attributes');
    if (!random.chance(takes ? 0.5 : 0.06)) return name;
    const known = node.attributes.map((attribute) => attribute.name);
    const names = random.some([...known, ...ATTRIBUTES], 0.2);
    return escaped(`${name}(${names.join(random.pick([',', ', ', ' ,']))})`);
  }

  locator(attributes: readonly string[]): string {
    const { random } = this;
    if (random.chance(0.05)) return escaped(random.pick(ODD_CALLS));
    switch (random.below(6)) {
      case 0:
        return escaped(`Condition(${bracketed(this.predicate(2), random)})`);
      case 1:
        return escaped(`XPath(${this.path(2)})`);
      default: {
        const names = random.some(attributes, 0.6);
        const wanted = names.length > 0 && random.chance(0.95) ? names : [random.pick(ATTRIBUTES)];
        return escaped(`Match(${wanted.join(random.pick([',', ', ']))})`);
      }
    }
  }

  siblingPath(): string {
    const { random } = this;
    return random.chance(0.5)
      ? random.pick([
          `${random.pick(NAMES)}`,
          `*[1]`,
          '*[last()]',
          `${random.pick(NAMES)}[1]`,
          'node()[2]',
          '../*',
          '.',
        ])
      : this.path(2);
  }

  path(depth: number): string {
    const { random } = this;
    const steps = Array.from({ length: 1 + random.below(3) }, () => this.step(depth));
    const start = random.pick(['', '', '/', '//', './', '../', '/configuration/', '/configuration/', '/*/']);
    const path = start + steps.join(random.pick(['/', '/', '/', '//']));
    if (random.chance(0.06)) return `${path} | ${this.path(depth - 1)}`;
    return random.chance(0.05) ? random.pick(ODD_PATHS) : path;
  }

  step(depth: number): string {
    const { random } = this;
    const axis = random.chance(0.15) ? `${random.pick(AXES)}::` : random.chance(0.04) ? '@' : '';
    const test = random.pick([
      ...NAMES,
      ...NAMES,
      '*',
      '*',
      ...(random.chance(0.3)
        ? ['node()', 'text()', 'comment()', 'processing-instruction()', "processing-instruction('pi')"]
        : []),
      ...(random.chance(0.2) ? ['p:a', 'p:*', '_defaultNamespace:add', 'q:add', '.', '..'] : []),
    ]);
    const predicates = depth > 0 && random.chance(0.35) ? `[${this.predicate(depth - 1)}]` : '';
    return axis + test + predicates;
  }

  predicate(depth: number): string {
    const { random } = this;
    const attribute = `@${random.pick(ATTRIBUTES)}`;
    const text = `'${random.pick(['a', 'b', '20', 'true', '', 'x y'])}'`;
    switch (random.below(depth > 0 ? 16 : 6)) {
      case 0:
        return attribute;
      case 1:
        return String(random.pick([1, 2, 3, 0, -1, 1.5]));
      case 2:
        return random.pick(['last()', 'position()=1', 'position() > 1', 'last()-1', 'position() mod 2 = 0']);
      case 3:
      case 4:
      case 5:
        return `${attribute}${random.pick(['=', '=', ' = ', '!=', '<', '>=', ' > '])}${random.chance(0.7) ? text : random.pick(['20', '1', 'true()', attribute])}`;
      case 6:
        return `${this.predicate(depth - 1)} and ${this.predicate(depth - 1)}`;
      case 7:
        return `${this.predicate(depth - 1)} or ${this.predicate(depth - 1)}`;
      case 8:
        return `not(${this.predicate(depth - 1)})`;
      case 9:
        return `contains(${attribute}, ${text})`;
      case 10:
        return `starts-with(${attribute},${text})`;
      case 11:
        return this.step(depth - 1);
      case 12:
        return `count(${this.path(depth - 1)}) ${random.pick(['>', '=', '<', '!='])} ${random.below(4)}`;
      case 13:
        return `(${this.predicate(depth - 1)})`;
      case 14:
        return random.pick(FUNCTIONS);
      default:
        return random.pick(ODD_PATHS);
    }
  }
}

const AXES = [
  'child',
  'descendant',
  'descendant-or-self',
  'self',
  'parent',
  'ancestor',
  'ancestor-or-self',
  'following',
  'following-sibling',
  'preceding',
  'preceding-sibling',
  'attribute',
  'namespace',
  'nowhere',
];

const FUNCTIONS = [
  'string-length(@name) > 1',
  "normalize-space(.) = 'text'",
  "name() = 'add'",
  "local-name(..) = 'configuration'",
  "namespace-uri() = 'urn:p'",
  'sum(@timeout) > 10',
  'number(@timeout) = 20',
  'round(@timeout div 3) = 7',
  'floor(2.5) + ceiling(2.5) = 5',
  "substring(@name, 1, 1) = 'a'",
  "substring-before(@value,'=') = 'Server'",
  "substring-after(@value,' ') = 'y'",
  "translate(@name,'ab','AB') = 'A'",
  "concat(@key,'-',@value) = 'a-b'",
  "string(20) = '20'",
  'boolean(@key)',
  "lang('a')",
  'id("a")',
  '-@timeout < 0',
  '- - 1 = 1',
  'true() = 1',
  '@* = "20"',
  'count(*) mod 2',
  'string(1 div 0) = "Infinity"',
  'string(1e3)',
];

const ODD_PATHS = [
  'a[',
  'a]',
  '',
  '/',
  'count(*)',
  "'x'",
  'a b',
  'foo:bar',
  'unknown()',
  'p:unknown(a)',
  '$x',
  'a/@key',
  '/configuration/@*',
  'text()',
  'comment()',
  '//@key',
  "a[@b='c]",
  'a[1][2]',
  '(//add)[1]',
  '(//add)[last()]/..',
  '//add[1]',
  'a!b',
  'a:',
  'a: b',
  '1+1',
  'contains(a)',
  'count(1)',
  'a//',
  '..',
  '.',
  '//*[@key][position()=2]',
  '//namespace::*',
  '/node()',
  "@key='a' ] | /configuration/*[1",
  '@key | @name',
  '#',
  'a/b/',
  '/configuration/.',
  '/configuration/./add',
  'self::a',
  'descendant::add[2]',
  '//add/ancestor::*[1]',
  '//*[last()]/preceding-sibling::*[1]',
  '1',
  'a | 1',
];

const ODD_CALLS = [
  '',
  ' ',
  'Foo',
  'replace',
  'Replace()',
  'Replace( )',
  ' Replace ',
  'Replace (x)',
  'Replace(x) y',
  'Replace((x)',
  'Match',
  'Match()',
  'Match(,)',
  'Match( key )',
  'Match(key',
  'Condition',
  'Condition(a,b)',
  'XPath',
  'XPath(/a,/b)',
  'DefaultLocator',
  'DefaultLocator(x)',
  'Transform',
  'Locator',
  'AttributeTransform',
  'InsertBase',
  'XmlFormatter',
  'Insert,Replace',
  '#Replace#',
  'SetAttributes(,)',
  'SetAttributes(key,,name)',
  'SetAttributes(key:name)',
  'SetAttributes(key value)',
  'RemoveAttributes(*)',
  'RemoveAttributes(key|name)',
  'SetAttributes(a(b,c),d)',
  'InsertBefore',
  'InsertBefore()',
  'InsertAfter(a,b)',
  'InsertAfter(concat(1,2))',
];

function bracketed(predicate: string, random: Random): string {
  return random.chance(0.2) ? `[${predicate}]` : predicate;
}

/** As an attribute value between double quotes. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

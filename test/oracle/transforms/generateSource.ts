import type { Random } from '../random';

/** A source document as a tree, from which its text and a transform for it are made. */
export interface Node {
  readonly prefix: string;
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly children: readonly Child[];
  readonly selfClosing: boolean;
}

export type Child = Node | { readonly raw: string };

export const NAMES = [
  'add',
  'remove',
  'appSettings',
  'system.web',
  'sessionState',
  'location',
  'httpRuntime',
  'a',
  'b',
];
export const ATTRIBUTES = ['key', 'value', 'name', 'timeout', 'mode', 'xml:lang', 'p:x', 'path', 'connectionString'];
export const VALUES = [
  'a',
  'b',
  '20',
  'true',
  '',
  'x y',
  "it's",
  'say &quot;hi&quot;',
  '&lt;b&gt;',
  'a&amp;b',
  '&#10;',
  '&#xD;&#9;',
  '/',
  ' / ',
  'Server=.;Database=shop;Integrated Security=True;Connect Timeout=30;Application Name=a rather long value for one line',
  'é€',
  '😀',
  '$(key)',
  'x>y',
];

/** The names of `uri` prefixes in play: `p` is declared on the root now and then, `d` as default namespace. */
export interface SourceStyle {
  readonly newLine: string;
  readonly indent: string;
  readonly declaresPrefix: boolean;
  readonly defaultNamespace: boolean;
}

export function randomTree(random: Random, style: SourceStyle): Node {
  const declarations = [
    ...(style.declaresPrefix ? [{ name: 'xmlns:p', value: 'urn:p' }] : []),
    ...(style.defaultNamespace ? [{ name: 'xmlns', value: 'urn:d' }] : []),
  ];
  const root = randomNode(random, 0, style, 'configuration');
  const own = root.attributes.filter(({ name }) => !name.startsWith('xmlns'));
  return { ...root, attributes: [...declarations, ...own] };
}

function randomNode(random: Random, depth: number, style: SourceStyle, name: string): Node {
  const count = depth > 3 ? 0 : random.below(depth === 0 ? 6 : 4);
  const children: Child[] = [];
  for (let i = 0; i < count; i++) {
    if (random.chance(0.15)) children.push({ raw: randomRaw(random) });
    children.push(randomNode(random, depth + 1, style, random.pick(NAMES)));
  }
  if (random.chance(0.07)) children.push({ raw: randomRaw(random) });
  return {
    prefix: style.declaresPrefix && random.chance(0.1) ? 'p' : '',
    name,
    attributes: randomAttributes(random, style),
    children,
    selfClosing: random.chance(0.85),
  };
}

export function randomAttributes(random: Random, style: SourceStyle): { name: string; value: string }[] {
  const names = random.some(ATTRIBUTES, 0.25).filter((name) => style.declaresPrefix || !name.startsWith('p:'));
  if (style.declaresPrefix && random.chance(0.04)) names.unshift(random.pick(['xmlns', 'xmlns:p', 'xmlns:r']));
  if (random.chance(0.03)) names.push('xml:space');
  return names.map((name) => ({
    name,
    value:
      name === 'xml:space'
        ? random.pick(['preserve', 'default'])
        : name.startsWith('xmlns')
          ? random.pick(['urn:p', 'urn:q', 'urn:d'])
          : random.pick(VALUES),
  }));
}

function randomRaw(random: Random): string {
  return random.pick([
    '<!-- note -->',
    '<!--x-->',
    '<!-- <add key="old" /> -->',
    'text',
    ' some text ',
    'a &lt; b /> c',
    '<![CDATA[ x < y /> z ]]>',
    '<![CDATA[]]>',
    '<?pi some />data?>',
    '<?empty?>',
    '&#32;',
    '&#x20;&#10;',
    '&#x1;',
    ...(random.chance(0.02) ? ['&x;', 'a &y; b'] : []),
    ']',
  ]);
}

const DOCTYPES = [
  '<!DOCTYPE configuration>',
  '<!DOCTYPE configuration [ ]>',
  '<!DOCTYPE configuration SYSTEM "nowhere.dtd">',
  "<!DOCTYPE configuration PUBLIC '-//X//Y' 'nowhere.dtd' [<!-- ] -->\n]>",
  '<!DOCTYPE configuration [<!ENTITY x "an entity"><!ENTITY y \'&x; more\'>]>',
];

/** Writes the tree down with white space of every kind. */
export function renderSource(tree: Node, style: SourceStyle, random: Random): string {
  const { newLine } = style;
  const declaration = random.pick([
    '',
    '<?xml version="1.0"?>',
    '<?xml version="1.0" encoding="utf-8"?>',
    "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>",
    ...(random.chance(0.3)
      ? ['<?xml version="1.0" encoding="utf-16"?>', '<?xml version="1.0" encoding="iso-8859-1"?>']
      : []),
    ...(random.chance(0.1)
      ? ['<?xml version="1.0" encoding="windows-1252"?>', '<?xml version="1.0" standalone="no"?>']
      : []),
  ]);
  const prolog = random.chance(0.1)
    ? `<!-- head -->${newLine}`
    : random.chance(0.03)
      ? random.pick(DOCTYPES) + newLine
      : '';
  const tail = random.pick(['', '', newLine, `${newLine}${newLine}`, '  ', `${newLine}  `, `${newLine}<!-- end -->`]);
  return (
    (declaration && declaration + random.pick([newLine, newLine, ''])) +
    prolog +
    renderNode(tree, 0, style, random) +
    tail
  );
}

function renderNode(node: Node, depth: number, style: SourceStyle, random: Random): string {
  const name = node.prefix ? `${node.prefix}:${node.name}` : node.name;
  const onePerLine = random.chance(0.1);
  const attributes = node.attributes.map(({ name: attribute, value }, index) => {
    const wrap = index > 0 && (onePerLine || random.chance(0.05));
    const space = wrap ? style.newLine + style.indent.repeat(depth + 1) : random.pick([' ', ' ', ' ', '  ', '\t']);
    const equals = random.chance(0.05) ? ' = ' : '=';
    const quote = value.includes("'") || random.chance(0.93) ? '"' : "'";
    const written = random.chance(0.04) ? `${value}${style.newLine}x` : value;
    return `${space}${attribute}${equals}${quote}${written}${quote}`;
  });
  const end = random.pick(['', '', ' ', ' ', '  ', style.newLine]);
  if (node.children.length === 0)
    return `<${name}${attributes.join('')}${end}${node.selfClosing ? '/>' : `></${name}>`}`;
  const gap = (inner: number) =>
    random.chance(0.06)
      ? random.pick(['', ' ', `${style.newLine}${style.newLine}`])
      : style.newLine + style.indent.repeat(inner);
  const children = node.children.map((child) =>
    'raw' in child
      ? (random.chance(0.5) ? gap(depth + 1) : '') + child.raw
      : gap(depth + 1) + renderNode(child, depth + 1, style, random),
  );
  return `<${name}${attributes.join('')}${end}>${children.join('')}${gap(depth)}</${name}${random.chance(0.03) ? ' ' : ''}>`;
}

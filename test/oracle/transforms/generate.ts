import { Random } from '../random';
import { randomTree, renderSource, type SourceStyle } from './generateSource';
import { renderTransform } from './generateTransform';

export interface Pair {
  readonly id: number;
  /** Text of the file, with `\ufeff` in front where it has a byte order mark. */
  readonly source: string;
  readonly transform: string;
}

/** Pair number `id` of a seed: a configuration file and a transform for it, now and then broken. */
export function generatePair(seed: number, id: number): Pair {
  const random = new Random(seed * 1_000_003 + id);
  const style: SourceStyle = {
    newLine: random.pick(['\n', '\n', '\r\n', '\r\n', random.chance(0.2) ? '\r' : '\n']),
    indent: random.pick(['  ', '  ', '    ', '\t', '']),
    declaresPrefix: random.chance(0.25),
    defaultNamespace: random.chance(0.12),
  };
  const tree = randomTree(random, style);
  const source = (random.chance(0.2) ? '\ufeff' : '') + damaged(renderSource(tree, style, random), 0.05, random);
  const transform = damaged(renderTransform(tree, style, random), 0.04, random);
  return { id, source, transform };
}

/** Changes a character or two, mostly near something that means something. */
function damaged(text: string, probability: number, random: Random): string {
  if (!random.chance(probability)) return text;
  const places = [...text.matchAll(/[<>"'=/&;:!?[\]-]/g)].map((match) => match.index);
  const at = random.chance(0.8) && places.length > 0 ? random.pick(places) : random.below(text.length);
  const put = random.pick([
    '',
    '',
    '<',
    '>',
    '"',
    "'",
    '&',
    '&x;',
    '&#',
    '&#xZ;',
    '=',
    '/',
    ' ',
    '\n',
    '--',
    ']]>',
    'x',
    ':',
    '\u0000',
    '\u0001',
    '\ufffe',
    '<!',
    '<![',
    '<?',
    '</',
  ]);
  const broken = random.chance(0.15) ? text.slice(0, at) : text.slice(0, at) + put + text.slice(at + random.below(3));
  // Half a character cannot be written into a file.
  return broken.replace(/\p{Surrogate}/gu, '\ufffd');
}

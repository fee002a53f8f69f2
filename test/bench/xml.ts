import { pathToFileURL } from 'node:url';
import { parse as parseWithXmlTools } from '@xml-tools/parser';
import { XMLParser } from 'fast-xml-parser';
import { Tokenizer } from 'htmlparser2';
import { parseXml } from '../../server/src/syntax/xml/parse';
import type { Measure } from './measure';
import { sitecoreLike } from './sitecoreLike';

/**
 * Tree building against the bare tokenizer and two other parsers that keep positions, over the same 1.5 MB text. The
 * contestants take turns in one process and medians are compared, so that a busy machine slows all of them alike.
 */
export async function measures(): Promise<Measure[]> {
  const large = sitecoreLike(1_500_000);
  const small = sitecoreLike(300_000);
  const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
  // These two alone, so that neither pays for another's garbage.
  const fast = interleaved(61, { tokenizer: () => tokenize(large), tree: () => parseXml(large) });
  const told = interleaved(21, {
    small: () => parseXml(small),
    deep: () => parseXml(deep),
    problems: () => parseXml(small).problems,
  });
  const slow = interleaved(5, {
    tree: () => parseXml(large),
    fastXmlParser: () => parseWithPositions(large),
    xmlTools: () => parseWithXmlTools(large),
  });
  const overTokenizer = fast.tree! / fast.tokenizer!;
  const fastXmlParser = slow.fastXmlParser! / slow.tree!;
  return [
    {
      name: 'xml-tree-over-tokenizer',
      value: rounded(overTokenizer),
      unit: 'times',
      budget: 1.6,
      ok: overTokenizer <= 1.6,
      against: { 'tree ms': rounded(fast.tree!), 'tokenizer ms': rounded(fast.tokenizer!), characters: large.length },
    },
    {
      name: 'fast-xml-parser-over-xml-tree',
      value: rounded(fastXmlParser),
      unit: 'times',
      budget: 4,
      ok: fastXmlParser >= 4,
      against: { 'fast-xml-parser ms': rounded(slow.fastXmlParser!), 'tree ms': rounded(slow.tree!) },
    },
    only('xml-tools-over-xml-tree', slow.xmlTools! / slow.tree!, 'times'),
    only('xml-parse-300-kB', told.small!, 'ms'),
    only('xml-parse-and-check-300-kB', told.problems!, 'ms'),
    only('xml-parse-100000-levels', told.deep!, 'ms'),
  ];
}

function only(name: string, value: number, unit: string): Measure {
  return { name, value: rounded(value), unit, budget: null, ok: true };
}

/** Median milliseconds of each contestant over rounds in which all take turns; the first rounds only warm up. */
function interleaved(rounds: number, contestants: Record<string, () => unknown>): Record<string, number> {
  const times = new Map(Object.keys(contestants).map((name) => [name, [] as number[]]));
  const warmUp = Math.ceil(rounds / 4);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) {
      const start = performance.now();
      run();
      const time = performance.now() - start;
      if (round >= 0) times.get(name)!.push(time);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, median(all)]));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function tokenize(text: string): void {
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, NO_CALLBACKS);
  tokenizer.write(text);
  tokenizer.end();
}

const nothing = () => {};
const NO_CALLBACKS = {
  onattribdata: nothing,
  onattribentity: nothing,
  onattribend: nothing,
  onattribname: nothing,
  oncdata: nothing,
  onclosetag: nothing,
  oncomment: nothing,
  ondeclaration: nothing,
  onend: nothing,
  onopentagend: nothing,
  onopentagname: nothing,
  onprocessinginstruction: nothing,
  onselfclosingtag: nothing,
  ontext: nothing,
  ontextentity: nothing,
};

/** The nearest it has to this tree: order, comments, attributes and the start of every element. */
function parseWithPositions(text: string): unknown {
  const parser = new XMLParser({
    preserveOrder: true,
    captureMetaData: true,
    ignoreAttributes: false,
    commentPropName: '#comment',
    cdataPropName: '#cdata',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: {
      enabled: true,
      maxTotalExpansions: Number.POSITIVE_INFINITY,
      maxExpandedLength: Number.POSITIVE_INFINITY,
    },
  });
  return parser.parse(text);
}

async function print(): Promise<void> {
  for (const { name, value, unit, budget, ok, against } of await measures()) {
    const kept = budget === null ? '' : ` (budget ${budget}: ${ok ? 'kept' : 'MISSED'})`;
    process.stdout.write(`${name}: ${value} ${unit}${kept} ${against ? JSON.stringify(against) : ''}\n`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) void print();

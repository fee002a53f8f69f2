/**
 * Saves pairs with Microsoft's answers for the tests that run without .NET:
 * `npx tsx test/oracle/transforms/save.ts` writes test/fixtures/xdt/judged.json, one pair a line.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generatePair, type Pair } from './generate';
import { buildJudge, findEngine, judge } from './judge';
import type { Message, Verdict } from './ours';

const SEED = 42;
const LOOKED_AT = 3000;
const KEPT = 150;
const LONGEST = 1700;

async function main(): Promise<void> {
  const engine = findEngine();
  if (!engine) throw new Error('There is no .NET SDK here.');
  const pairs = Array.from({ length: LOOKED_AT }, (_, id) => generatePair(SEED, id));
  const verdicts = new Map<Pair, Verdict>();
  for await (const verdict of judge(buildJudge(engine), pairs)) verdicts.set(pairs[verdict.id]!, verdict);
  const small = pairs.filter(({ source, transform }) => source.length + transform.length < LONGEST);
  const lines = chosen(small, (pair) => verdicts.get(pair)!.messages).map((pair) => {
    const { succeeded, output, messages } = verdicts.get(pair)!;
    const rows = messages.map(({ kind, file, line, column, text }) => [kind, file, line, column, text]);
    return JSON.stringify({ source: pair.source, transform: pair.transform, succeeded, output, messages: rows });
  });
  const folder = path.join(__dirname, '../../fixtures/xdt');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'judged.json'), `[\n${lines.join(',\n')}\n]\n`);
  console.log(`${lines.length} pairs saved.`);
}

/** First a pair for every kind of message, then more until there are enough. */
function chosen(pairs: readonly Pair[], messagesOf: (pair: Pair) => readonly Message[]): Pair[] {
  const seen = new Set<string>();
  const first = pairs.filter((pair) => {
    const kinds = messagesOf(pair).map(({ kind, text }) => `${kind} ${text.replace(/'.*'|\d+/gs, '…')}`);
    const isNew = kinds.some((kind) => !seen.has(kind));
    for (const kind of kinds) seen.add(kind);
    return isNew;
  });
  const rest = pairs.filter((pair) => !first.includes(pair) && messagesOf(pair).length > 3);
  return [...first, ...rest].slice(0, KEPT);
}

void main();

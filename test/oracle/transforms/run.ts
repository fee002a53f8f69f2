import { generatePair, type Pair } from './generate';
import { buildJudge, findEngine, judge } from './judge';
import { ourVerdict, sameVerdict, type Verdict } from './ours';

export const usual = 2000;
export const inCi = { count: 200, fresh: false };

/** Runs Microsoft's engine beside ours on random pairs. Returns how many failed. */
export async function run({ count, seed }: { count: number; seed: number }): Promise<number> {
  const engine = findEngine();
  if (!engine) {
    console.log("transforms: no .NET SDK here, so Microsoft's engine cannot judge. Nothing was run.");
    return 0;
  }
  const dll = buildJudge(engine);
  const pairs = Array.from({ length: count }, (_, id) => generatePair(seed, id));
  let passed = 0;
  let failed = 0;
  for await (const theirs of judge(dll, pairs)) {
    const pair = pairs[theirs.id]!;
    const ours = ourVerdict(pair);
    if (sameVerdict(ours, theirs)) passed++;
    else if (failed++ === 0) await report(pair, dll);
  }
  console.log(`transforms (seed ${seed}): ${passed} passed, ${failed} failed`);
  return failed + (count - passed - failed);
}

/** Prints the pair, made as small as it goes, and what each engine made of it. */
async function report(pair: Pair, dll: string): Promise<void> {
  const small = await shrink(pair, dll);
  const theirs = (await verdicts([small], dll))[0]!;
  console.log(`Pair ${pair.id} differs.\n--- source\n${small.source}\n--- transform\n${small.transform}`);
  console.log(`--- Microsoft\n${shown(theirs)}\n--- ours\n${shown(ourVerdict(small))}\n`);
}

function shown({ succeeded, output, messages }: Verdict): string {
  const lines = messages.map(({ kind, file, line, column, text }) => `${kind} ${file}(${line},${column}) ${text}`);
  return [...lines, `succeeded: ${succeeded}`, JSON.stringify(Buffer.from(output, 'base64').toString('utf8'))].join(
    '\n',
  );
}

async function verdicts(pairs: readonly Pair[], dll: string): Promise<Verdict[]> {
  const found: Verdict[] = [];
  for await (const verdict of judge(dll, pairs)) found.push(verdict);
  return found;
}

/** Cuts pieces out of either file, larger ones first, as long as the engines still differ. */
async function shrink(pair: Pair, dll: string): Promise<Pair> {
  let best = pair;
  const readable = isReadable((await verdicts([{ ...pair, id: 0 }], dll))[0]!);
  for (let size = 256; size >= 1; size = Math.floor(size / 2)) {
    const cuts = [...cutsOf(best, 'source', size), ...cutsOf(best, 'transform', size)].map((cut, id) => ({
      ...cut,
      id,
    }));
    const judged = await verdicts(cuts, dll);
    const smaller = cuts.find((cut, index) => {
      const theirs = judged[index]!;
      return isReadable(theirs) === readable && !sameVerdict(ourVerdict(cut), theirs);
    });
    if (!smaller) continue;
    best = smaller;
    size *= 2;
    if (size > 256) size = 512;
  }
  return best;
}

/** Both files are XML. What is not stays so while it shrinks, and the other way round. */
function isReadable({ messages }: Verdict): boolean {
  return !messages.some(({ kind, text }) => kind === 'error' && /^Could not open|Line \d+, position/.test(text));
}

function cutsOf(pair: Pair, part: 'source' | 'transform', size: number): Pair[] {
  const text = pair[part];
  const cuts: Pair[] = [];
  for (let at = 0; at + size <= text.length; at += Math.max(1, size >> 1))
    cuts.push({ ...pair, [part]: text.slice(0, at) + text.slice(at + size) });
  return cuts;
}

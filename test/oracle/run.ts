/**
 * Runs real engines beside ours: `npx tsx test/oracle/run.ts [NAME…] [--count N] [--seed N]`. Every folder here with
 * a `run.ts` is one such comparison; without a name all of them run. Where an engine is missing its comparison says
 * so and counts as passed.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

interface Comparison {
  run(options: { count: number; seed: number }): Promise<number>;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { count: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
  });
  const known = readdirSync(__dirname).filter((name) => existsSync(path.join(__dirname, name, 'run.ts')));
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`No comparison is called ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const options = { count: Number(values.count), seed: Number(values.seed) };
  let failed = 0;
  for (const name of positionals.length > 0 ? positionals : known) {
    const comparison = (await import(path.join(__dirname, name, 'run.ts'))) as Comparison;
    failed += await comparison.run(options);
  }
  if (failed > 0) process.exitCode = 1;
}

void main();

/**
 * Runs real engines beside ours: `npx tsx test/oracle/run.ts [NAME…] [--count N] [--seed N] [--ci]`. Every folder here
 * with a `run.ts` is one such comparison; without a name all of them run. Where an engine is missing its comparison says
 * so and counts as passed. `--ci` runs as many as a build server has time for, fresh ones where a comparison asks for it.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

interface Comparison {
  /** How many cases run when nobody says. */
  readonly usual: number;
  readonly inCi: { readonly count: number; readonly fresh: boolean };
  run(options: { count: number; seed: number }): Promise<number>;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { count: { type: 'string' }, seed: { type: 'string' }, ci: { type: 'boolean', default: false } },
  });
  const known = readdirSync(__dirname).filter((name) => existsSync(path.join(__dirname, name, 'run.ts')));
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`No comparison is called ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  let failed = 0;
  for (const name of positionals.length > 0 ? positionals : known) {
    const comparison = (await import(path.join(__dirname, name, 'run.ts'))) as Comparison;
    const { usual, inCi } = comparison;
    failed += await comparison.run({
      count: Number(values.count ?? (values.ci ? inCi.count : usual)),
      seed: Number(values.seed ?? (values.ci && inCi.fresh ? Date.now() % 1_000_000_000 : 1)),
    });
  }
  if (failed > 0) process.exitCode = 1;
}

void main();

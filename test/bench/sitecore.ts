import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import type { Measure } from './measure';

const STOCK = path.resolve(import.meta.dirname, '../../../shared/corpus/sites/sitecore-9.0-clean');

/** Include files of the made-up site that stands in where the corpus is absent. */
const FILES = 240;

/** The Sitecore engine alone, each figure in a process of its own, as it is bundled for the extension. */
export async function measures(): Promise<Measure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sitecore-bench-'));
  try {
    const script = path.join(folder, 'run.cjs');
    const entryPoints = [path.join(import.meta.dirname, 'sitecoreRun.ts')];
    buildSync({ entryPoints, outfile: script, bundle: true, platform: 'node', minify: true, logLevel: 'error' });
    return measureWith(script);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureWith(script: string): Measure[] {
  const run = (...task: string[]): Record<string, number> =>
    JSON.parse(execFileSync(process.execPath, ['--expose-gc', script, ...task], { encoding: 'utf8' }));
  const best = (...task: string[]) => Array.from({ length: 3 }, () => run(...task)).sort((a, b) => a.ms! - b.ms!)[0]!;

  const stock = existsSync(STOCK);
  const cold = stock ? best('cold', STOCK) : best('cold-synthetic', String(FILES));
  const edits = stock ? run('edits', STOCK) : run('edits-synthetic', String(FILES));
  const once = best('cold-synthetic', String(FILES));
  const tenTimes = best('cold-synthetic', String(FILES * 10));
  const thousand = run('one-element', '1000');
  const tenThousand = run('one-element', '10000');

  return [
    atMost('sitecore-cold-index', cold.ms!, 'ms', 400, cold),
    atMost('sitecore-edit-last-patch-p95', edits.lastP95!, 'ms', 16, edits),
    atMost('sitecore-edit-base-p95', edits.baseP95!, 'ms', 60),
    atMost('sitecore-memory', edits.heapMB!, 'MB', 150),
    atMost('sitecore-ten-times-the-patches', tenTimes.ms! / once.ms!, 'times', 11, {
      once: once.ms!,
      tenTimes: tenTimes.ms!,
    }),
    // Ten times the patches of one element: a hundred times the work would be quadratic.
    atMost('sitecore-ten-thousand-patches-of-one-element', tenThousand.ms! / thousand.ms!, 'times', 20, {
      thousand: thousand.ms!,
      tenThousand: tenThousand.ms!,
    }),
  ];
}

function atMost(name: string, value: number, unit: string, budget: number, against?: Record<string, number>): Measure {
  return { name, value, unit, budget, ok: value <= budget, ...(against && { against }) };
}

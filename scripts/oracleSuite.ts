import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './place';
import type { Summary } from './summary';

/** The live judges as a suite of `npm test`: `tsx scripts/oracleSuite.ts SUMMARY`. Where a judge is missing it says so. */
const file = process.argv[2];
const command = [path.join(ROOT, 'test/oracle/run.ts'), '--ci'];
const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', ...command], {
  cwd: ROOT,
  encoding: 'utf8',
});
process.stdout.write(stdout);
process.stderr.write(stderr);

const sum = (word: string) =>
  [...stdout.matchAll(new RegExp(`(\\d+) ${word}`, 'g'))].reduce((total, match) => total + Number(match[1]), 0);
const failed = sum('failed');
const broke = status !== 0 && failed === 0;
const summary: Summary = {
  passed: sum('passed'),
  failed: failed + (broke ? 1 : 0),
  skipped: 0,
  failures: status === 0 ? [] : [{ title: 'oracle', message: `${stdout}${stderr}`.slice(-8000) }],
};
if (file) writeFileSync(file, JSON.stringify(summary));

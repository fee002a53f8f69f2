import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { ROOT } from './place';
import { summarize } from './summary';

/**
 * Runs the `*.test.ts` files below a folder and leaves a summary: `tsx scripts/mocha.ts test/unit summary.json`.
 * A process of its own for each suite, so that one that hangs or crashes is counted and does not take others along.
 */
async function main(folder: string, summaryFile: string): Promise<void> {
  const options = JSON.parse(readFileSync(path.join(ROOT, '.mocharc.json'), 'utf8'));
  const mocha = new Mocha({ timeout: options.timeout, reporter: options.reporter });
  for (const file of testFiles(path.join(ROOT, folder))) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const runner = mocha.run(() => process.exit());
  summarize(runner, (summary) => {
    writeFileSync(summaryFile, JSON.stringify(summary, null, 2));
    process.exitCode = summary.failed > 0 ? 1 : 0;
  });
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

void main(process.argv[2]!, process.argv[3]!);

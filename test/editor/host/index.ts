import { renameSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { summarize } from '../../../scripts/summary';

/** Ends a test that will never end; no test is judged by its speed. */
const GUARD = 300_000;

/**
 * The entry that VS Code's extension host runs. It has no console that anyone reads, so the result goes to the file
 * named by the environment.
 */
export async function run(): Promise<void> {
  const report = process.env.SESSION_TIMELINE_REPORT;
  if (!report) throw new Error('SESSION_TIMELINE_REPORT does not say where the result goes');
  const mocha = new Mocha({ timeout: GUARD, reporter: 'json', reporterOptions: { output: `${report}.mocha` } });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./documents.host');
  await import('./sample.host');
  await import('./transforms.host');
  await import('./sites.host');
  await import('./sitecore.host');
  await import('./badInput.host');
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    summarize(runner, (summary) => {
      // Renamed when whole: who waits for the file may read it at once.
      writeFileSync(`${report}.part`, JSON.stringify(summary));
      renameSync(`${report}.part`, report);
    });
  });
}

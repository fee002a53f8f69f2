import type { Runner } from 'mocha';

/** What a suite came to, as it travels from where it ran to `npm test`. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/** Counts a run of mocha; `done` is called with the result when it ends. */
export function summarize(runner: Runner, done: (summary: Summary) => void): void {
  const counts = { passed: 0, skipped: 0 };
  const failures: { title: string; message: string }[] = [];
  runner.on('pass', () => counts.passed++);
  runner.on('pending', () => counts.skipped++);
  runner.on('fail', (test, error) => failures.push({ title: test.fullTitle(), message: error.stack ?? String(error) }));
  runner.once('end', () => done({ ...counts, failed: failures.length, failures }));
}

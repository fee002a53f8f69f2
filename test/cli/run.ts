import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseFixture } from '../unit/fixture';

export const ROOT = path.resolve(__dirname, '../..');
export const CORPUS = path.resolve(ROOT, '../shared/corpus');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
  json<T>(): T;
}

/** The command as it ships, in a folder. */
export function run(cwd: string, ...args: string[]): Ran {
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'dist/cli.js'), ...args], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, error: stderr, json: <T>() => JSON.parse(stdout) as T };
}

/** A folder on disk from a `//- path` text. */
export function folderOf(text: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-cli-'));
  for (const [file, content] of parseFixture(text).files) {
    const full = path.join(folder, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, content);
  }
  return folder;
}

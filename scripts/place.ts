import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Real sites and conformance cases; absent on most machines, and then the tests that use them are skipped. */
export const CORPUS = path.resolve(ROOT, '../shared/corpus');

/** Folder for screenshots and reports of a run; ignored by git. */
export function artifacts(...below: string[]): string {
  const folder = path.join(ROOT, 'artifacts', ...below);
  mkdirSync(folder, { recursive: true });
  return folder;
}

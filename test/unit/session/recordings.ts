import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Recordings of real engines that live beside the repository. */
const folder = path.resolve(import.meta.dirname, '../../../../shared/corpus/clocks');

/** The parsed recording; null, with a message, where the corpus is absent. */
export function recording<Shape>(name: string): Shape | null {
  const file = path.join(folder, `${name}.json.gz`);
  if (!existsSync(file)) {
    console.log(`      skipped: ${name} needs ../shared/corpus/clocks beside the repository`);
    return null;
  }
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Shape;
}

/** Counts what a replay did; the first disagreements are kept to read. */
export class Tally {
  scenarios = 0;
  compared = 0;
  readonly failed = new Set<number>();
  readonly examples: string[] = [];

  scenario(): void {
    this.scenarios += 1;
  }

  expect(id: number, what: string, seen: unknown, recorded: unknown): void {
    this.compared += 1;
    if (seen === recorded) return;
    this.failed.add(id);
    if (this.examples.length < 5) this.examples.push(`scenario ${id}: ${what} is ${seen}, recorded ${recorded}`);
  }

  toString(): string {
    return `${this.scenarios} scenarios, ${this.compared} values, ${this.failed.size} scenarios disagree`;
  }
}

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { answerLine } from '../../../server/src/session/recorded/kinds';

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

/** One recorded request: its time, what it was, and the answers of the engine. */
export interface RecordedRequest {
  readonly t: number;
  readonly kind: string;
  readonly [answer: string]: unknown;
}

export interface RecordedScenario<Config = object> {
  readonly id: number;
  readonly config: Config;
  readonly login: RecordedRequest;
  readonly clicks: readonly RecordedRequest[];
}

/** Plays scenarios as `simulate` does, from nothing but their inputs, and compares every recorded answer. */
export function replay(
  kind: string,
  scenarios: readonly RecordedScenario[],
  compare: (recorded: RecordedRequest, ours: RecordedRequest, expect: Expect) => void = compareAll,
): Tally {
  const tally = new Tally();
  for (const { id, config, login, clicks } of scenarios) {
    tally.scenario();
    const asked = { kind, config, login: inputOf(login), clicks: clicks.map(inputOf) };
    const answered = answerLine(JSON.stringify(asked)) as unknown as RecordedScenario;
    if ('error' in answered) tally.expect(id, 'the answer', answered.error, undefined);
    else compareRequests(tally, { id, config, login, clicks }, [answered.login, ...answered.clicks], compare);
  }
  return tally;
}

/** The recorded requests of a scenario beside other answers to them. */
export function compareRequests(
  tally: Tally,
  { id, login, clicks }: RecordedScenario,
  ours: readonly object[],
  compare: (recorded: RecordedRequest, ours: RecordedRequest, expect: Expect) => void = compareAll,
): void {
  [login, ...clicks].forEach((recorded, i) => {
    const expect: Expect = (what, seen, wanted) => tally.expect(id, `${what} at ${recorded.t}`, seen, wanted);
    compare(recorded, ours[i] as RecordedRequest, expect);
  });
}

export type Expect = (what: string, seen: unknown, recorded: unknown) => void;

/** Every field that was recorded; of a Set-Cookie the recorded attributes. */
function compareAll(recorded: RecordedRequest, ours: RecordedRequest, expect: Expect): void {
  const { t: _, kind: __, ...answers } = recorded;
  for (const [field, wanted] of Object.entries(answers)) {
    const seen = ours[field];
    if (!isAttributes(wanted) || !isAttributes(seen)) expect(field, seen, wanted);
    else
      for (const [attribute, value] of Object.entries(wanted)) expect(`${field}.${attribute}`, seen[attribute], value);
  }
}

function isAttributes(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function inputOf({ t, kind }: RecordedRequest): object {
  return { t, kind };
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

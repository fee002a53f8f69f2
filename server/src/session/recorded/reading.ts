import { LONGEST_SPAN } from '../instant';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A line of `simulate` that cannot be read; the message names the field and what it takes. */
export class Unreadable extends Error {}

/** Ten thousand years: no instant lies beyond it. */
const LONGEST_TIME = 3.2e11;

/** @throws Unreadable unless it is a JSON object. */
export function record(value: unknown, name: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unreadable(`${name} must be an object, not ${shown(value)}.`);
  return value as JsonObject;
}

/** A field that may be missing: then, and when it is null, an empty object stands for it. */
export function section(object: JsonObject, key: string): JsonObject {
  return absent(object[key]) ? {} : record(object[key], key);
}

export function list(object: JsonObject, key: string): readonly unknown[] {
  const value = object[key];
  if (absent(value)) return [];
  if (!Array.isArray(value)) throw new Unreadable(`${key} must be a list, not ${shown(value)}.`);
  return value;
}

/** A number; missing or null: the framework's default. */
export function number(object: JsonObject, key: string, otherwise: number): number {
  return optionalNumber(object, key) ?? otherwise;
}

export function optionalNumber(object: JsonObject, key: string): number | null {
  const value = object[key];
  if (absent(value)) return null;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Unreadable(`${key} must be a number of seconds, not ${shown(value)}.`);
  if (Math.abs(value) > LONGEST_SPAN) throw new Unreadable(`${key} is beyond what a TimeSpan holds: ${value} s.`);
  return value;
}

/** Whole minutes, as a configuration attribute takes them. */
export function minutes(object: JsonObject, key: string, otherwise: number, most: number): number {
  const value = object[key];
  if (absent(value)) return otherwise;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most)
    throw new Unreadable(`${key} takes whole minutes from 1 to ${most}, not ${shown(value)}.`);
  return value;
}

export function flag(object: JsonObject, key: string, otherwise: boolean): boolean {
  return optionalFlag(object, key) ?? otherwise;
}

export function optionalFlag(object: JsonObject, key: string): boolean | null {
  const value = object[key];
  if (absent(value)) return null;
  if (typeof value !== 'boolean') throw new Unreadable(`${key} must be true or false, not ${shown(value)}.`);
  return value;
}

export function choice<Word extends string>(
  object: JsonObject,
  key: string,
  words: readonly Word[],
  otherwise: Word,
): Word {
  const value = object[key];
  if (absent(value)) return otherwise;
  const word = words.find((known) => known === value);
  if (word === undefined) throw new Unreadable(`${key} must be ${words.join(', ')}, not ${shown(value)}.`);
  return word;
}

/** A request of a recording: when, what, and whatever else the line says of it. */
export interface Recorded<Kind extends string> {
  readonly t: number;
  readonly kind: Kind;
  readonly line: JsonObject;
}

/**
 * `login` and `clicks` in their order: the sign-in first (at 0 when the line gives none), then requests at times that
 * never go back.
 */
export function requestsOf<Kind extends string>(
  input: JsonObject,
  kinds: readonly Kind[],
  usual: Kind,
): readonly Recorded<Kind>[] {
  const login = section(input, 'login');
  const requests = [{ t: time(login, 'login', 0), kind: choice(login, 'kind', kinds, 'login' as Kind), line: login }];
  list(input, 'clicks').forEach((value, i) => {
    const line = record(value, `clicks[${i}]`);
    const t = time(line, `clicks[${i}]`);
    const before = requests.at(-1)!.t;
    if (t < before) throw new Unreadable(`clicks[${i}].t is ${t}, before the request at ${before}.`);
    requests.push({ t, kind: choice(line, 'kind', kinds, usual), line });
  });
  return requests;
}

function time(line: JsonObject, name: string, otherwise?: number): number {
  const t = line.t ?? otherwise;
  if (typeof t !== 'number' || !Number.isFinite(t) || Math.abs(t) > LONGEST_TIME)
    throw new Unreadable(`${name}.t must be a number of seconds, not ${shown(line.t)}.`);
  return t;
}

/** The input with its answers filled in, request by request. */
export function filledIn(
  input: JsonObject,
  requests: readonly Recorded<string>[],
  answers: readonly object[],
): JsonObject {
  const [login, ...clicks] = requests.map(({ t, kind, line }, i) => ({ ...line, t, kind, ...answers[i] }));
  return { ...input, login, clicks };
}

function absent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

import { type Clock, MOST_CLICKS, type Restart, type Scenario, type Seconds } from './clocks';

/** Clocks and scenarios from outside (a message, a script): they are what their types promise, or they are refused. */

export function isClock(value: unknown): value is Clock {
  return (
    isRecord(value) &&
    isText(value.id) &&
    oneOf(value.role, ['identity', 'data', 'server']) &&
    isText(value.name) &&
    isLifetime(value.length) &&
    isRestart(value.restart) &&
    isFlag(value.pingRestarts) &&
    isListOf(value.kills, isText) &&
    isTime(value.uncertainty) &&
    isFlag(value.aliveAtEnd) &&
    optional(value.maxAge, isTime) &&
    optional(value.restores, (restores) => isListOf(restores, isText)) &&
    optional(value.needsRemember, isFlag) &&
    optional(value.inert, isText) &&
    optional(value.decides, (decides) => oneOf(decides, ['signIn', 'data'])) &&
    optional(value.worker, (worker) => oneOf(worker, ['stops', 'suspends', 'recycles', 'unloads'])) &&
    optional(value.livesIn, (place) => oneOf(place, ['worker', 'outside'])) &&
    optional(value.keys, isText) &&
    optional(value.keysOf, isText) &&
    optional(value.renewedWhile, isText) &&
    optional(value.timeOfDay, isFlag) &&
    isListOf(value.sources, isSource) &&
    optional(value.note, isText)
  );
}

/** Times from 0 up, at most `MOST_CLICKS` of them, ascending. */
export function isScenario(value: unknown): value is Scenario {
  return (
    isRecord(value) &&
    isListOf(value.clicks, isTime) &&
    value.clicks.length <= MOST_CLICKS &&
    isFlag(value.remember) &&
    (value.ping === null || (isRecord(value.ping) && isTime(value.ping.every) && value.ping.every > 0)) &&
    isFlag(value.otherTraffic)
  );
}

/**
 * A clock as scripts write it, undefined where it is none. What it leaves out is what the clock of that id has in the
 * models of this product, and else the usual: no ending of others, alive at exactly its end.
 */
export function clockFrom(value: unknown): Clock | undefined {
  if (!isRecord(value)) return undefined;
  const { id, restart, role } = value;
  const clock = {
    name: id,
    kills: [],
    uncertainty: 0,
    sources: [],
    aliveAtEnd: true,
    pingRestarts: isRecord(restart) && restart.on === 'everyRequest',
    ...(role === 'server' && isRecord(restart) && workerOf(restart as Restart)),
    ...(isText(id) && Object.hasOwn(KNOWN, id) && KNOWN[id]),
    ...value,
  };
  return isClock(clock) ? clock : undefined;
}

/** What the ids of the model stand for, for clocks that were written down without saying it. */
const KNOWN: Readonly<Record<string, Partial<Clock>>> = {
  authCookie: { decides: 'signIn' },
  sessionData: { decides: 'data' },
  persistentLogin: { needsRemember: true, keysOf: 'authCookie' },
  poolIdle: { worker: 'stops' },
  poolRecycle: { worker: 'recycles' },
  poolSchedule: { worker: 'recycles', timeOfDay: true },
  appDomainIdle: { worker: 'unloads' },
  accessToken: { renewedWhile: 'refreshToken' },
};

function workerOf({ on }: Restart): Partial<Clock> {
  if (on === 'workerStart') return { worker: 'recycles' };
  return on === 'everyRequest' ? { worker: 'unloads' } : {};
}

function isLifetime(value: unknown): boolean {
  return value === null || isTime(value) || (isRecord(value) && isText(value.unknown));
}

function isRestart(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (value.on === 'secondHalf') return isFlag(value.strict);
  if (value.on === 'aged') return isTime(value.after);
  if (value.on === 'everyRequest') return optional(value.onlyWhenUsed, isFlag);
  return oneOf(value.on, ['everyRequest', 'never', 'workerStart', 'tokenRefresh']);
}

function isSource(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value.label) &&
    oneOf(value.kind, ['default', 'file', 'transform', 'patch', 'location', 'iis', 'code', 'env']) &&
    optional(value.link, isText) &&
    optional(value.text, isText) &&
    oneOf(value.status, ['effective', 'overridden', 'unchanged', 'unset', 'blocked'])
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Seconds from 0 up. */
export function isTime(value: unknown): value is Seconds {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

export function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

export function isListOf<T>(
  value: unknown,
  is: ((item: unknown) => item is T) | ((item: unknown) => boolean),
): value is T[] {
  return Array.isArray(value) && value.every((item) => is(item));
}

export function oneOf(value: unknown, allowed: readonly string[]): boolean {
  return typeof value === 'string' && allowed.includes(value);
}

export function optional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

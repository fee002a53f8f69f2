import { type Clock, isUnknown, type Seconds } from './clocks';
import { isDue, survives } from './ticket';

/**
 * What keep-alive pings do to one clock, in closed form: they come at every multiple of `every` after sign-in, so
 * nothing has to walk through them. `start` is the last restart that was not a ping's.
 */
export type Pings = { readonly every: Seconds } | null;

/** Length of a clock in seconds; `Infinity` when it never ends. The browser's Max-Age cuts it short. */
export function lifeOf(clock: Clock): number {
  return Math.min(lengthOf(clock), clock.maxAge ?? Infinity);
}

/** Is the clock alive at `age` after a restart? */
export function isAlive(clock: Clock, age: number): boolean {
  if (clock.maxAge !== undefined && age >= clock.maxAge) return false;
  return survives(age, lengthOf(clock), clock.aliveAtEnd);
}

/** Does a request at `age` restart this clock, given that it is alive and the request reaches it? */
export function restartsAt(clock: Clock, age: number): boolean {
  if (clock.restart.on === 'everyRequest') return true;
  if (clock.restart.on === 'aged') return age > clock.restart.after;
  if (clock.restart.on !== 'secondHalf') return false;
  return isDue(age, lengthOf(clock) - age, clock.restart.strict);
}

/** How old a clock that slides must be before a request renews it; null for one that renews otherwise, or never. */
export function renewalAge(clock: Clock): number | null {
  if (clock.restart.on === 'aged') return clock.restart.after;
  return clock.restart.on === 'secondHalf' ? lengthOf(clock) / 2 : null;
}

/** Does it renew only when older than its renewal age, not at exactly that? */
export function renewsStrictly({ restart }: Clock): boolean {
  return restart.on === 'aged' || (restart.on === 'secondHalf' && restart.strict);
}

/** The first ping after `time`. */
export function pingAfter(time: number, every: Seconds): number {
  return (Math.floor(time / every) + 1) * every;
}

/** The first ping at or after `time`, never the sign-in itself. */
export function pingFrom(time: number, every: Seconds): number {
  return Math.max(1, Math.ceil(time / every)) * every;
}

/** When the clock ends if nobody clicks any more; `Infinity` when pings keep it for ever. */
export function endOf(clock: Clock, start: number, pings: Pings): number {
  const life = lifeOf(clock);
  if (!pings || !clock.pingRestarts || life === Infinity) return start + life;
  const first = firstRestart(clock, start, pings.every);
  if (first === null) return start + life;
  return stepOf(clock, pings.every) === null ? first + life : Infinity;
}

/** The last restart before `time`, pings included. */
export function startBefore(clock: Clock, start: number, time: number, pings: Pings): number {
  if (!pings || !clock.pingRestarts) return start;
  const first = firstRestart(clock, start, pings.every);
  if (first === null || first >= time) return start;
  const step = stepOf(clock, pings.every);
  return step === null ? first : first + Math.floor((time - 1 - first) / step) * step;
}

/** Restarts by pings between `start` and `end` (exclusive), at most `limit`. */
export function restartsBetween(clock: Clock, start: number, end: number, pings: Pings, limit: number): number[] {
  const restarts: number[] = [];
  if (!pings || !clock.pingRestarts) return restarts;
  const step = stepOf(clock, pings.every);
  let next = firstRestart(clock, start, pings.every);
  while (next !== null && next < end && restarts.length < limit) {
    restarts.push(next);
    next = step === null ? null : next + step;
  }
  return restarts;
}

/** The first ping that restarts a clock started at `start`; null when it ends before one can. */
function firstRestart(clock: Clock, start: number, every: Seconds): number | null {
  let ping = pingAfter(start, every);
  const age = renewalAge(clock);
  if (age !== null) ping = dueFrom(clock, age, start, ping, every);
  else if (clock.restart.on !== 'everyRequest') return null;
  return isAlive(clock, ping - start) ? ping : null;
}

/** Time from one restart by a ping to the next; null when the clock ends in between. */
function stepOf(clock: Clock, every: Seconds): number | null {
  const age = renewalAge(clock);
  const step = age === null ? every : dueFrom(clock, age, 0, every, every);
  return isAlive(clock, step) ? step : null;
}

/** The first ping from `ping` on that finds a life begun at `start` old enough to be renewed. */
function dueFrom(clock: Clock, age: number, start: number, ping: number, every: Seconds): number {
  const skipped = Math.max(0, Math.ceil((age - (ping - start)) / every));
  const due = ping + skipped * every;
  return restartsAt(clock, due - start) ? due : due + every;
}

function lengthOf(clock: Clock): number {
  if (clock.length === null || isUnknown(clock.length)) return Infinity;
  const least = clock.role === 'server' && clock.length <= 0 ? Infinity : 0;
  return Math.max(least, clock.length);
}

import type { Clock, ClockId, Lane, Run, Seconds, UserState } from '../../server/src/session/clocks';
import { isUnknown } from '../../server/src/session/clocks';
import { stateAt } from '../../server/src/session/consequence';
import { duration, timePoint } from '../../server/src/session/words';
import { levelAt } from './gaugeShape';
import type { Texts } from './texts';

/** What stands in the value column of one lane at the playhead. */
export interface Value {
  readonly main: string;
  readonly small: string;
  readonly tone: 'plain' | 'danger' | 'quiet';
}

export function stateValue(state: UserState, texts: Texts): Value {
  return { main: texts(`stateValue.${state}`), small: '', tone: state === 'signedInNoData' ? 'danger' : 'plain' };
}

export function clicksValue(run: Run, t: Seconds, short: boolean, texts: Texts): Value {
  const last = run.requests.findLast((request) => request.kind === 'click' && request.at <= t)?.at ?? 0;
  const span = shortSpan(t - last);
  if (short) return { main: texts('value.lastClick', { span }), small: '', tone: 'quiet' };
  return { main: span, small: texts('value.sinceClick'), tone: 'quiet' };
}

/** How much is left of a clock at `t`, how long it has been gone, or why it does not count. */
export function clockValue(clock: Clock, lane: Lane, run: Run, t: Seconds, texts: Texts): Value {
  const quiet = (main: string): Value => ({ main, small: '', tone: 'quiet' });
  if (isUnknown(clock.length)) return quiet(texts('reason.unknown'));
  if (!lane.inPlay) return quiet(clock.inert ?? texts(`reason.${lane.reason ?? 'notUsed'}`));
  const level = levelAt(lane.pieces, t);
  if (level !== null) {
    if (clock.length === null) return quiet(texts('value.noEnd'));
    return { main: timePoint(Math.round(level * clock.length)), small: texts('value.left'), tone: 'plain' };
  }
  const ended = lane.pieces.filter((piece) => piece.to <= t).at(-1)?.to;
  if (ended === undefined) return quiet(texts('value.notStarted'));
  if (!lane.ends.some((end) => end.at === ended)) return quiet(texts('value.noEnd'));
  const missed = clock.role === 'data' && stateAt(run, t) === 'signedInNoData';
  const late = clock.uncertainty > 0 && t < ended + clock.uncertainty;
  return {
    main: texts(`value.${endedWord(clock)}`),
    small: late
      ? texts('value.between', { from: timePoint(ended), to: timePoint(ended + clock.uncertainty) })
      : texts('value.ago', { span: shortSpan(t - ended) }),
    tone: missed ? 'danger' : 'plain',
  };
}

/** `20 min`, `never ends`, `?` */
export function lengthText(clock: Clock, texts: Texts): string {
  if (clock.length === null) return texts('length.never');
  return isUnknown(clock.length) ? texts('length.unknown') : duration(clock.length);
}

/** Names of clocks, in the order given, without repeats. */
export function namesOf(ids: readonly ClockId[], clocks: readonly Clock[], locale: string): string {
  const names = [...new Set(ids)].map((id) => clocks.find((clock) => clock.id === id)?.name ?? id);
  return new Intl.ListFormat(localeOr(locale), { type: 'conjunction' }).format(names);
}

/** Under an hour with seconds in it: `3:50` fits where `3 min 50 s` does not. */
function shortSpan(length: Seconds): string {
  return length > 60 && length < 3600 && length % 60 !== 0 ? timePoint(length) : duration(length);
}

function endedWord(clock: Clock): 'expired' | 'gone' | 'stopped' | 'recycled' {
  if (clock.role === 'identity') return 'expired';
  if (clock.role === 'data') return 'gone';
  return clock.restart.on === 'workerStart' ? 'recycled' : 'stopped';
}

function localeOr(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

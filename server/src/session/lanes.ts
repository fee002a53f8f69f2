import type { ClockId, Piece, Request, Seconds } from './clocks';
import { lifeOf, pingFrom, restartsAt, restartsBetween, startBefore } from './pings';
import type { Played, Track } from './play';

/** What a played scenario looks like: gauges piece by piece, pings one by one. */

/** At most this many pings are listed and drawn one by one. */
const MOST_PINGS = 5000;

/** The gauge of one clock: full at each restart, drained to what was left at the next. */
export function lanePieces(track: Track, played: Played): Piece[] {
  const life = lifeOf(track.clock);
  const pieces: Piece[] = [];
  for (const span of track.spans) {
    const restarts = restartsBetween(track.clock, span.from, span.to, played.pings, MOST_PINGS - pieces.length);
    const starts = [span.from, ...restarts];
    starts.forEach((from, i) => {
      const to = starts[i + 1] ?? span.to;
      pieces.push({ from, to, level0: 1, level1: life === Infinity ? 1 : Math.max(0, 1 - (to - from) / life) });
    });
  }
  return pieces;
}

/** Pings from sign-in to the last end that are not at the same second as a click (the click takes their place). */
export function countPings(played: Played): number {
  if (!played.pings) return 0;
  const { every } = played.pings;
  const taken = played.clicks.filter((click) => click.at > 0 && click.at % every === 0).length;
  return Math.floor(played.until / every) - taken;
}

/** The first of them as requests, with the clocks each restarted and those it left alone. */
export function listPings(played: Played): Request[] {
  if (!played.pings) return [];
  const { every } = played.pings;
  const clicks = new Set(played.clicks.map((click) => click.at));
  const readers = played.tracks.map((track) => readerOf(track, played));
  const requests: Request[] = [];
  for (let at = pingFrom(0, every); at <= played.until && requests.length < MOST_PINGS; at += every) {
    if (clicks.has(at)) continue;
    const renewed: ClockId[] = [];
    const kept: ClockId[] = [];
    for (const reader of readers) {
      const effect = reader(at);
      if (effect === 'renewed') renewed.push(reader.id);
      else if (effect === 'kept') kept.push(reader.id);
    }
    requests.push({ at, kind: 'ping', renewed, kept });
  }
  return requests;
}

type Reader = ((at: Seconds) => 'renewed' | 'kept' | null) & { readonly id: ClockId };

/** Says what a ping did to one clock; asked in ascending order. What ends in the ping's own second it does not save. */
function readerOf(track: Track, played: Played): Reader {
  const { clock } = track;
  const goesOn = { from: track.since, to: Infinity };
  const spans = track.alive ? [...track.spans.filter((span) => span.from !== track.since), goesOn] : track.spans;
  let next = 0;
  const read = (at: Seconds) => {
    while (next < spans.length && (spans[next]?.to ?? 0) <= at && spans[next]?.from !== at) next += 1;
    const span = spans[next];
    if (!span || span.from > at) return null;
    const start = startBefore(clock, span.from, at, played.pings);
    const restarted = span.from === at || (clock.pingRestarts && restartsAt(clock, at - start));
    if (restarted && clock.restart.on !== 'workerStart') return 'renewed';
    return clock.role === 'server' ? null : 'kept';
  };
  return Object.assign(read, { id: track.clock.id });
}

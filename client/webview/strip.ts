import type { Run, Seconds, StatePiece, UserState, Window } from '../../server/src/session/clocks';
import type { Stretch } from './gaugeShape';
import type { Measure } from './measure';
import type { Scale } from './scale';
import { xOf } from './scale';
import type { Texts } from './texts';

/** A stretch of the "What the user has" strip. */
export interface Segment {
  readonly piece: StatePiece;
  readonly x: number;
  readonly width: number;
  /** One or two lines, and their common centre; empty where not even the shortest fits. */
  readonly lines: readonly string[];
  readonly textX: number;
  readonly textWidth: number;
}

/** An arrow with a length on it, on the lane of the clicks. */
export interface Dimension {
  readonly kind: 'idle' | Window['state'];
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly textX: number;
  readonly textWidth: number;
  /** Inside the arrow, above it, or nowhere because another length is in the way. */
  readonly place: 'inside' | 'above' | 'none';
}

const TEXT_PADDING = 12;
const SHORTEST_ARROW = 6;
/** Half of a click, and some air. */
const DOT_ROOM = 8;

export function segmentsOf(
  states: readonly StatePiece[],
  scale: Scale,
  texts: Texts,
  measure: Measure,
  size: number,
): Segment[] {
  return states.flatMap((piece): Segment[] => {
    const x = xOf(scale, piece.from);
    const width = xOf(scale, piece.to) - x;
    if (width < 1.5) return [];
    const choices = stateWords(texts, piece.state);
    const fitting = (room: Stretch) =>
      choices.find((one) => widthOf(one, measure, size) + TEXT_PADDING <= room.to - room.from);
    // The first side of a break that holds any words: that is where the reader looks.
    const room = withoutBreaks(scale, x, x + width).find(fitting) ?? { from: x, to: x + width };
    const lines = fitting(room) ?? [];
    return [{ piece, x, width, lines, textX: (room.from + room.to) / 2, textWidth: widthOf(lines, measure, size) }];
  });
}

/** The lengths worth reading: how long nobody clicked, and how long each window lasts. */
export function dimensionsOf(
  run: Run,
  scale: Scale,
  texts: Texts,
  duration: (s: Seconds) => string,
  measure: Measure,
  size: number,
): Dimension[] {
  const clicks = run.requests.filter((request) => request.kind === 'click').map((request) => request.at);
  const dots = run.requests.map(({ at }) => xOf(scale, at));
  const found: Dimension[] = [];
  for (const window of run.windows) {
    const from = xOf(scale, window.from) + afterDot(clicks, window.from);
    const to = xOf(scale, window.to) - afterDot(clicks, window.to);
    const text = window.to === null ? texts('value.noEnd') : duration(window.to - window.from);
    if (to - from >= SHORTEST_ARROW)
      found.push(dimension(window.state, { from, to }, text, scale, dots, measure(text, size, 600)));
  }
  const last = clicks.at(-1) ?? 0;
  const until = run.states.find((piece) => piece.to !== null && piece.to > last)?.to ?? null;
  const pinged = run.requests.some((request) => request.kind === 'ping');
  if (until !== null && until <= scale.focus && !pinged) {
    const text = texts('idle.span', { span: duration(until - last) });
    const arrow = { from: xOf(scale, last) + 9, to: xOf(scale, until) - 3 };
    const idle = dimension('idle', arrow, text, scale, [], measure(text, size, 400));
    if (idle.place === 'inside' || idle.to - idle.from > 24) found.push(idle);
  }
  return withoutCollisions(found);
}

function dimension(
  kind: Dimension['kind'],
  { from, to }: Stretch,
  text: string,
  scale: Scale,
  dots: readonly number[],
  textWidth: number,
): Dimension {
  const room = withoutBreaks(scale, from, to)
    .flatMap((side) => withoutDots(side, dots))
    .find((side) => side.to - side.from >= textWidth + 28);
  if (room) {
    return { kind, from, to, text, textX: (room.from + room.to) / 2, textWidth, place: 'inside' };
  }
  const textX = Math.min(scale.end - textWidth / 2, Math.max(scale.start + textWidth / 2, (from + to) / 2));
  return { kind, from, to, text, textX, textWidth, place: 'above' };
}

/** Windows come first; a length above its arrow gives way to one that stands there already. */
function withoutCollisions(dimensions: readonly Dimension[]): Dimension[] {
  const taken: { left: number; right: number }[] = [];
  return dimensions.map((one) => {
    if (one.place !== 'above') return one;
    const left = one.textX - one.textWidth / 2 - 4;
    const right = one.textX + one.textWidth / 2 + 4;
    if (taken.some((other) => left < other.right && right > other.left)) return { ...one, place: 'none' };
    taken.push({ left, right });
    return one;
  });
}

function afterDot(clicks: readonly Seconds[], at: Seconds | null): number {
  return at !== null && clicks.includes(at) ? 9 : 3;
}

/** The breaks cut through every row: what is left of a stretch between them, from left to right. */
function withoutBreaks(scale: Scale, from: number, to: number): Stretch[] {
  const sides: Stretch[] = [];
  let left = from;
  for (const column of scale.columns) {
    if (column.breakStart > left) sides.push({ from: left, to: Math.min(to, column.breakStart) });
    left = Math.max(left, column.left);
    if (left >= to) return sides;
  }
  return [...sides, { from: left, to }];
}

/** Clicks and pings stand on the arrow: what is left of a stretch between them, from left to right. */
function withoutDots(stretch: Stretch, dots: readonly number[]): Stretch[] {
  const inside = dots.filter((x) => x > stretch.from && x < stretch.to).sort((a, b) => a - b);
  const starts = [stretch.from, ...inside.map((x) => x + DOT_ROOM)];
  const ends = [...inside.map((x) => x - DOT_ROOM), stretch.to];
  return starts.map((from, i) => ({ from, to: ends[i]! }));
}

function stateWords(texts: Texts, state: UserState): string[][] {
  return texts(`strip.${state}`)
    .split('|')
    .map((choice) => choice.split(' / '));
}

function widthOf(lines: readonly string[], measure: Measure, size: number): number {
  return Math.max(0, ...lines.map((line) => measure(line, size, 600)));
}

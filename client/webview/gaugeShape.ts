import type { Clock, Lane, Piece, Request, Seconds } from '../../server/src/session/clocks';
import type { Measure } from './measure';
import type { Scale } from './scale';
import { timeAt, xOf } from './scale';

/** A clock drawn as a fuel gauge: height is the share of life left (docs/reference/timeline.md, Gauges). */
export interface GaugeShape {
  /** SVG paths: the filled area, its upper line, the flat dotted line over many renewals beyond the break. */
  readonly area: string;
  readonly line: string;
  readonly crowd: string;
  readonly marks: readonly Mark[];
  readonly ends: readonly End[];
  /** Stretches where the clock has nothing left. */
  readonly gone: readonly Stretch[];
  /** The half line, for clocks that renew in their second half only. */
  readonly half: Stretch | null;
}

/** A click on a clock: solid where it started the clock again, hollow where it did not. */
export interface Mark {
  readonly at: Seconds;
  readonly x: number;
  readonly y: number;
  readonly renewed: boolean;
}

export interface End {
  readonly at: Seconds;
  readonly x: number;
  /** Pixels by which the end may come later than said. */
  readonly late: number;
  readonly label: {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly anchor: 'start' | 'end';
  } | null;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Vertical place of a gauge: full at `full`, gone at `base`. */
export interface GaugeBox {
  readonly full: number;
  readonly base: number;
}

export interface GaugeText {
  readonly time: (t: Seconds) => string;
  readonly measure: Measure;
  readonly size: number;
}

/** More renewals than this beyond the break are one block, not a comb. */
const MOST_FAR_PIECES = 2;
/** So many deaths and restarts (a pool that stops between two pings) are one block as well. */
const MOST_LIVES = 40;

export function gaugeShape(
  clock: Clock,
  lane: Lane,
  requests: readonly Request[],
  scale: Scale,
  box: GaugeBox,
  texts: GaugeText,
): GaugeShape {
  const y = (level: number) => round(box.base - level * (box.base - box.full));
  const lives = livesOf(lane.pieces);
  if (lives.length > MOST_LIVES) return blockShape(clock, lane, lives, requests, scale, box, texts);
  const area: string[] = [];
  const line: string[] = [];
  const crowd: string[] = [];
  const ends: End[] = [];
  const gone: Stretch[] = [];
  lives.forEach((life, index) => {
    const from = xOf(scale, life[0]!.from);
    const last = life.at(-1)!;
    // What has not ended when the run does goes on: a clock without an end, a worker that keeps running.
    const forever = index === lives.length - 1 && !lane.ends.some((one) => one.at === last.to);
    const to = forever ? scale.end : xOf(scale, last.to);
    const far = life.findIndex((piece) => piece.from >= scale.focus);
    const crowded = far >= 0 && life.length - far > MOST_FAR_PIECES;
    const drawn = crowded ? life.slice(0, far) : life;
    const points = drawn.flatMap((piece) => pointsOf(piece, scale, crowded ? scale.focus : Number.POSITIVE_INFINITY));
    if (forever && !crowded) points.push({ x: scale.end, level: last.level1 });
    const path = points.map((p) => `L${round(p.x)} ${y(p.level)}`).join('');
    const rest = crowded ? Math.max(points.at(-1)?.x ?? from, from) : to;
    if (points.length) {
      const open = crowded || forever;
      area.push(`M${round(from)} ${box.base}${path}L${round(rest)} ${box.base}Z`);
      line.push(`M${round(from)} ${box.base}${path}${open ? '' : `L${round(to)} ${box.base}`}`);
    }
    if (crowded) {
      area.push(`M${round(rest)} ${box.base}V${box.full}H${round(to)}V${box.base}Z`);
      crowd.push(`M${round(rest)} ${box.full}H${round(to)}${forever ? '' : `V${box.base}`}`);
    }
    if (forever) return;
    const next = lives[index + 1]?.[0]?.from;
    const nextX = next === undefined ? scale.end : xOf(scale, next);
    ends.push(endOf(clock, life, to, scale, nextX, box, texts));
    if (nextX > to) gone.push({ from: to, to: nextX });
  });
  return {
    area: area.join(''),
    line: line.join(''),
    crowd: crowd.join(''),
    marks: marksOf(lane, requests, scale, y),
    ends,
    gone,
    half:
      clock.restart.on === 'secondHalf' && typeof clock.length === 'number' && lives.length > 0
        ? halfLine(lives, scale, lane)
        : null,
  };
}

/** Too many lives to tell apart: where the clock comes and goes, and when it is gone for good. */
function blockShape(
  clock: Clock,
  lane: Lane,
  lives: readonly Piece[][],
  requests: readonly Request[],
  scale: Scale,
  box: GaugeBox,
  texts: GaugeText,
): GaugeShape {
  const from = round(xOf(scale, lives[0]![0]!.from));
  const last = lives.at(-1)!;
  const ended = lane.ends.some((one) => one.at === last.at(-1)!.to);
  const to = round(ended ? xOf(scale, last.at(-1)!.to) : scale.end);
  return {
    area: `M${from} ${box.base}V${box.full}H${to}V${box.base}Z`,
    line: `M${from} ${box.base}V${box.full}`,
    crowd: `M${from} ${box.full}H${to}${ended ? `V${box.base}` : ''}`,
    marks: marksOf(lane, requests, scale, () => box.full),
    ends: ended ? [endOf(clock, last, to, scale, scale.end, box, texts)] : [],
    gone: ended ? [{ from: to, to: scale.end }] : [],
    half: null,
  };
}

/** Share of life left at `t`, or null when the clock does not run then. */
export function levelAt(pieces: readonly Piece[], t: Seconds): number | null {
  for (const piece of pieces) {
    if (t < piece.from || t >= piece.to) continue;
    return piece.level0 + ((piece.level1 - piece.level0) * (t - piece.from)) / (piece.to - piece.from);
  }
  return null;
}

/** Pieces that follow each other without a hole are one life; after a loss the next request starts another. */
function livesOf(pieces: readonly Piece[]): Piece[][] {
  const lives: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.to <= piece.from) continue;
    const life = lives.at(-1);
    if (life && life.at(-1)!.to === piece.from) life.push(piece);
    else lives.push([piece]);
  }
  return lives;
}

/** A piece is straight in time; on the axis it bends where the scale does. */
function pointsOf(piece: Piece, scale: Scale, until: Seconds): { x: number; level: number }[] {
  const to = Math.min(piece.to, Math.max(piece.from, until));
  const level = (t: Seconds) =>
    piece.level0 + ((piece.level1 - piece.level0) * (t - piece.from)) / (piece.to - piece.from);
  const bends = scale.knots.map((knot) => knot.at).filter((at) => at > piece.from && at < to);
  return [piece.from, ...bends, to].map((t) => ({ x: xOf(scale, t), level: level(t) }));
}

function marksOf(lane: Lane, requests: readonly Request[], scale: Scale, y: (level: number) => number): Mark[] {
  const starts = new Set(lane.pieces.map((piece) => piece.from));
  return requests.flatMap((request): Mark[] => {
    if (request.kind !== 'click' || request.at === 0) return [];
    const x = xOf(scale, request.at);
    if (starts.has(request.at)) return [{ at: request.at, x, y: y(1), renewed: true }];
    const level = levelAt(lane.pieces, request.at);
    return request.kept.includes(lane.id) && level !== null ? [{ at: request.at, x, y: y(level), renewed: false }] : [];
  });
}

function endOf(
  clock: Clock,
  life: readonly Piece[],
  x: number,
  scale: Scale,
  nextX: number,
  box: GaugeBox,
  texts: GaugeText,
): End {
  const last = life.at(-1)!;
  const at = last.to;
  const late = clock.uncertainty > 0 ? xOf(scale, at + clock.uncertainty) - x : 0;
  // A column's own head names its time; a label beside it would stand in the break.
  if (at > scale.focus) return { at, x, late, label: null };
  const text = texts.time(at);
  const width = texts.measure(text, texts.size, 600);
  const gap = 6 + late;
  if (Math.min(scale.focusEnd, nextX) - x >= width + gap + 2) {
    return { at, x, late, label: { text, x: x + gap, y: box.base - 4, anchor: 'start' } };
  }
  // No room to the right: inside the area of a clock that was cut short, or above a line that has fallen far enough.
  const left = x - 5 - width;
  const levelThere = levelAt(life, timeAt(scale, left)) ?? 0;
  const tall = box.base - box.full;
  const inside = (1 - last.level1) * tall < tall - texts.size - 6;
  const above = (1 - levelThere) * tall > texts.size;
  if (left < xOf(scale, last.from) || (!inside && !above)) return { at, x, late, label: null };
  const y = inside ? box.base - 4 : box.full + texts.size * 0.75;
  return { at, x, late, label: { text, x: x - 5, y, anchor: 'end' } };
}

function halfLine(lives: Piece[][], scale: Scale, lane: Lane): Stretch {
  return { from: xOf(scale, lives[0]![0]!.from), to: xOf(scale, lane.ends.at(-1)?.at ?? null) };
}

/** Half a tenth of a pixel is nobody's business, and paths stay short. */
export function round(px: number): number {
  return Math.round(px * 10) / 10;
}

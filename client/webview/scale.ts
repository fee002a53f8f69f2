import type { Seconds } from '../../server/src/session/clocks';

/**
 * The time axis: everything a person must compare lies in one linear segment, everything later in labelled columns
 * behind a visible break (docs/reference/timeline.md, Scale). 29 hours and 180 days are milestones, not lengths.
 */
export interface Scale {
  /** Pixels of time zero and of the right edge. */
  readonly start: number;
  readonly end: number;
  /** The linear segment is [0, focus] seconds on [start, focusEnd] pixels. */
  readonly focus: Seconds;
  readonly focusEnd: number;
  readonly columns: readonly Column[];
  /** Knots of the piecewise linear map, strictly increasing in both. */
  readonly knots: readonly { readonly at: Seconds; readonly x: number }[];
}

export interface Column {
  /** First and last instant of the cluster. */
  readonly low: Seconds;
  readonly high: Seconds;
  /** Pixels: the break, then the column. */
  readonly breakStart: number;
  readonly left: number;
  readonly right: number;
}

export interface ScaleOptions {
  readonly start: number;
  readonly end: number;
  readonly columnWidth: number;
  readonly breakWidth: number;
  /** Pixels kept free after the last near event for its label. */
  readonly room: number;
  /** Show at least this much in the linear segment: it must not shrink under a drag. */
  readonly atLeast?: Seconds;
}

export interface Clusters {
  readonly near: readonly Seconds[];
  readonly far: readonly { readonly low: Seconds; readonly high: Seconds }[];
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86400;
/** Columns never take more than this share of the axis; beyond it neighbours share one. */
const MOST_FOR_COLUMNS = 0.5;

/**
 * Which instants are compared and which are milestones: the near ones end at the first that is later than an hour and
 * at least three times its predecessor; the far ones share a column while less than twice the column's first.
 */
export function clustersOf(instants: readonly Seconds[]): Clusters {
  const sorted = [...new Set(instants.filter((t) => Number.isFinite(t) && t > 0))].sort((a, b) => a - b);
  const near: Seconds[] = [];
  const far: { low: Seconds; high: Seconds }[] = [];
  for (const t of sorted) {
    const previous = near.at(-1);
    if (far.length === 0 && (previous === undefined || t <= HOUR || t < 3 * previous)) {
      near.push(t);
      continue;
    }
    const column = far.at(-1);
    if (column && t < 2 * column.low) column.high = t;
    else far.push({ low: t, high: t });
  }
  return { near, far };
}

export function makeScale(clusters: Clusters, options: ScaleOptions): Scale {
  const { start, breakWidth } = options;
  const end = Math.max(options.end, start + 60);
  const far = sharedColumns(clusters.far, end - start, options.columnWidth + breakWidth);
  const columnWidth = far.length
    ? Math.min(options.columnWidth, ((end - start) * MOST_FOR_COLUMNS) / far.length - breakWidth)
    : 0;
  const focusEnd = end - far.length * (columnWidth + breakWidth);
  const lastNear = clusters.near.at(-1) ?? HOUR;
  const room = Math.min(options.room, (focusEnd - start) / 2);
  const needed = (lastNear * (focusEnd - start)) / (focusEnd - start - room);
  const firstFar = far[0];
  const focus = firstFar
    ? Math.min(Math.max(needed, options.atLeast ?? 0), (lastNear + firstFar.low) / 2)
    : Math.max(needed, options.atLeast ?? 0);
  const columns = far.map(({ low, high }, i) => {
    const breakStart = focusEnd + i * (columnWidth + breakWidth);
    return { low, high, breakStart, left: breakStart + breakWidth, right: breakStart + breakWidth + columnWidth };
  });
  const knots = [
    { at: 0, x: start },
    { at: focus, x: focusEnd },
  ];
  for (const { low, high, left, right } of columns) {
    const width = right - left;
    if (low === high) knots.push({ at: low, x: left + width / 2 });
    else knots.push({ at: low, x: left + width / 4 }, { at: high, x: right - width / 4 });
  }
  const last = columns.at(-1);
  if (last) knots.push({ at: last.high * 1.5, x: end });
  return { start, end, focus, focusEnd, columns, knots };
}

/** Pixel of an instant; `null` is never, the right edge. Later than the axis: the right edge too. */
export function xOf(scale: Scale, at: Seconds | null): number {
  if (at === null) return scale.end;
  const { knots } = scale;
  let i = 1;
  while (i < knots.length - 1 && at > knots[i]!.at) i++;
  const a = knots[i - 1]!;
  const b = knots[i]!;
  const x = a.x + ((at - a.at) / (b.at - a.at)) * (b.x - a.x);
  return Math.max(scale.start, Math.min(scale.end, x));
}

/** Instant of a pixel: the exact inverse of {@link xOf} on the axis. Not rounded. */
export function timeAt(scale: Scale, x: number): Seconds {
  const { knots } = scale;
  const px = Math.max(scale.start, Math.min(scale.end, x));
  let i = 1;
  while (i < knots.length - 1 && px > knots[i]!.x) i++;
  const a = knots[i - 1]!;
  const b = knots[i]!;
  return a.at + ((px - a.x) / (b.x - a.x)) * (b.at - a.at);
}

/** The last instant the axis can show. */
export function lastOf(scale: Scale): Seconds {
  return Math.floor(scale.knots.at(-1)!.at);
}

/** The step a pointer moves in at `t`: 30 s where that can be aimed at, whole hours and days behind a break. */
export function stepAt(scale: Scale, t: Seconds): Seconds {
  if (t > scale.focus) return t < 2 * DAY ? HOUR : DAY;
  const perPixel = scale.focus / (scale.focusEnd - scale.start);
  const steps = [30, MINUTE, 5 * MINUTE, 30 * MINUTE, HOUR, 6 * HOUR];
  return steps.find((step) => step >= perPixel) ?? DAY;
}

/** The instant a pointer at `x` means. */
export function snappedTimeAt(scale: Scale, x: number): Seconds {
  const t = timeAt(scale, x);
  const step = stepAt(scale, t);
  return Math.min(lastOf(scale), Math.max(0, Math.round(t / step) * step));
}

function sharedColumns(far: Clusters['far'], width: number, pitch: number): { low: Seconds; high: Seconds }[] {
  const columns = far.map(({ low, high }) => ({ low, high }));
  while (columns.length > 1 && columns.length * pitch > width * MOST_FOR_COLUMNS) {
    let closest = 1;
    for (let i = 2; i < columns.length; i++) {
      if (columns[i]!.low / columns[i - 1]!.high < columns[closest]!.low / columns[closest - 1]!.high) closest = i;
    }
    columns[closest - 1]!.high = columns[closest]!.high;
    columns.splice(closest, 1);
  }
  return columns;
}

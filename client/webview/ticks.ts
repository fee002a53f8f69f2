import type { Seconds } from '../../server/src/session/clocks';
import type { Measure } from './measure';
import type { Scale } from './scale';
import { xOf } from './scale';

/** A line of the grid, with a name on the axis band where there is room for one. */
export interface Tick {
  readonly at: Seconds;
  readonly x: number;
  readonly label: TickLabel | null;
}

export interface TickLabel {
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Where its letters start and end. */
  readonly left: number;
  readonly right: number;
  /** Pixel the anchor stands on. */
  readonly x: number;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86400;
const STEPS = [
  ...[5, 10, 30],
  ...[1, 5, 10, 30].map((n) => n * MINUTE),
  ...[1, 2, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 30, 90, 365, 3650].map((n) => n * DAY),
];
/** More lines than this are texture, not a grid. */
const MOST_LINES = 8;
/** Pixels between two names. */
const APART = 8;

/** Grid and names of the axis: round steps in the linear segment, one per column behind it. Names never touch. */
export function ticksOf(scale: Scale, signIn: string, measure: Measure, size: number): Tick[] {
  const columns = scale.columns.map((column): Tick => {
    const x = xOf(scale, column.low);
    const both = column.low === column.high ? null : columnRange(column.low, column.high);
    const room = column.right - column.left + (column.left - column.breakStart) - APART / 2;
    const text = both && measure(both, size, 400) <= room ? both : spanText(column.low);
    const centre = (column.left + column.right) / 2;
    return { at: column.low, x, label: labelAt(text, centre, 'middle', measure, size, scale.end) };
  });
  const firstColumn = columns[0]?.label?.left ?? scale.end + APART;
  const step = STEPS.find((s) => scale.focus / s <= MOST_LINES) ?? STEPS.at(-1)!;
  const origin = labelAt(signIn, scale.start, 'start', measure, size, scale.end);
  const ticks: Tick[] = [{ at: 0, x: scale.start, label: origin }];
  const every = labelEvery(scale, step, measure, size);
  let free = origin.right + APART;
  for (let k = 1; k * step <= scale.focus; k++) {
    const at = k * step;
    const x = xOf(scale, at);
    const label = labelAt(spanText(at), x, 'middle', measure, size, scale.end);
    const fits =
      k % every === 0 &&
      label.left >= free &&
      label.right + APART <= firstColumn &&
      label.right <= scale.focusEnd + (columns.length ? -2 : 0);
    if (fits) free = label.right + APART;
    ticks.push({ at, x, label: fits ? label : null });
  }
  return [...ticks, ...columns];
}

/** Every how many lines a name fits, whatever their widths. */
function labelEvery(scale: Scale, step: Seconds, measure: Measure, size: number): number {
  const perStep = xOf(scale, step) - scale.start;
  let widest = 0;
  for (let at = step; at <= scale.focus; at += step) widest = Math.max(widest, measure(spanText(at), size, 400));
  return Math.max(1, Math.ceil((widest + APART) / perStep));
}

function labelAt(
  text: string,
  x: number,
  anchor: TickLabel['anchor'],
  measure: Measure,
  size: number,
  end: number,
): TickLabel {
  const width = measure(text, size, 400);
  const left = anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width;
  if (left + width > end) return { text, anchor: 'end', left: end - width, right: end, x: end };
  return { text, anchor, left, right: left + width, x };
}

function columnRange(low: Seconds, high: Seconds): string {
  const a = spanText(low);
  const b = spanText(high);
  if (a === b) return a;
  const [amount, unit] = a.split('\u00a0');
  return unit === b.split('\u00a0')[1] ? `${amount}–${b}` : `${a}–${b}`;
}

/** `30 s`, `10 min`, `29 h`, `180 d`, `10 y`: an axis needs the size of a number, the readout has its digits. */
export function spanText(t: Seconds): string {
  const [value, unit] =
    t < MINUTE || (t < 10 * MINUTE && t % MINUTE !== 0)
      ? [t, 's']
      : t < HOUR || (t < 2 * HOUR && t % HOUR !== 0)
        ? [t / MINUTE, 'min']
        : t < 2 * DAY
          ? [t / HOUR, 'h']
          : t < 730 * DAY
            ? [t / DAY, 'd']
            : [t / (365 * DAY), 'y'];
  return `${Math.round(value * 10) / 10}\u00a0${unit}`;
}

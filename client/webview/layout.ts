import type { Clock, Lane, Run, Seconds } from '../../server/src/session/clocks';
import { isUnknown } from '../../server/src/session/clocks';
import { duration, timePoint } from '../../server/src/session/words';
import type { GaugeShape } from './gaugeShape';
import { gaugeShape } from './gaugeShape';
import type { Measure } from './measure';
import type { Scale } from './scale';
import { clustersOf, makeScale, xOf } from './scale';
import type { Dimension, Segment } from './strip';
import { dimensionsOf, segmentsOf } from './strip';
import type { Texts } from './texts';
import type { Tick } from './ticks';
import { ticksOf } from './ticks';
import { lengthText } from './values';

/**
 * Where everything stands, in pixels: a pure function of what is drawn and how wide it may be. The head (axis, clicks,
 * what the user has) keeps its place when many clocks make the body scroll, so each counts from its own top.
 */
export interface Layout {
  readonly width: number;
  /** 1 at a font size of 13 px. */
  readonly unit: number;
  readonly narrow: boolean;
  /** Right edge of the names beside the plot; 0 when they stand above their lanes. */
  readonly gutter: number;
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  readonly axis: number;
  readonly head: { readonly height: number; readonly clicks: Row; readonly state: Row };
  readonly body: { readonly height: number; readonly lanes: readonly LaneRow[] };
  readonly segments: readonly Segment[];
  readonly dimensions: readonly Dimension[];
  readonly kills: readonly Kill[];
}

export interface Row {
  /** The drawing. */
  readonly y: number;
  readonly height: number;
  /** Its name: beside the drawing or in a band above. */
  readonly label: { readonly y: number; readonly height: number; readonly width: number };
}

export interface LaneRow extends Row {
  readonly clock: Clock;
  readonly lane: Lane;
  readonly full: number;
  readonly base: number;
  /** null: not in play, drawn as a dashed line up to `ghostTo`. */
  readonly gauge: GaugeShape | null;
  readonly ghostTo: number;
}

/** One clock ends another: an arrow from the killer's baseline to the victim's. */
export interface Kill {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

export interface LayoutInput {
  readonly clocks: readonly Clock[];
  readonly run: Run;
  readonly width: number;
  readonly unit: number;
  readonly measure: Measure;
  readonly texts: Texts;
  /** While a click is dragged the linear segment only grows. */
  readonly focusAtLeast?: Seconds;
}

/** Names move above their lanes below this content width. */
const WIDE_FROM = 660;
const GUTTER = 238;
const WIDEST_GUTTER = 300;
const GAP_TO_AXIS = 24;

export function layoutOf({ clocks, run, width, unit, measure, texts, focusAtLeast }: LayoutInput): Layout {
  const narrow = width < WIDE_FROM * unit;
  const small = 11 * unit;
  const gutter = narrow ? 0 : gutterFor(clocks, width, unit, measure, texts);
  const start = narrow ? 10 : gutter;
  const end = width - (narrow ? 10 : 12);
  const clusters = clustersOf(instantsOf(clocks, run));
  const columnWidth = (narrow ? 40 : 56) * unit;
  const breakWidth = (narrow ? 9 : 12) * unit;
  const linear = end - start - clusters.far.length * (columnWidth + breakWidth);
  const room = roomAfter(clusters.near.at(-1) ?? 0, clocks, run, linear, (text) => measure(text, small, 600));
  const scale = makeScale(clusters, { start, end, columnWidth, breakWidth, room, atLeast: focusAtLeast });
  const axis = 26 * unit;
  const head = headRows(narrow, axis, narrow ? width : gutter - GAP_TO_AXIS * unit, unit);
  const body = bodyRows(clocks, run, { narrow, width, unit, gutter }, (clock, lane, box) =>
    gaugeShape(clock, lane, run.requests, scale, box, { time: timePoint, measure, size: small }),
  );
  const lanes = body.lanes.map((row) => ({ ...row, ghostTo: ghostEnd(row.clock, scale) }));
  return {
    width,
    unit,
    narrow,
    gutter,
    scale,
    ticks: ticksOf(scale, texts('axis.signIn'), measure, small),
    axis,
    head,
    body: { height: body.height, lanes },
    segments: segmentsOf(run.states, scale, texts, measure, small),
    dimensions: dimensionsOf(run, scale, texts, duration, measure, small),
    kills: killsOf(lanes, scale, narrow),
  };
}

/** Height at which clicks, pings and dimensions stand, in the head. */
export function clickY({ head, narrow }: Layout): number {
  return head.clicks.y + head.clicks.height / 2 + (narrow ? 4 : 0);
}

/** Wide enough for every name and length beside the widest usual value, within reason. */
function gutterFor(clocks: readonly Clock[], width: number, unit: number, measure: Measure, texts: Texts): number {
  const size = 12 * unit;
  const names = clocks.map(
    (clock) => measure(`${clock.name} `, size, 600) + measure(lengthText(clock, texts), size, 400),
  );
  const values = [texts('reason.notReached'), texts('stateValue.signedInNoData'), timePoint(28 * 3600)];
  const value = Math.max(...values.map((text) => measure(text, size, 500)));
  const wanted = 12 + Math.max(0, ...names) + 8 + value + GAP_TO_AXIS * unit + 4;
  return Math.ceil(
    Math.min(Math.max(wanted, GUTTER * unit), WIDEST_GUTTER * unit, Math.max(GUTTER * unit, width * 0.38)),
  );
}

/** Pixels after the last near event: for its label, for an uncertain end, and for a window that goes on. */
function roomAfter(
  last: Seconds,
  clocks: readonly Clock[],
  run: Run,
  linear: number,
  widthOf: (text: string) => number,
): number {
  const late = clocks.filter((clock) => run.lanes.some((lane) => lane.id === clock.id && lane.endsAt !== null));
  const tail = last > 0 ? (Math.max(0, ...late.map((clock) => clock.uncertainty)) / last) * linear : 0;
  const label = widthOf(timePoint(last)) + Math.min(tail, 40) + 16;
  const spills = run.windows.some((window) => window.to === null || window.to > last);
  return spills ? Math.max(label, linear * 0.2) : label;
}

/** Everything the axis has to show: clicks, ends, borders of windows, configured lengths. */
function instantsOf(clocks: readonly Clock[], run: Run): Seconds[] {
  return [
    ...run.requests.filter((request) => request.kind === 'click').map((request) => request.at),
    ...run.lanes.flatMap((lane) => lane.ends.map((end) => end.at)),
    ...run.states.flatMap((piece) => (piece.to === null ? [piece.from] : [piece.from, piece.to])),
    ...clocks.flatMap((clock) => (typeof clock.length === 'number' ? [clock.length] : [])),
  ];
}

function headRows(narrow: boolean, axis: number, width: number, unit: number): Layout['head'] {
  if (narrow) {
    const band = 19 * unit;
    const clicks = { y: axis + band + 4, height: 34 * unit, label: { y: axis, height: band, width } };
    const below = clicks.y + clicks.height + 3;
    const state = { y: below + band + 4, height: 36 * unit, label: { y: below, height: band, width } };
    return { clicks, state, height: state.y + state.height + 5 };
  }
  const label = (y: number, height: number) => ({ y, height, width });
  const clicks = { y: axis, height: 34 * unit, label: label(axis, 34 * unit) };
  const y = clicks.y + clicks.height + 2;
  const state = { y, height: 36 * unit, label: label(y, 36 * unit) };
  return { clicks, state, height: y + state.height + 4 };
}

function bodyRows(
  clocks: readonly Clock[],
  run: Run,
  { narrow, width, unit, gutter }: { narrow: boolean; width: number; unit: number; gutter: number },
  draw: (clock: Clock, lane: Lane, box: { full: number; base: number }) => GaugeShape,
): { height: number; lanes: Omit<LaneRow, 'ghostTo'>[] } {
  const lanes: Omit<LaneRow, 'ghostTo'>[] = [];
  let y = narrow ? 0 : 5;
  for (const clock of inOrder(clocks)) {
    const lane = run.lanes.find((candidate) => candidate.id === clock.id);
    if (!lane) continue;
    const band = narrow ? 19 * unit : 0;
    const height = laneHeight(clock, lane, narrow) * unit;
    const top = y + band + (narrow ? 4 : 0);
    const box = { full: top + 4, base: top + height };
    lanes.push({
      clock,
      lane,
      y: top,
      height,
      label: narrow ? { y, height: band, width } : { y: top, height, width: gutter - GAP_TO_AXIS * unit },
      ...box,
      gauge: lane.inPlay && lane.pieces.length > 0 ? draw(clock, lane, box) : null,
    });
    y = top + height + (narrow ? 4 : 5);
  }
  return { height: y + (narrow ? 0 : 5), lanes };
}

/** Identity, data, server; clocks that seldom count come last. Never by run: lanes must not jump. */
function inOrder(clocks: readonly Clock[]): Clock[] {
  const rank = (clock: Clock) => {
    if (clock.needsRemember || clock.inert !== undefined) return 3;
    return clock.role === 'identity' ? 0 : clock.role === 'data' ? 1 : 2;
  };
  return [...clocks].sort((a, b) => rank(a) - rank(b));
}

function laneHeight(clock: Clock, lane: Lane, narrow: boolean): number {
  const server = clock.role === 'server';
  const seldom = clock.needsRemember || clock.inert !== undefined || clock.restart.on === 'workerStart';
  if (!narrow) return seldom ? 31 : server ? 34 : 46;
  if (!lane.inPlay) return 12;
  return seldom ? 24 : server ? 26 : 40;
}

function ghostEnd(clock: Clock, scale: Scale): number {
  // Room for the question mark that stands where the end would.
  if (isUnknown(clock.length)) return scale.focusEnd - 18;
  if (clock.length === null) return scale.end;
  return xOf(scale, clock.length);
}

function killsOf(lanes: readonly LaneRow[], scale: Scale, narrow: boolean): Kill[] {
  // The names between narrow lanes hide what passes under them: there the point stands inside the victim.
  const tip = (row: LaneRow) => (narrow ? row.base - 9 : row.base);
  const drawn = new Set<string>();
  return lanes.flatMap((victim) =>
    victim.lane.ends.flatMap(({ at, causes }) => {
      const place = `${victim.clock.id} ${Math.round(xOf(scale, at) / 8)}`;
      if (causes.includes(victim.clock.id) || drawn.has(place)) return [];
      drawn.add(place);
      const killers = lanes.filter((row) => row.gauge && causes.includes(row.clock.id));
      return killers.map((killer) => ({ x: xOf(scale, at), from: killer.base, to: tip(victim) }));
    }),
  );
}

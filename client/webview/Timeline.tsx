import { useMemo, useRef } from 'preact/hooks';
import type { ClockId, Model, Run, Scenario, Seconds } from '../../server/src/session/clocks';
import { stateAt } from '../../server/src/session/consequence';
import { timePoint } from '../../server/src/session/words';
import { Gauge, GaugeEnds } from './Gauge';
import { levelAt } from './gaugeShape';
import { HeadLabels, Lanes } from './Lanes';
import type { Layout } from './layout';
import type { Measure } from './measure';
import { Breaks, DimensionLabels, Dimensions, Ground, Pings, StateLabels, StateStrip, stemsPath } from './PlotHead';
import type { Scale } from './scale';
import { lastOf, snappedTimeAt, stepAt, xOf } from './scale';
import type { Change } from './state';
import { changesOf } from './state';
import type { Texts } from './texts';

export interface TimelineProps {
  readonly model: Model;
  readonly run: Run;
  readonly scenario: Scenario;
  readonly layout: Layout;
  readonly at: Seconds;
  readonly card: ClockId | null;
  readonly measure: Measure;
  readonly texts: Texts;
  readonly change: (change: Change) => void;
  /** A click is dragged: the axis must not shrink under it. */
  readonly hold: (focus: Seconds | null) => void;
  readonly openSource: (link: string, toSide: boolean) => void;
}

/** More clocks than this scroll under a head that stays. */
const MOST_WITHOUT_SCROLL = 9;
const MINUTE = 60;

/** The plot: one column of time, one row per clock, and a flag that asks "and now?". */
export function Timeline(props: TimelineProps) {
  const { model, run, scenario, layout, at, card, measure, texts, change, openSource } = props;
  const { head, body, width, scale } = layout;
  const pointer = usePointer(props);
  const guide = useRef<HTMLDivElement>(null);
  const ground = useMemo(() => <HeadGround layout={layout} run={run} scenario={scenario} texts={texts} />, [layout]);
  const bodyGround = useMemo(() => <BodyGround layout={layout} run={run} scenario={scenario} />, [layout]);
  const headText = useMemo(() => <HeadText layout={layout} />, [layout]);
  const ends = useMemo(() => body.lanes.map((row) => <GaugeEnds key={row.clock.id} row={row} />), [layout]);
  const clicks = useMemo(() => <Clicks {...props} />, [layout, scenario]);
  const x = xOf(scale, at);
  return (
    <section
      class={`plot ${layout.narrow ? 'narrow' : ''}`}
      aria-label={texts('page.timeline')}
      onKeyDown={(event) => {
        if (event.key !== '+') return;
        change({ type: 'addClick', at });
        event.preventDefault();
      }}
    >
      <div class={`scroll ${body.lanes.length + 2 > MOST_WITHOUT_SCROLL ? 'many' : ''}`}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: what the pointer does here, the sliders inside do by key */}
        <div
          class="canvas"
          style={{ height: `${head.height + body.height}px` }}
          onPointerDown={pointer.down}
          onPointerMove={(event) => {
            pointer.move(event);
            showGuide(guide.current, event, layout);
          }}
          onPointerUp={pointer.up}
          onPointerCancel={pointer.up}
          onPointerLeave={() => showGuide(guide.current, null, layout)}
          onDblClick={(event) => pointer.double(event)}
        >
          <Lanes
            layout={layout}
            clocks={model.clocks}
            run={run}
            at={at}
            locale={model.locale}
            texts={texts}
            card={card}
            openCard={(clock) => change({ type: 'card', clock })}
            openSource={openSource}
          />
          <div class="head" style={{ height: `${head.height}px` }}>
            <svg width={width} height={head.height} role="presentation" direction="ltr">
              <Patterns />
              {ground}
              <AxisNames layout={layout} at={at} measure={measure} texts={texts} />
              <line class="playhead" x1={x} x2={x} y1={layout.axis - 4} y2={head.height} />
              {headText}
              {clicks}
              <Flag {...props} />
            </svg>
            <HeadLabels layout={layout} run={run} at={at} texts={texts} />
          </div>
          <svg width={width} height={body.height} role="presentation" direction="ltr">
            {bodyGround}
            <line class="playhead" x1={x} x2={x} y1={0} y2={body.height} />
            {ends}
            {body.lanes.map((row) => {
              const level = row.gauge && levelAt(row.lane.pieces, at);
              if (level === null) return null;
              const y = row.base - level * (row.base - row.full);
              return <circle key={row.clock.id} class="reading" cx={x} cy={y} r={3} />;
            })}
          </svg>
          <div class="guide" ref={guide} aria-hidden="true" />
        </div>
      </div>
    </section>
  );
}

type GroundProps = Pick<TimelineProps, 'layout' | 'run' | 'scenario' | 'texts'>;

function HeadGround({ layout, run, scenario, texts }: GroundProps) {
  const { head, axis, width, narrow } = layout;
  const middle = clickY(layout);
  return (
    <>
      <Ground layout={layout} run={run} top={axis} height={head.height} />
      <path class="stem" d={stemsPath(layout, scenario.clicks, middle, () => head.height)} />
      <path class="walk" d={`M${layout.scale.start} ${middle}H${xOf(layout.scale, scenario.clicks.at(-1) ?? 0)}`} />
      <Dimensions layout={layout} />
      <Pings run={run} layout={layout} />
      <StateStrip layout={layout} texts={texts} />
      <Breaks layout={layout} top={axis} height={head.height} offset={axis} />
      <path class="rule" d={`M0 ${axis - 0.5}H${width}${narrow ? '' : `M0 ${head.height - 0.5}H${width}`}`} />
    </>
  );
}

function BodyGround({ layout, run, scenario }: Omit<GroundProps, 'texts'>) {
  const { head, body, scale, narrow } = layout;
  const bottom = (at: Seconds) => {
    const touched = body.lanes.filter((row) => row.gauge?.marks.some((mark) => mark.at === at));
    return touched.at(-1)?.base ?? 0;
  };
  return (
    <>
      <Ground layout={layout} run={run} top={0} height={body.height} />
      <path class="stem" d={stemsPath(layout, scenario.clicks.slice(1), 0, bottom)} />
      {body.lanes.map((row) => (
        <Gauge key={row.clock.id} row={row} start={scale.start} end={scale.end} narrow={narrow} />
      ))}
      <Breaks layout={layout} top={0} height={body.height} offset={head.height} />
      {layout.kills.map((kill) => (
        <g key={`${kill.x} ${kill.from}`} class="kill">
          <path class="shaft" d={`M${kill.x} ${kill.from}V${kill.to + (kill.to < kill.from ? 8 : -8)}`} />
          <path
            class="point"
            d={`M${kill.x - 4} ${kill.to + (kill.to < kill.from ? 8 : -8)}h8l-4 ${kill.to < kill.from ? -7 : 7}z`}
          />
        </g>
      ))}
    </>
  );
}

function HeadText({ layout }: { readonly layout: Layout }) {
  return (
    <>
      <StateLabels layout={layout} />
      <DimensionLabels layout={layout} />
    </>
  );
}

function Patterns() {
  return (
    <defs>
      <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-ground" width="7" height="7" />
        <line class="hatch" x1="1" x2="1" y1="0" y2="7" />
      </pattern>
      <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="dots-ground" width="6" height="6" />
        <circle class="dots" cx="2" cy="2" r="1.1" />
        <circle class="dots" cx="5" cy="5" r="1.1" />
      </pattern>
    </defs>
  );
}

interface FlagBox {
  readonly text: string;
  readonly left: number;
  readonly width: number;
}

function flagBox(layout: Layout, at: Seconds, measure: Measure): FlagBox {
  const text = timePoint(at);
  const width = measure(text, 11 * layout.unit, 600) + 14;
  const left = Math.min(
    layout.width - 3 - width,
    Math.max(layout.scale.start - (layout.narrow ? 7 : 12), xOf(layout.scale, at) - width / 2),
  );
  return { text, left, width };
}

/** Names on the axis; the one under the flag steps aside. */
function AxisNames({ layout, at, measure, texts }: Pick<TimelineProps, 'layout' | 'at' | 'measure' | 'texts'>) {
  const flag = flagBox(layout, at, measure);
  const y = 17 * layout.unit;
  return (
    <g class="axis">
      {!layout.narrow && (
        <>
          <text class="quiet" x={12} y={y}>
            {texts('lane.head')}
          </text>
          <text class="quiet" x={layout.gutter - 24 * layout.unit} y={y} text-anchor="end">
            {texts('axis.at', { time: timePoint(at) })}
          </text>
        </>
      )}
      {layout.ticks.map(
        ({ at: tick, label }) =>
          label &&
          (label.right < flag.left - 3 || label.left > flag.left + flag.width + 3) && (
            <text key={tick} class="quiet tick" x={label.x} y={y} text-anchor={label.anchor}>
              {label.text}
            </text>
          ),
      )}
    </g>
  );
}

function Clicks({ scenario, run, model, layout, texts, change }: TimelineProps) {
  const { scale } = layout;
  const y = clickY(layout);
  const identity = new Set(model.clocks.filter((clock) => clock.role === 'identity').map((clock) => clock.id));
  const move = (index: number, to: Seconds) => change({ type: 'moveClick', index, at: to });
  return (
    <g class="clicks">
      {scenario.clicks.map((click, index) => {
        const request = run.requests.find((one) => one.at === click && one.kind === 'click');
        const renewed = request?.renewed.filter((id) => identity.has(id)) ?? [];
        const kept = request?.kept.filter((id) => identity.has(id)) ?? [];
        const name = (id: ClockId) => model.clocks.find((clock) => clock.id === id)?.name ?? id;
        const effect = [
          ...renewed.map((id) => texts('click.renews', { clock: name(id) })),
          ...kept.map((id) => texts('click.keeps', { clock: name(id) })),
        ];
        const number = texts('click.name', { number: index + 1 });
        return (
          <g key={index}>
            <circle class="dot" cx={xOf(scale, click)} cy={y} r={6.5} />
            <circle
              class={`grip ${index === 0 ? 'fixed' : ''}`}
              data-click={index}
              data-at={click}
              tabindex={0}
              role="slider"
              aria-label={index === 0 ? texts('click.signIn') : number}
              aria-description={index === 0 ? undefined : texts('click.keys')}
              aria-readonly={index === 0}
              aria-valuemin={0}
              aria-valuemax={Math.max(lastOf(scale), click)}
              aria-valuenow={click}
              aria-valuetext={[timePoint(click), ...(index === 0 ? [] : effect)].join(', ')}
              cx={xOf(scale, click)}
              cy={y}
              r={12}
              onKeyDown={(event) => {
                const step = event.shiftKey ? 10 : MINUTE;
                if (event.key === 'ArrowRight' || event.key === 'ArrowUp') move(index, click + step);
                else if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') move(index, click - step);
                else if ((event.key === 'Delete' || event.key === 'Backspace') && index > 0) {
                  const previous = event.currentTarget.parentElement?.previousElementSibling;
                  change({ type: 'removeClick', index });
                  previous?.querySelector<SVGElement>('.grip')?.focus();
                } else return;
                event.preventDefault();
              }}
            />
          </g>
        );
      })}
    </g>
  );
}

/** The playhead's handle: a slider over the whole axis. */
function Flag({ layout, run, at, measure, texts, change }: TimelineProps) {
  const { scale, axis, unit } = layout;
  const x = xOf(scale, at);
  const flag = flagBox(layout, at, measure);
  const state = stateAt(run, at);
  const height = 18 * unit;
  return (
    <g
      class="flag"
      tabindex={0}
      role="slider"
      aria-label={texts('playhead.name')}
      aria-description={texts('playhead.keys')}
      aria-valuemin={0}
      aria-valuemax={lastOf(scale)}
      aria-valuenow={at}
      aria-valuetext={`${timePoint(at)}: ${texts(`state.${state}`)}`}
      onKeyDown={(event) => {
        const next = timeAfterKey(event.key, event.shiftKey, at, scale, run);
        if (next === null) return;
        change({ type: 'playhead', at: Math.min(next, lastOf(scale)) });
        event.preventDefault();
      }}
    >
      <rect class="hit" x={flag.left - 2} y={0} width={flag.width + 4} height={axis} />
      <rect class="cloth" x={flag.left} y={3} width={flag.width} height={height} rx={4} />
      <path class="cloth" d={`M${x - 4} ${3 + height - 0.5}h8l-4 4z`} />
      <text x={flag.left + flag.width / 2} y={17 * unit - 0.5} text-anchor="middle">
        {flag.text}
      </text>
    </g>
  );
}

/** Where a key takes the playhead from `at`; null: the key means nothing here. */
export function timeAfterKey(key: string, shift: boolean, at: Seconds, scale: Scale, run: Run): Seconds | null {
  const far = at > scale.focus;
  const coarse = far ? stepAt(scale, at) : MINUTE;
  const step = shift ? (far ? coarse / 6 : 10) : coarse;
  const changes = changesOf(run);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return at + step;
    case 'ArrowLeft':
    case 'ArrowDown':
      // From the first step behind a break back to where the linear segment ends.
      return Math.max(far && at - step < scale.focus ? Math.floor(scale.focus / MINUTE) * MINUTE : 0, at - step);
    case 'PageDown':
      return changes.find((t) => t > at) ?? at;
    case 'PageUp':
      return changes.findLast((t) => t < at) ?? at;
    case 'Home':
      return 0;
    case 'End':
      return changes.at(-1) ?? at;
    default:
      return null;
  }
}

function clickY(layout: Layout): number {
  return layout.head.clicks.y + layout.head.clicks.height / 2 + (layout.narrow ? 4 : 0);
}

interface Drag {
  /** Index of the click in hand; null: the playhead. */
  readonly click: number | null;
  /** Pixels between the pointer and the middle of what it holds. */
  readonly off: number;
  readonly scale: Scale;
  readonly left: number;
}

/** Press and drag: a click moves, anywhere else the playhead follows. Moves are gathered per frame. */
function usePointer({ layout, change, hold }: TimelineProps) {
  const drag = useRef<Drag | null>(null);
  const frame = useRef(0);
  const lastX = useRef(0);
  const follow = (holding: Drag) => {
    const at = snappedTimeAt(holding.scale, lastX.current - holding.left - holding.off);
    if (holding.click === null) change({ type: 'playhead', at });
    else change({ type: 'moveClick', index: holding.click, at });
  };
  return {
    down(event: PointerEvent & { currentTarget: HTMLElement }) {
      const target = event.target as Element;
      if (event.button !== 0 || target.closest('.label')) return;
      const { left } = event.currentTarget.getBoundingClientRect();
      const { scale } = layout;
      const x = event.clientX - left;
      if (x < scale.start - 12) return;
      const grip = target.closest<SVGElement>('.grip');
      const click = grip ? Number(grip.dataset.click) : null;
      if (click === 0) return;
      const off = grip ? x - xOf(scale, Number(grip.dataset.at)) : 0;
      drag.current = { click, off, scale, left };
      lastX.current = event.clientX;
      event.currentTarget.setPointerCapture(event.pointerId);
      if (click === null) {
        follow(drag.current);
        event.currentTarget.querySelector<SVGElement>('.flag')?.focus({ preventScroll: true });
      } else {
        hold(scale.focus);
        grip?.focus({ preventScroll: true });
      }
      event.preventDefault();
    },
    move(event: PointerEvent) {
      if (!drag.current) return;
      lastX.current = event.clientX;
      if (frame.current) return;
      frame.current = requestAnimationFrame(() => {
        frame.current = 0;
        if (drag.current) follow(drag.current);
      });
    },
    up() {
      const held = drag.current;
      if (!held) return;
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      follow(held);
      drag.current = null;
      hold(null);
    },
    double(event: MouseEvent & { currentTarget: HTMLElement }) {
      if ((event.target as Element).closest('.label, .grip, .flag')) return;
      const box = event.currentTarget.getBoundingClientRect();
      const y = event.clientY - box.top;
      const { clicks } = layout.head;
      const x = event.clientX - box.left;
      if (y < clicks.y || y > clicks.y + clicks.height || x < layout.scale.start) return;
      change({ type: 'addClick', at: snappedTimeAt(layout.scale, x) });
    },
  };
}

/** The dotted line under the pointer: moved by hand, it is no state of the page. */
function showGuide(guide: HTMLElement | null, event: PointerEvent | null, layout: Layout): void {
  if (!guide) return;
  const canvas = guide.parentElement;
  const x = event && canvas ? event.clientX - canvas.getBoundingClientRect().left : -1;
  const on =
    x >= layout.scale.start && x <= layout.scale.end && !(event?.target as Element | null)?.closest?.('.label');
  guide.style.transform = on ? `translateX(${Math.round(x)}px)` : '';
  guide.style.visibility = on ? 'visible' : 'hidden';
}

import { useMemo, useRef } from 'preact/hooks';
import type { ClockId, Run, Scenario, Seconds } from '../../server/src/session/clocks';
import type { Model } from '../../server/src/session/model';
import { Clicks } from './Clicks';
import { Gauge, GaugeEnds } from './Gauge';
import { levelAt } from './gaugeShape';
import { HeadLabels, Lanes } from './Lanes';
import type { Layout } from './layout';
import { clickY } from './layout';
import type { Measure } from './measure';
import { AxisNames, Flag } from './Playhead';
import { Breaks, DimensionLabels, Dimensions, Ground, Pings, StateLabels, StateStrip, stemsPath } from './PlotHead';
import { showGuide, usePointer } from './pointer';
import { xOf } from './scale';
import type { Change } from './state';
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
          <div class="guide" ref={guide} style={{ top: `${layout.axis}px` }} aria-hidden="true" />
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
      <pattern id="dashes" width="9" height="8" patternUnits="userSpaceOnUse">
        <rect class="dashes-ground" width="9" height="8" />
        <path class="dashes" d="M1 2h4M5.5 6h4M-3.5 6h4" />
      </pattern>
      <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="dots-ground" width="6" height="6" />
        <circle class="dots" cx="2" cy="2" r="1.1" />
        <circle class="dots" cx="5" cy="5" r="1.1" />
      </pattern>
    </defs>
  );
}

import { isUnknown } from '../../server/src/session/clocks';
import type { Mark } from './gaugeShape';
import { round } from './gaugeShape';
import type { LaneRow } from './layout';

interface GaugeProps {
  readonly row: LaneRow;
  readonly start: number;
  readonly end: number;
  readonly narrow: boolean;
}

/** One clock, draining: area, line, half line, clicks that renewed it or did not. */
export function Gauge({ row, start, end, narrow }: GaugeProps) {
  const { gauge, base, full, clock } = row;
  if (!gauge) return <Ghost row={row} start={start} end={end} />;
  const middle = (base + full) / 2;
  return (
    <g class={`gauge ${clock.role}`} data-clock={clock.id}>
      <path class="area" d={gauge.area} />
      {gauge.gone.map((stretch) => (
        <line key={stretch.from} class="gone" x1={stretch.from} x2={stretch.to} y1={base} y2={base} />
      ))}
      <line class="base" x1={start} x2={gauge.gone[0]?.from ?? end} y1={base} y2={base} />
      {gauge.half && <line class="half" x1={gauge.half.from} x2={gauge.half.to} y1={middle} y2={middle} />}
      {gauge.half && !narrow && (
        <text class="quiet strong" x={start - 6} y={middle + 4} text-anchor="end">
          ½
        </text>
      )}
      <path class="level" d={gauge.line} />
      {gauge.crowd && <path class="level crowd" d={gauge.crowd} />}
      {gauge.ends.map((one) => (
        <g key={one.at}>
          <line class="end" x1={one.x} x2={one.x} y1={base - 9} y2={base} />
          {one.late > 0 && <path class="late" d={`M${one.x} ${base - 9}L${one.x + Math.max(one.late, 4)} ${base}`} />}
        </g>
      ))}
      <Marks marks={gauge.marks} radius={base - full > 32 ? 3.4 : 2.8} />
    </g>
  );
}

/** More than this and single marks overlap anyway: they share two paths. */
const MOST_MARKS = 20;

function Marks({ marks, radius }: { readonly marks: readonly Mark[]; readonly radius: number }) {
  if (marks.length > MOST_MARKS) {
    const circle = ({ x, y }: Mark) =>
      `M${round(x - radius)} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
    const path = (renewed: boolean) =>
      marks
        .filter((mark) => mark.renewed === renewed)
        .map(circle)
        .join('');
    return (
      <>
        <path class="mark" data-renewed="true" d={path(true)} />
        <path class="mark hollow" data-renewed="false" d={path(false)} />
      </>
    );
  }
  return (
    <>
      {marks.map(({ at, x, y, renewed }) => (
        <circle
          key={at}
          class={renewed ? 'mark' : 'mark hollow'}
          data-renewed={renewed}
          data-at={at}
          cx={x}
          cy={y}
          r={radius}
        />
      ))}
    </>
  );
}

/** The times at which a clock ends; drawn over the breaks and the playhead. */
export function GaugeEnds({ row }: { readonly row: LaneRow }) {
  return (
    <>
      {row.gauge?.ends.map(
        ({ at, label }) =>
          label && (
            <text key={at} class="halo strong" x={label.x} y={label.y} text-anchor={label.anchor}>
              {label.text}
            </text>
          ),
      )}
    </>
  );
}

function Ghost({ row, start, end }: { readonly row: LaneRow; readonly start: number; readonly end: number }) {
  const y = row.y + row.height / 2;
  return (
    <g class="ghost" data-clock={row.clock.id}>
      <path class="dashes" d={`M${start} ${y}H${row.ghostTo}`} />
      {isUnknown(row.clock.length) && (
        <text class="quiet strong" x={row.ghostTo + 5} y={y + 4}>
          ?
        </text>
      )}
      {row.ghostTo < end && !isUnknown(row.clock.length) && <path class="cap" d={`M${row.ghostTo} ${y - 5}v10`} />}
    </g>
  );
}

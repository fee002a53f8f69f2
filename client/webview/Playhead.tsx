import type { Run, Seconds } from '../../server/src/session/clocks';
import { stateAt } from '../../server/src/session/consequence';
import { timePoint } from '../../server/src/session/words';
import type { Layout } from './layout';
import type { Measure } from './measure';
import type { Scale } from './scale';
import { lastOf, stepAt, xOf } from './scale';
import type { Change } from './state';
import { changesOf } from './state';
import type { Texts } from './texts';

/** The flag of the playhead and the names of the axis it pushes aside. */
interface PlayheadProps {
  readonly layout: Layout;
  readonly at: Seconds;
  readonly measure: Measure;
  readonly texts: Texts;
}

interface FlagProps extends PlayheadProps {
  readonly run: Run;
  readonly change: (change: Change) => void;
}

const MINUTE = 60;

/** Names on the axis; the one under the flag steps aside. */
export function AxisNames({ layout, at, measure, texts }: PlayheadProps) {
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

/** The playhead's handle: a slider over the whole axis. */
export function Flag({ layout, run, at, measure, texts, change }: FlagProps) {
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

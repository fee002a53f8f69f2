import type { Run, Seconds } from '../../server/src/session/clocks';
import { round } from './gaugeShape';
import type { Layout } from './layout';
import { clickY } from './layout';
import { xOf } from './scale';
import type { Dimension, Segment } from './strip';
import type { Texts } from './texts';

/** Grid, columns behind a break, windows: what lies under every row of head and body. */
export function Ground({ layout, run, top, height }: GroundProps) {
  const { scale } = layout;
  return (
    <>
      {scale.columns.map((column) => (
        <rect
          key={column.low}
          class="far"
          x={column.left}
          y={top}
          width={column.right - column.left}
          height={height - top}
        />
      ))}
      <path class="grid" d={layout.ticks.map((tick) => `M${Math.round(tick.x) + 0.5} ${top}V${height}`).join('')} />
      {run.windows.map((window) => {
        const from = xOf(scale, window.from);
        const to = xOf(scale, window.to);
        return (
          <g key={window.from} class={`window ${window.state}`}>
            <rect class="tint" x={from} y={top} width={Math.max(1, to - from)} height={height - top} />
            <path
              class="edge"
              d={`M${round(from)} ${top}V${height}${window.to === null ? '' : `M${round(to)} ${top}V${height}`}`}
            />
          </g>
        );
      })}
    </>
  );
}

interface GroundProps {
  readonly layout: Layout;
  readonly run: Run;
  readonly top: number;
  readonly height: number;
}

const TOOTH = 9;

/** The breaks of the axis: two zig-zag lines with nothing between, through every row. `offset` is where `top` lies on the whole plot. */
export function Breaks({
  layout,
  top,
  height,
  offset,
}: {
  layout: Layout;
  top: number;
  height: number;
  offset: number;
}) {
  return (
    <g class="break">
      {layout.scale.columns.map((column) => {
        const down: string[] = [];
        const up: string[] = [];
        const first = Math.floor((offset - layout.axis) / TOOTH);
        const count = Math.ceil((height - top) / TOOTH) + 1;
        for (let i = 0; i <= count; i++) {
          const k = first + i;
          const y = round(layout.axis + k * TOOTH - offset + top);
          down.push(`${column.breakStart + (k % 2 ? 3 : 0)} ${y}`);
          up.unshift(`${column.left - (k % 2 ? 0 : 3)} ${y}`);
        }
        return (
          <g key={column.low}>
            <path class="hole" d={`M${down.join('L')}L${up.join('L')}Z`} />
            <path class="teeth" d={`M${down.join('L')}M${up.join('L')}`} />
          </g>
        );
      })}
    </g>
  );
}

/** The strip that answers the question: what the user has. */
export function StateStrip({ layout, texts }: { readonly layout: Layout; readonly texts: Texts }) {
  const { state } = layout.head;
  return (
    <>
      {layout.segments.map(({ piece, x, width }) => (
        <rect
          key={piece.from}
          class={`state ${piece.state}`}
          data-state={piece.state}
          data-from={piece.from}
          data-to={piece.to ?? 'never'}
          x={x + 0.75}
          y={state.y + 1}
          width={Math.max(0.5, width - 1.5)}
          height={state.height - 2}
          rx={3}
        >
          <title>{texts(`state.${piece.state}`)}</title>
        </rect>
      ))}
    </>
  );
}

export function StateLabels({ layout }: { readonly layout: Layout }) {
  const middle = layout.head.state.y + layout.head.state.height / 2;
  const line = 14 * layout.unit;
  return (
    <>
      {layout.segments.map((segment) => (
        <g key={segment.piece.from} class={`state-label ${segment.piece.state}`}>
          {segment.lines.length > 0 && patterned(segment) && (
            <rect
              class="pill"
              x={segment.textX - segment.textWidth / 2 - 4}
              y={middle - (segment.lines.length * line) / 2}
              width={segment.textWidth + 8}
              height={segment.lines.length * line}
              rx={2}
            />
          )}
          {segment.lines.map((text, i) => (
            <text
              key={text}
              x={segment.textX}
              y={middle + (i - (segment.lines.length - 1) / 2) * line + 4 * layout.unit}
              text-anchor="middle"
            >
              {text}
            </text>
          ))}
        </g>
      ))}
    </>
  );
}

/** How long nobody clicked, and how long a window lasts, on arrows. */
export function Dimensions({ layout }: { readonly layout: Layout }) {
  const y = clickY(layout);
  return (
    <>
      {layout.dimensions.map((one) => (
        <path key={`${one.kind}${one.from}`} class={`dimension ${one.kind}`} d={arrows(one, y)} />
      ))}
    </>
  );
}

export function DimensionLabels({ layout }: { readonly layout: Layout }) {
  const y = clickY(layout);
  return (
    <>
      {layout.dimensions.map(
        (one) =>
          one.place !== 'none' && (
            <text
              key={`${one.kind}${one.from}`}
              class={`halo dimension-label ${one.kind}`}
              x={one.textX}
              y={one.place === 'inside' ? y + 4 * layout.unit : y - 8 * layout.unit}
              text-anchor="middle"
            >
              {one.text}
            </text>
          ),
      )}
    </>
  );
}

/** Requests that no one made: hollow diamonds, or ticks where they stand too close. One path for all. */
export function Pings({ run, layout }: { readonly run: Run; readonly layout: Layout }) {
  const { scale } = layout;
  const y = clickY(layout);
  const at = run.requests.filter((r) => r.kind === 'ping' && r.at <= scale.focus).map((r) => xOf(scale, r.at));
  if (at.length === 0) return null;
  const close = at.length > 1 && at[1]! - at[0]! < 11;
  const shape = (x: number) => (close ? `M${round(x)} ${y - 3}v6` : `M${round(x - 4.5)} ${y}l4.5-4.5 4.5 4.5-4.5 4.5z`);
  return <path class="ping" data-count={at.length} d={at.map(shape).join('')} />;
}

/** A thin line from every click down to the last clock it touches. */
export function stemsPath(
  layout: Layout,
  clicks: readonly Seconds[],
  from: number,
  to: (at: Seconds) => number,
): string {
  return clicks.map((at) => `M${Math.round(xOf(layout.scale, at)) + 0.5} ${from}V${to(at)}`).join('');
}

function patterned({ piece }: Segment): boolean {
  return piece.state === 'signedInNoData' || piece.state === 'dataNoSignIn' || piece.state === 'notKnown';
}

function arrows({ from, to, place, textX, textWidth }: Dimension, y: number): string {
  const head = (x: number, side: 1 | -1) => `M${round(x + side * 4.5)} ${y - 3.5}L${round(x)} ${y}l${side * 4.5} 3.5`;
  const line =
    place === 'inside'
      ? `M${round(from)} ${y}H${round(textX - textWidth / 2 - 6)}M${round(textX + textWidth / 2 + 6)} ${y}H${round(to)}`
      : `M${round(from)} ${y}H${round(to)}`;
  return to - from < 10 ? line : line + head(from, 1) + head(to, -1);
}

import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Clock, Lane, SourceRef } from '../../server/src/session/clocks';
import { isUnknown } from '../../server/src/session/clocks';
import { timePoint } from '../../server/src/session/words';
import type { LaneRow, Layout } from './layout';
import type { TextKey, Texts } from './texts';
import { lengthText, namesOf } from './values';

interface CardProps {
  readonly row: LaneRow;
  readonly layout: Layout;
  readonly clocks: readonly Clock[];
  readonly locale: string;
  readonly texts: Texts;
  readonly openSource: (link: string, toSide: boolean) => void;
}

/** Everything about one clock: how it behaves, what ends it in this run, and every layer's say about its length. */
export function Card({ row, layout, clocks, locale, texts, openSource }: CardProps) {
  const { clock, lane } = row;
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (element.current) place(element.current, row, layout);
  });
  const behaviour = clock.note ?? texts(restartText(clock));
  return (
    <div class="card" id={`card-${clock.id}`} ref={element}>
      <p>
        <b>{clock.name}</b>, {lengthText(clock, texts)}
      </p>
      <p>{behaviour}</p>
      {isUnknown(clock.length) && <p>{texts('card.unknown', { reason: clock.length.unknown })}</p>}
      {row.gauge && lane.ends.map((end) => <p key={end.at}>{endText(clock, end, clocks, locale, texts)}</p>)}
      <table class="layers">
        <caption class="unseen">{texts('card.layers')}</caption>
        <tbody>
          {clock.sources.map((source, i) => (
            <tr key={i} class={source.status} data-status={source.status}>
              <td class="tick">
                {source.status === 'effective' && (
                  <>
                    <span aria-hidden="true">✓</span>
                    <span class="unseen">{texts('card.setHere')}</span>
                  </>
                )}
              </td>
              <th scope="row">
                {source.link === undefined ? (
                  source.label
                ) : (
                  <button
                    type="button"
                    class="link"
                    title={texts('action.open', { place: source.label })}
                    onClick={(event) => openSource(source.link!, event.ctrlKey || event.metaKey)}
                  >
                    {source.label}
                  </button>
                )}
              </th>
              <td class="text">
                {source.status === 'overridden' ? <s>{layerText(source, texts)}</s> : layerText(source, texts)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function endText(
  clock: Clock,
  end: Lane['ends'][number],
  clocks: readonly Clock[],
  locale: string,
  texts: Texts,
): string {
  const time = timePoint(end.at);
  const causes = namesOf(end.causes, clocks, locale);
  if (new Set(end.causes).size > 1) return texts('card.endsTogether', { time, causes });
  if (end.causes[0] !== clock.id) return texts('card.endedBy', { time, causes });
  if (clock.uncertainty > 0) return texts('card.endsLate', { from: time, to: timePoint(end.at + clock.uncertainty) });
  return texts('card.ends', { time });
}

function restartText(clock: Clock): TextKey {
  if (clock.restart.on !== 'secondHalf') return `restart.${clock.restart.on}`;
  return clock.restart.strict ? 'restart.secondHalfStrict' : 'restart.secondHalf';
}

function layerText(source: SourceRef, texts: Texts): string {
  if (source.text) return source.text;
  if (source.status === 'unchanged') return texts('card.noChange');
  if (source.status === 'unset') return texts('card.notSet');
  return source.status === 'blocked' ? texts('card.blocked') : '';
}

/** Beside the names where there is room, under the lane or above it, never over the axis or outside the plot. */
function place(card: HTMLElement, row: LaneRow, layout: Layout): void {
  const { label } = row;
  const laneTop = layout.head.height + label.y;
  const plot = layout.head.height + layout.body.height;
  const width = Math.min(layout.width - 24, 340 * layout.unit);
  card.style.maxWidth = `${width}px`;
  card.style.left = `${layout.narrow ? 12 : layout.gutter - 18}px`;
  const height = card.offsetHeight;
  const below = laneTop + label.height + 4;
  const above = laneTop - height - 4;
  const clamped = Math.min(below, Math.max(layout.axis, plot - height));
  // In the narrow layout the source link stands under the card's place: it must not be covered while it is pressed.
  const neither = layout.narrow ? below : clamped;
  const top = below + height <= plot ? below : above >= layout.axis ? above : neither;
  card.style.top = `${top - laneTop}px`;
}

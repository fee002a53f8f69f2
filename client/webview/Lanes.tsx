import { useRef } from 'preact/hooks';
import type { Clock, ClockId, Run, Seconds, SourceRef } from '../../server/src/session/clocks';
import { stateAt } from '../../server/src/session/consequence';
import { Card } from './Card';
import type { LaneRow, Layout, Row } from './layout';
import type { Texts } from './texts';
import type { Value } from './values';
import { clicksValue, clockValue, lengthText, stateValue } from './values';

export interface LanesProps {
  readonly layout: Layout;
  readonly clocks: readonly Clock[];
  readonly run: Run;
  readonly at: Seconds;
  readonly locale: string;
  readonly texts: Texts;
  readonly card: ClockId | null;
  readonly openCard: (clock: ClockId | null) => void;
  readonly openSource: (link: string, toSide: boolean) => void;
}

const OPENS_AFTER_MS = 300;
const CLOSES_AFTER_MS = 200;

/** Names, lengths, sources and values of the clocks: a list walked with the arrow keys, each with its card. */
export function Lanes(props: LanesProps) {
  const { layout, texts, card } = props;
  const { lanes } = layout.body;
  const entry = lanes.find((row) => row.clock.id === card) ?? lanes[0];
  return (
    // biome-ignore lint/a11y/noRedundantRoles: a list without bullets loses its role in some screen readers
    <ul class="lanes" role="list" aria-label={texts('lane.list')}>
      {lanes.map((row) => (
        <LaneItem key={row.clock.id} {...props} row={row} entry={row === entry} />
      ))}
    </ul>
  );
}

/** The two rows above the clocks: what the user did, and what the user has. */
export function HeadLabels({ layout, run, at, texts }: Pick<LanesProps, 'layout' | 'run' | 'at' | 'texts'>) {
  const state = stateAt(run, at);
  const rows: [Row, string, Value][] = [
    [layout.head.clicks, texts('lane.clicks'), clicksValue(run, at, layout.narrow, texts)],
    [layout.head.state, texts('lane.state'), stateValue(state, texts)],
  ];
  return (
    <>
      {rows.map(([row, name, value]) => (
        <div key={name} class="label" style={placed(row, 0)}>
          <div class="what">
            <div class="name" title={name}>
              <b>{name}</b>
            </div>
          </div>
          <ValueText value={value} narrow={layout.narrow} texts={texts} />
        </div>
      ))}
    </>
  );
}

function LaneItem(props: LanesProps & { readonly row: LaneRow; readonly entry: boolean }) {
  const { layout, clocks, run, at, locale, texts, card, openCard, openSource, row, entry } = props;
  const { clock, lane } = row;
  const open = card === clock.id;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const item = useRef<HTMLLIElement>(null);
  const later = (ms: number, then: () => void) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(then, ms);
  };
  const source = sourceOf(clock, texts);
  const length = lengthText(clock, texts);
  return (
    <li
      ref={item}
      class={`label ${row.gauge ? '' : 'off'} ${open ? 'open' : ''}`}
      data-lane={clock.id}
      tabIndex={entry ? 0 : -1}
      aria-describedby={open ? `card-${clock.id}` : undefined}
      style={placed(row, layout.head.height)}
      onPointerEnter={() => later(OPENS_AFTER_MS, () => openCard(clock.id))}
      onPointerLeave={() => later(CLOSES_AFTER_MS, () => !item.current?.matches(':focus-within') && openCard(null))}
      onFocusIn={() => openCard(clock.id)}
      onFocusOut={(event) => {
        if (!item.current?.contains(event.relatedTarget as Node | null)) openCard(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) {
          item.current?.focus();
          openCard(null);
        } else if (event.target !== item.current) {
          return;
        } else if (event.key === 'Enter' && source.link !== undefined) {
          openSource(source.link, event.ctrlKey || event.metaKey);
        } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          const next =
            event.key === 'ArrowDown' ? item.current?.nextElementSibling : item.current?.previousElementSibling;
          (next as HTMLElement | null)?.focus();
        } else {
          return;
        }
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div class="what">
        <div class="name" title={`${clock.name} ${length}`}>
          <b>{clock.name}</b> <span class="length">{length}</span>
        </div>
        <Source source={source} texts={texts} openSource={openSource} />
      </div>
      <ValueText value={clockValue(clock, lane, run, at, texts)} narrow={layout.narrow} texts={texts} />
      {open && <Card row={row} layout={layout} clocks={clocks} locale={locale} texts={texts} openSource={openSource} />}
    </li>
  );
}

interface Shown {
  readonly text: string;
  readonly link?: string;
}

/** The layer that won, as one line under the clock's name. */
export function sourceOf(clock: Clock, texts: Texts): Shown {
  const winner: SourceRef | undefined = clock.sources.find((source) => source.status === 'effective');
  if (!winner) return { text: texts('lane.noSource') };
  if (winner.link !== undefined) return { text: winner.label, link: winner.link };
  return { text: winner.kind === 'default' ? texts('lane.unset', { layer: winner.label }) : winner.label };
}

function Source({ source, texts, openSource }: { source: Shown; texts: Texts; openSource: LanesProps['openSource'] }) {
  const { text, link } = source;
  if (link === undefined) {
    return (
      <div class="source" title={text}>
        {text}
      </div>
    );
  }
  return (
    <div class="source">
      <button
        type="button"
        class="link"
        tabIndex={-1}
        title={texts('action.open', { place: text })}
        onClick={(event) => openSource(link, event.ctrlKey || event.metaKey)}
      >
        {text}
      </button>
    </div>
  );
}

function ValueText({ value, narrow, texts }: { value: Value; narrow: boolean; texts: Texts }) {
  const { main, small, tone } = value;
  const left = narrow && small === texts('value.left');
  return (
    <div class={`value ${tone}`}>
      {left ? texts('value.leftAfter', { time: main }) : main}
      {small && !narrow && <small>{small}</small>}
    </div>
  );
}

function placed(row: Row, below: number) {
  const { y, height, width } = row.label;
  return { top: `${below + y}px`, height: `${height}px`, width: `${width}px` };
}

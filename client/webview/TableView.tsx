// biome-ignore-all lint/a11y/noRedundantRoles: rows shown as blocks lose their table roles in browsers
import type { ComponentChildren } from 'preact';
import type { Clock, Lane, Run, Seconds } from '../../server/src/session/clocks';
import { isUnknown } from '../../server/src/session/clocks';
import { consequenceAt } from '../../server/src/session/consequence';
import type { Model } from '../../server/src/session/model';
import { duration, timePoint } from '../../server/src/session/words';
import { sourceOf } from './Lanes';
import type { TextKey, Texts } from './texts';
import { lengthText, namesOf } from './values';

interface TableViewProps {
  readonly model: Model;
  readonly run: Run;
  readonly texts: Texts;
  readonly openSource: (link: string, toSide: boolean) => void;
}

/** Everything the chart shows, in words and numbers: a full equal, and what screen readers start with. */
export function TableView(props: TableViewProps) {
  return (
    <div class="tables">
      <Clocks {...props} />
      <States {...props} />
      <Events {...props} />
    </div>
  );
}

function Clocks({ model, run, texts, openSource }: TableViewProps) {
  const heads: TextKey[] = ['table.clock', 'table.length', 'table.restarts', 'table.ends', 'table.source'];
  return (
    <Table caption={texts('table.clocks')} heads={heads.map((key) => texts(key))}>
      {model.clocks.map((clock) => {
        const source = sourceOf(clock, texts);
        const lane = run.lanes.find((one) => one.id === clock.id);
        return [
          clock.name,
          isUnknown(clock.length) ? `${texts('reason.unknown')}: ${clock.length.unknown}` : lengthText(clock, texts),
          texts(restartKey(clock)),
          lane ? endsOf(clock, lane, texts) : '',
          source.link === undefined ? (
            source.text
          ) : (
            <button
              type="button"
              class="link"
              title={texts('action.open', { place: source.text })}
              onClick={(event) => openSource(source.link!, event.ctrlKey || event.metaKey)}
            >
              {source.text}
            </button>
          ),
        ];
      })}
    </Table>
  );
}

function States({ model, run, texts }: TableViewProps) {
  const heads: TextKey[] = ['table.from', 'table.to', 'table.has', 'table.lasts', 'table.ifClick'];
  return (
    <Table caption={texts('table.states')} heads={heads.map((key) => texts(key))}>
      {run.states.map((piece) => [
        timePoint(piece.from),
        piece.to === null ? texts('table.never') : timePoint(piece.to),
        texts(`state.${piece.state}`),
        piece.to === null ? texts('table.never') : duration(piece.to - piece.from),
        consequenceAt(model.clocks, run, piece.from + (piece.from > 0 ? 1 : 0)).outcome,
      ])}
    </Table>
  );
}

function Events({ model, run, texts }: TableViewProps) {
  const heads: TextKey[] = ['table.time', 'table.event', 'table.effect'];
  return (
    <Table caption={texts('table.events')} heads={heads.map((key) => texts(key))}>
      {eventsOf(model, run, texts).map(({ at, event, effect }) => [timePoint(at), event, effect])}
    </Table>
  );
}

interface TableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly children: readonly (readonly ComponentChildren[])[];
}

/** Rows become cards where the page is narrow; the roles keep them a table for assistive technology. */
function Table({ caption, heads, children }: TableProps) {
  return (
    <table role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {heads.map((head) => (
            <th key={head} scope="col" role="columnheader">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {children.map((cells, i) => (
          <tr key={i} role="row">
            {cells.map((cell, j) =>
              j === 0 ? (
                <th key={heads[j]} scope="row" role="rowheader" data-head={heads[j]}>
                  {cell}
                </th>
              ) : (
                <td key={heads[j]} role="cell" data-head={heads[j]}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Happening {
  readonly at: Seconds;
  readonly event: string;
  readonly effect: string;
}

/** Clicks, the keep-alive requests as one entry, and every end with its causes; in the order of time. */
export function eventsOf(model: Model, run: Run, texts: Texts): Happening[] {
  const names = (ids: readonly string[]) => namesOf(ids, model.clocks, model.locale);
  const clicks = run.requests.filter((request) => request.kind === 'click');
  const events: (Happening & { readonly rank: number })[] = clicks.map(({ at, renewed, kept }) => {
    const parts = [
      ...(renewed.length ? [texts('event.renewed', { clocks: names(renewed) })] : []),
      ...(kept.length ? [texts('event.kept', { clocks: names(kept) })] : []),
    ];
    const effect = at === 0 ? texts('event.starts') : parts.join('; ') || texts('event.nothing');
    return { at, event: texts(at === 0 ? 'event.signIn' : 'event.click'), effect, rank: 1 };
  });
  const ping = run.requests.find((request) => request.kind === 'ping');
  if (ping && run.pings) {
    const { every, count } = run.pings;
    events.push({
      at: ping.at,
      event: texts('event.pings', { every: duration(every) }),
      effect: texts('event.pingCount', { count }),
      rank: 2,
    });
  }
  for (const lane of run.lanes) {
    const clock = model.clocks.find((one) => one.id === lane.id);
    if (!clock || !lane.inPlay) continue;
    for (const { at, causes } of lane.ends) {
      const others = causes.filter((id) => id !== lane.id);
      const own = causes.includes(lane.id);
      const last = clicks.findLast((click) => click.at < at)?.at ?? 0;
      const why = [
        ...(own ? [texts('event.ownTime')] : []),
        ...(others.length ? [texts(own ? 'event.together' : 'event.because', { causes: names(others) })] : []),
        texts('event.afterClick', { span: duration(at - last) }),
      ];
      const until = clock.uncertainty > 0 ? [texts('event.late', { time: timePoint(at + clock.uncertainty) })] : [];
      events.push({
        at,
        event: texts('event.ends', { clock: clock.name }),
        effect: [...why, ...until].join('; '),
        rank: 0,
      });
    }
  }
  return events.sort((a, b) => a.at - b.at || a.rank - b.rank);
}

function endsOf(clock: Clock, lane: Lane, texts: Texts): string {
  if (!lane.inPlay) return clock.inert ?? texts(`reason.${lane.reason ?? 'notUsed'}`);
  if (lane.ends.length === 0) return texts('table.never');
  return lane.ends.map(({ at }) => timePoint(at)).join(', ');
}

function restartKey(clock: Clock): TextKey {
  switch (clock.restart.on) {
    case 'everyRequest':
      return 'table.everyRequest';
    case 'secondHalf':
      return 'table.secondHalf';
    case 'aged':
      return 'table.aged';
    case 'never':
      return 'table.onlySignIn';
    case 'workerStart':
      return 'table.workerStart';
    case 'tokenRefresh':
      return 'table.tokenRefresh';
  }
}

import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { doubtOf } from '../../server/src/session/cast';
import type { Seconds } from '../../server/src/session/clocks';
import { consequenceAt } from '../../server/src/session/consequence';
import { heading } from '../../server/src/session/heading';
import type { Model } from '../../server/src/session/model';
import { simulate } from '../../server/src/session/simulate';
import { timePoint } from '../../server/src/session/words';
import { textsInDoubt } from './doubt';
import { Legend } from './Legend';
import { layoutOf } from './layout';
import type { ToHost } from './messages';
import { Empty, Failure, StatusNote } from './Notices';
import { Readout } from './Readout';
import { ScenarioBar } from './ScenarioBar';
import { lastOf } from './scale';
import type { Change, PageState } from './state';
import { playheadOf } from './state';
import { TableView } from './TableView';
import { Timeline } from './Timeline';
import type { Texts } from './texts';
import { textsFrom } from './texts';
import type { Room } from './useRoom';
import { useRoom } from './useRoom';
import { Verdict } from './Verdict';

interface AppProps {
  readonly state: PageState;
  readonly change: (change: Change) => void;
  readonly send: (message: ToHost) => void;
}

/** The whole page: what it says depends on what is known so far. */
export function App({ state, change, send }: AppProps) {
  const { model } = state;
  const texts = useMemo(() => textsFrom(model?.strings ?? {}), [model?.strings]);
  const main = useRef<HTMLElement>(null);
  const room = useRoom(main);
  const bar = <ScenarioBar {...state} texts={texts} change={change} />;
  return (
    <main ref={main} data-status={model?.status.kind ?? 'loading'} aria-busy={!model && !state.foreign}>
      {content()}
    </main>
  );

  function content(): ComponentChildren {
    if (state.foreign) return <Failure message={texts('page.otherVersion')} />;
    if (!model) return <Loading playhead={state.playhead} bar={bar} texts={texts} />;
    if (model.status.kind === 'empty') return <Empty message={model.status.message} texts={texts} send={send} />;
    if (model.clocks.length === 0) {
      const failed = model.status.kind === 'error' || model.status.kind === 'stale';
      if (failed) return <Failure message={model.status.message} />;
      return <Empty message={texts('empty.text')} texts={texts} send={send} />;
    }
    if (!room) return null;
    return <Picture {...{ state, model, room, texts, change, send, bar }} />;
  }
}

interface PictureProps extends AppProps {
  readonly model: Model;
  readonly room: Room;
  readonly texts: Texts;
  readonly bar: ComponentChildren;
}

/** Finding, scenario, plot or tables, and what a click now would do. */
function Picture({ state, model, room, texts: plain, change, send, bar }: PictureProps) {
  const { scenario, view, card } = state;
  const { clocks } = model;
  const [held, hold] = useState<Seconds | null>(null);
  const doubt = useMemo(() => doubtOf(clocks, scenario), [clocks, scenario]);
  const texts = useMemo(() => textsInDoubt(plain, doubt), [plain, doubt]);
  const run = useMemo(() => simulate(clocks, scenario), [clocks, scenario]);
  const finding = useMemo(() => heading(clocks, run), [clocks, run]);
  const layout = useMemo(
    () =>
      // The plot's border takes a pixel on either side.
      layoutOf({ clocks, run, ...room, width: room.width - 2, texts, focusAtLeast: held ?? undefined }),
    [clocks, run, room, texts, held],
  );
  const at = playheadOf(state, run, lastOf(layout.scale));
  // While somebody types nothing may jump: the note takes the place of the legend.
  const disturbed = model.status.kind === 'stale' || model.status.kind === 'error';
  const openSource = (link: string, toSide: boolean) => send({ type: 'openSource', link, toSide });
  return (
    <>
      <Verdict
        finding={finding}
        worst={run.worst?.scenario ?? null}
        model={model}
        texts={texts}
        show={(worst) => change({ type: 'show', scenario: worst })}
        showFixes={() => send({ type: 'showFixes', about: finding.about })}
      />
      {bar}
      {view === 'table' ? (
        <TableView {...{ model, run, texts, openSource }} />
      ) : (
        <>
          <Timeline
            {...{ model, run, scenario, layout, at, card, texts, change, hold, openSource }}
            measure={room.measure}
          />
          <Readout time={timePoint(at)} {...consequenceAt(clocks, run, at)} texts={texts} />
          {!disturbed && <Legend texts={texts} hint={!layout.narrow} />}
        </>
      )}
      <StatusNote status={model.status} texts={texts} openSource={openSource} />
    </>
  );
}

interface LoadingProps {
  readonly playhead: Seconds | null;
  readonly bar: ComponentChildren;
  readonly texts: Texts;
}

/** The frame of the page as it was left, while the configuration is read. */
function Loading({ playhead, bar, texts }: LoadingProps) {
  return (
    <div class="waiting">
      <h1>{texts('page.loading')}</h1>
      {bar}
      <div class="plot frame" />
      {playhead !== null && <p class="quiet">{texts('readout.at', { time: timePoint(playhead) })}</p>}
    </div>
  );
}

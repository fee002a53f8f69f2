import { type ClockId, MOST_CLICKS, type Run, type Scenario, type Seconds } from '../../server/src/session/clocks';
import type { Model } from '../../server/src/session/model';
import { SCHEMA } from '../../server/src/session/model';
import type { Persisted } from './messages';

/** What the page knows and what the person set. The rest (run, layout, words) follows from it. */
export interface PageState {
  readonly model: Model | null;
  /** A message of another version came: nothing can be drawn. */
  readonly foreign: boolean;
  readonly scenario: Scenario;
  readonly preset: string | null;
  /** `null`: where the finding is. */
  readonly playhead: Seconds | null;
  readonly view: 'chart' | 'table';
  /** Whose scenario this is; `null` until a model or a saved state said so. */
  readonly docKey: string | null;
  readonly card: ClockId | null;
}

export type Change =
  | { readonly type: 'model'; readonly model: Model }
  | { readonly type: 'foreign' }
  | { readonly type: 'preset'; readonly id: string }
  | { readonly type: 'scenario'; readonly scenario: Scenario }
  /** Load a scenario and look at what it shows. */
  | { readonly type: 'show'; readonly scenario: Scenario }
  | { readonly type: 'addClick'; readonly at: Seconds }
  | { readonly type: 'moveClick'; readonly index: number; readonly at: Seconds }
  | { readonly type: 'removeClick'; readonly index: number }
  | { readonly type: 'playhead'; readonly at: Seconds }
  | { readonly type: 'view'; readonly view: 'chart' | 'table' }
  | { readonly type: 'card'; readonly clock: ClockId | null };

/** Two clicks are never closer than this. */
const APART = 10;

export function initialState(saved: Persisted | null, view: 'chart' | 'table'): PageState {
  return {
    model: null,
    foreign: false,
    scenario: saved?.scenario.clicks.length
      ? saved.scenario
      : { clicks: [0], remember: false, ping: null, otherTraffic: false },
    preset: saved?.preset ?? null,
    playhead: saved?.playhead ?? null,
    view: saved?.view ?? view,
    docKey: saved?.docKey ?? null,
    card: null,
  };
}

export function reduce(state: PageState, change: Change): PageState {
  switch (change.type) {
    case 'model':
      return withModel(state, change.model);
    case 'foreign':
      return { ...state, foreign: true };
    case 'preset': {
      const preset = state.model?.presets.find((candidate) => candidate.id === change.id);
      return preset ? { ...state, scenario: withSignIn(preset.scenario), preset: preset.id } : state;
    }
    case 'scenario':
      return { ...state, scenario: change.scenario };
    case 'show':
      return withClicks({ ...state, scenario: change.scenario, playhead: null }, change.scenario.clicks);
    case 'addClick': {
      const { clicks } = state.scenario;
      const crowded = clicks.length >= MOST_CLICKS || clicks.some((at) => Math.abs(at - change.at) < APART);
      return crowded
        ? state
        : withClicks(
            state,
            [...clicks, change.at].sort((a, b) => a - b),
          );
    }
    case 'moveClick': {
      const { clicks } = state.scenario;
      const { index } = change;
      if (index < 1 || index >= clicks.length) return state;
      const low = clicks[index - 1]! + APART;
      const high = index + 1 < clicks.length ? clicks[index + 1]! - APART : Number.POSITIVE_INFINITY;
      const at = Math.min(high, Math.max(low, Math.round(change.at)));
      return at === clicks[index] ? state : withClicks(state, clicks.with(index, at));
    }
    case 'removeClick':
      if (change.index < 1) return state;
      return withClicks(state, state.scenario.clicks.toSpliced(change.index, 1));
    case 'playhead':
      return { ...state, playhead: Math.max(0, Math.round(change.at)) };
    case 'view':
      return { ...state, view: change.view };
    case 'card':
      return state.card === change.clock ? state : { ...state, card: change.clock };
  }
}

export function persistedFrom(state: PageState): Persisted | null {
  if (state.docKey === null) return null;
  const { scenario, preset, playhead, view, docKey } = state;
  return { schema: SCHEMA, scenario, preset, playhead, view, docKey };
}

/** Where the playhead stands: where it was put, or inside the first window, or soon after the last click. */
export function playheadOf(state: Pick<PageState, 'playhead'>, run: Run, last: Seconds): Seconds {
  if (state.playhead !== null) return Math.min(state.playhead, last);
  const window = run.windows[0];
  if (window) {
    const length = Math.min(600, (window.to ?? Number.POSITIVE_INFINITY) - window.from);
    const inside = window.from + 0.4 * length;
    return Math.min(last, length < 60 ? Math.round(inside) : Math.round(inside / 30) * 30);
  }
  const click = run.requests.findLast((request) => request.kind === 'click')?.at ?? 0;
  return Math.min(last, click + 300);
}

/** Every instant at which something changes, for Page Up and Page Down. */
export function changesOf(run: Run): Seconds[] {
  const instants = [
    0,
    ...run.requests.filter((request) => request.kind === 'click').map((request) => request.at),
    ...run.states.map((piece) => piece.from),
    ...run.lanes.flatMap((lane) => lane.ends.map((end) => end.at)),
  ];
  return [...new Set(instants)].sort((a, b) => a - b);
}

/** How often the keep-alive page asks: as a preset of this site says, else three quarters of the session's length. */
export function pingOf(model: Model): { every: Seconds } {
  const told = model.presets.find((preset) => preset.scenario.ping)?.scenario.ping;
  if (told) return { every: told.every };
  const length = model.clocks.find((clock) => clock.role === 'data')?.length;
  if (typeof length !== 'number') return { every: 900 };
  return { every: Math.max(60, Math.floor((length * 0.75) / 60) * 60) };
}

function withModel(state: PageState, model: Model): PageState {
  const same = state.docKey === model.docKey;
  if (same && state.model && model.revision < state.model.revision) return state;
  const next: PageState = { ...state, model, foreign: false, docKey: model.docKey };
  if (!same || (state.preset === null && state.model === null && state.docKey === null)) {
    const first = model.presets[0];
    return {
      ...next,
      scenario: withSignIn(first?.scenario ?? state.scenario),
      preset: first?.id ?? null,
      playhead: null,
      card: null,
    };
  }
  // The worst case stays the worst case while timeouts are typed; what the person switched stays switched.
  const preset = model.presets.find((candidate) => candidate.id === state.preset);
  if (!preset) return next;
  return { ...next, scenario: { ...state.scenario, clicks: withSignIn(preset.scenario).clicks } };
}

function withClicks(state: PageState, clicks: readonly Seconds[]): PageState {
  const preset = state.model?.presets.find(({ scenario }) => scenario.clicks.join() === clicks.join());
  return { ...state, scenario: { ...state.scenario, clicks }, preset: preset?.id ?? null };
}

function withSignIn(scenario: Scenario): Scenario {
  return scenario.clicks[0] === 0 ? scenario : { ...scenario, clicks: [0, ...scenario.clicks] };
}

import { render } from 'preact';
import { SCHEMA } from '../../server/src/session/model';
import { simulate } from '../../server/src/session/simulate';
import { App } from './App';
import type { Persisted, ToHost, ToWebview } from './messages';
import { isForeignModel, isPersisted, isToWebview } from './messages';
import type { Change, PageState } from './state';
import { initialState, persistedFrom, reduce } from './state';
import './timeline.css';

/** The page's edge: one state, changed by the person and by the host, drawn after every change and kept across reloads. */

declare function acquireVsCodeApi(): {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: Persisted): void;
};

const KEPT_EVERY_MS = 250;

const host = acquireVsCodeApi();
const root = document.getElementById('root') ?? document.body;
const saved = host.getState();
const spoken = document.body.classList.contains('vscode-using-screen-reader');
let state: PageState = initialState(isPersisted(saved) ? saved : null, spoken ? 'table' : 'chart');
let keptAt = 0;
let keeping: ReturnType<typeof setTimeout> | undefined;

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isToWebview(data)) {
    receive(data);
  } else if (isForeignModel(data)) {
    change({ type: 'foreign' });
  } else if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'model') {
    send({ type: 'log', level: 'error', text: 'The timeline page was handed a model it cannot read.' });
  }
});
window.addEventListener('error', (event) => send({ type: 'log', level: 'error', text: event.message }));

window.addEventListener('pagehide', save);

draw();
send({ type: 'ready', schema: SCHEMA });

function receive(message: ToWebview): void {
  if (message.type === 'model') {
    change({ type: 'model', model: message.model });
  } else if (message.type === 'worstCase') {
    showWorst();
  }
}

function showWorst(): void {
  const worst = state.model && simulate(state.model.clocks, state.scenario).worst;
  if (worst) change({ type: 'show', scenario: worst.scenario });
}

function send(message: ToHost): void {
  host.postMessage(message);
}

function change(one: Change): void {
  const next = reduce(state, one);
  if (next === state) return;
  state = next;
  draw();
  if (one.type !== 'card') keep();
}

function draw(): void {
  render(<App state={state} change={change} send={send} />, root);
}

/** Saves what the person set, at most four times a second. */
function keep(): void {
  if (keeping !== undefined) return;
  const wait = keptAt + KEPT_EVERY_MS - Date.now();
  if (wait <= 0) save();
  else keeping = setTimeout(save, wait);
}

function save(): void {
  keeping = undefined;
  keptAt = Date.now();
  const persisted = persistedFrom(state);
  if (persisted) host.setState(persisted);
}

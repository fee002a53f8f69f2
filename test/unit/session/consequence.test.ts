import assert from 'node:assert/strict';
import { consequenceAt } from '../../../server/src/session/consequence';
import { simulate } from '../../../server/src/session/simulate';
import { clicked, minutes, shop } from './clockSets';

const usual = shop({ auth: minutes(30), session: minutes(20), pool: minutes(20) });
const core = shop({ auth: minutes(30), sliding: 'strict', session: minutes(20) });

/** The readout at a moment of a run, as state and outcome. */
function readout(clocks: typeof usual, clicks: readonly number[], at: number): string {
  const { state, outcome } = consequenceAt(clocks, simulate(clocks, clicked(clicks)), at);
  return `${state}: ${outcome}`;
}

const LOST = 'The page opens, but with a new, empty session.';

describe('If the user clicks now', () => {
  it('in G1 at 25:00 the page opens with a new, empty session', () => {
    assert.equal(readout(usual, [0], minutes(25)), `signedInNoData: ${LOST}`);
  });

  it('says whether the click renews the cookie', () => {
    const run = simulate(usual, clicked([0]));
    assert.match(consequenceAt(usual, run, minutes(15) - 1).detail, /keeps its end time/);
    assert.match(consequenceAt(usual, run, minutes(15)).detail, /this click renews it/);
    assert.match(consequenceAt(core, simulate(core, clicked([0])), minutes(15)).detail, /keeps its end time/);
  });

  it('knows the states after the sign-in', () => {
    assert.match(
      readout(usual, [0, 4, 12], minutes(31)),
      /^dataNoSignIn: .*sign-in page, old data still on the server/,
    );
    assert.match(readout(usual, [0, 4, 12], minutes(40)), /^signedOut: .*starts fresh/);
  });

  it('in the very second of an end the engine decides', () => {
    assert.equal(readout(usual, [0], minutes(20)), 'ok: Nothing is lost.');
    assert.equal(readout(core, [0], minutes(20)), `signedInNoData: ${LOST}`);
    assert.equal(readout(usual, [0], minutes(30)), `signedInNoData: ${LOST}`);
    assert.match(readout(usual, [0], minutes(30) + 1), /^signedOut/);
    assert.equal(readout(usual, [0, 10], minutes(30)), 'ok: Nothing is lost.');
  });

  it('agrees with a real click at every second of the golden runs', () => {
    for (const clocks of [usual, core, shop({ auth: minutes(30), session: minutes(20), pool: minutes(10) })]) {
      for (const clicks of [[0], [0, 4, 12], [0, 4, 16], [0, 10]]) {
        const run = simulate(clocks, clicked(clicks));
        const last = minutes(clicks[clicks.length - 1] ?? 0);
        for (let at = last + 1; at < minutes(50); at += 7) {
          for (const t of [at, ...run.states.map((piece) => piece.from)].filter((moment) => moment > last)) {
            const { state } = consequenceAt(clocks, run, t);
            const more = simulate(clocks, { ...clicked(clicks), clicks: [...clicks.map(minutes), t] });
            const request = more.requests.find((candidate) => candidate.at === t);
            const signedIn = [...(request?.renewed ?? []), ...(request?.kept ?? [])].includes('authCookie');
            assert.equal(
              ['ok', 'freshSession', 'signedInNoData'].includes(state),
              signedIn,
              `${clicks} at ${t}: ${state}`,
            );
            const data = more.lanes.find((lane) => lane.id === 'sessionData');
            const first = run.lanes.find((lane) => lane.id === 'sessionData')?.endsAt ?? null;
            const keptIt = first === null || t < first || (t === first && (data?.endsAt ?? Infinity) > t);
            if (signedIn) assert.equal(state === 'ok', keptIt, `${clicks} at ${t}: ${state}`);
          }
        }
      }
    }
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Clock, Scenario } from '../../../server/src/session/clocks';
import { simulate } from '../../../server/src/session/simulate';
import { clockSets, scenarios } from './arbitraries';
import { walk } from './secondBySecond';

const HORIZON = 400;

/** What both models must agree on, up to the horizon. */
function told(clocks: readonly Clock[], scenario: Scenario): { seen: unknown; walked: unknown } {
  const run = simulate(clocks, scenario);
  const other = walk(clocks, scenario, HORIZON);
  const until = Math.min(HORIZON, Math.max(0, ...run.requests.map((request) => request.at)));
  const inPlay = new Set(run.lanes.filter((lane) => lane.inPlay && lane.id !== 'poolIdle').map((lane) => lane.id));
  // In the second of a request the walk asks who was due before it came; elsewhere all causes must be the same.
  const asked = new Set(other.requests.map((request) => request.at));
  const endsOf = (ends: readonly { readonly at: number; readonly causes: readonly string[] }[] = []) =>
    ends.filter(({ at }) => at <= HORIZON).map(({ at, causes }) => ({ at, causes: asked.has(at) ? [] : causes }));
  // A ping in the second of an end is told either way: before it or after it.
  const ended = new Set([...other.ends.values()].flat().map((end) => end.at));
  const clear = (request: { readonly at: number; readonly kind: string }) =>
    request.at <= until && (request.kind === 'click' || !ended.has(request.at));
  const user = clocks.filter((clock) => clock.role !== 'server' && inPlay.has(clock.id)).map((clock) => clock.id);
  return {
    seen: {
      states: run.states.filter((piece) => piece.from <= HORIZON).map(({ from, state }) => ({ from, state })),
      ends: user.map((id) => endsOf(run.lanes.find((lane) => lane.id === id)?.ends)),
      requests: run.requests
        .filter((request) => request.at > 0 && clear(request))
        .map(({ at, kind, renewed }) => ({ at, kind, renewed: [...renewed].sort() })),
    },
    walked: {
      states: other.states,
      ends: user.map((id) => endsOf(other.ends.get(id))),
      requests: other.requests
        .filter(clear)
        .map(({ at, kind, renewed }) => ({ at, kind, renewed: [...renewed].sort() })),
    },
  };
}

describe('simulate against a walk through every second', () => {
  it('tells the same story for random clocks, clicks and pings', () => {
    fc.assert(
      fc.property(clockSets, scenarios, (clocks, scenario) => {
        const { seen, walked } = told(clocks, scenario);
        assert.deepEqual(seen, walked);
      }),
      { numRuns: 20_000 },
    );
  });

  it('would notice a wrong rule', () => {
    const wrong = fc.check(
      fc.property(clockSets, scenarios, (clocks, scenario) => {
        const mutated = clocks.map((clock) => ({ ...clock, aliveAtEnd: !clock.aliveAtEnd }));
        const { states } = simulate(mutated, scenario);
        const walked = walk(clocks, scenario, HORIZON).states;
        return states.every((piece, i) => piece.from > HORIZON || walked[i]?.from === piece.from);
      }),
      { numRuns: 2000 },
    );
    assert.ok(wrong.failed);
  });
});

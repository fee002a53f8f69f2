import assert from 'node:assert/strict';
import { type KatanaRequest, simulateKatana } from '../../../server/src/session/handlers/katana';
import { type KatanaOptions, katanaBehaviour } from '../../../server/src/session/handlers/katanaCookie';
import { coreTicket, type TicketEngine } from '../../../server/src/session/ticket';
import { compareRequests, type RecordedScenario, recording, replay, Tally } from './recordings';

type Scenario = RecordedScenario<Omit<KatanaOptions, 'behaviour'>>;

/** The recordings against a model with one rule wrong. */
function mutated(
  scenarios: readonly Scenario[],
  { engine = coreTicket, config = {} }: { engine?: TicketEngine; config?: Partial<KatanaOptions> },
): Tally {
  const tally = new Tally();
  for (const scenario of scenarios) {
    tally.scenario();
    const options = { ...scenario.config, behaviour: katanaBehaviour('4.2.3'), ...config };
    const requests = [scenario.login, ...scenario.clicks] as unknown as KatanaRequest[];
    compareRequests(tally, scenario, simulateKatana(options, requests, engine));
  }
  return tally;
}

describe('Katana cookie middleware and SecurityStampValidator, recorded request by request', () => {
  const seconds = recording<{ scenarios: Scenario[] }>('katana')?.scenarios;
  const fractions = recording<{ scenarios: Scenario[] }>('katana-fraction')?.scenarios;
  if (!seconds || !fractions) return;

  for (const [name, scenarios] of Object.entries({ katana: seconds, 'katana-fraction': fractions })) {
    it(`agrees with every scenario of ${name}`, () => {
      const tally = replay('katana', scenarios);
      console.log(`      ${name}: ${tally}`);
      assert.deepEqual(tally.examples, []);
      assert.equal(tally.scenarios, scenarios.length);
    });
  }

  it('would notice a wrong rule', () => {
    const mutants: Record<string, Parameters<typeof mutated>[1]> = {
      'renewal at exactly half': { engine: { ...coreTicket, strict: false } },
      'never slides': { config: { slidingExpiration: false } },
      'AllowRefresh ignored': { config: { allowRefresh: null } },
      'given stamps ignored': { config: { behaviour: katanaBehaviour('2.1.0') } },
      'no security stamp': { config: { securityStamp: null } },
      'no session store': { config: { sessionStore: false } },
      'a slide loses Expires in a store': { config: { behaviour: katanaBehaviour('3.0.1') } },
      'every cookie stays in the browser': { config: { client: 'raw' } },
    };
    for (const [name, mutant] of Object.entries(mutants)) {
      const { failed } = mutated(seconds, mutant);
      console.log(`      ${name}: ${failed.size} scenarios disagree`);
      assert.ok(failed.size > 0, name);
    }
    const uncut = mutated(fractions, { engine: { ...coreTicket, stamp: (time: number) => time } });
    console.log(`      stamps not cut to whole seconds: ${uncut.failed.size} scenarios disagree`);
    assert.ok(uncut.failed.size > 0, 'stamps not cut');
  });
});

import { playSystem, type SystemFacts, verdictsOf } from '../../server/src/session/identityServer/facts';
import type { SystemScenario } from '../../server/src/session/identityServer/run';
import { client, minutes, system } from '../unit/session/identityServer/systems';
import { type Measure, median } from './measure';

const CLIENTS = 40;

/** A system of forty clients: its verdict, and the frame of a drag that moves what a user does in one of them. */
export function measures(): Measure[] {
  const facts: SystemFacts = system(
    Array.from({ length: CLIENTS }, (_, i) =>
      client(`c${i}`, { accessTokenLifetime: minutes(5), accessTokenType: i % 2 === 0 ? 'Jwt' : 'Reference' }),
    ),
    { cookieLifetime: minutes(15) },
  );
  const everywhere = facts.clients.map(({ id }) => ({ client: id, from: 0, to: 0 }));
  const scenario = (to: number): SystemScenario => ({
    active: [...everywhere, { client: 'c0', from: 0, to: minutes(to) }],
    visits: [],
    signOut: null,
    remember: false,
  });
  return [
    timed('system-verdict-40-clients', 50, () => verdictsOf(facts)),
    timed('system-drag-frame-40-clients', 8, (i) => playSystem(facts, scenario(20 + (i % 20)))),
  ];
}

function timed(name: string, budget: number, work: (i: number) => unknown): Measure {
  const times: number[] = [];
  for (let i = 0; i < 60; i++) {
    const start = performance.now();
    work(i);
    times.push(performance.now() - start);
  }
  const value = median(times);
  return { name, value, unit: 'ms', budget, ok: value <= budget };
}

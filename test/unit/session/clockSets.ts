import type { Clock, Lifetime, Scenario } from '../../../server/src/session/clocks';

/** Clocks and scenarios as tests speak of them: minutes, unless said. */

export const minutes = (count: number): number => count * 60;
export const days = (count: number): number => count * 86_400;

interface ShopOptions {
  readonly auth: Lifetime;
  readonly sliding?: boolean | 'strict';
  readonly session: Lifetime;
  readonly pool?: Lifetime;
  readonly recycle?: Lifetime;
  readonly remember?: Lifetime;
  /** Where session data lives: in the worker unless said otherwise. */
  readonly outOfProcess?: boolean;
  readonly keysInMemory?: boolean;
  readonly more?: readonly Clock[];
}

/** A site with one of each clock; lengths in seconds. */
export function shop(options: ShopOptions): Clock[] {
  const { sliding = true } = options;
  const kills = [...(options.outOfProcess ? [] : ['sessionData']), ...(options.keysInMemory ? ['authCookie'] : [])];
  const base = { kills: [] as string[], uncertainty: 0, pingRestarts: false, aliveAtEnd: true, sources: [] };
  const clocks: Clock[] = [
    {
      ...base,
      id: 'authCookie',
      role: 'identity',
      decides: 'signIn',
      ...(sliding === 'strict' && { keys: 'Data Protection keys' }),
      name: 'Auth cookie',
      length: options.auth,
      restart: sliding ? { on: 'secondHalf', strict: sliding === 'strict' } : { on: 'never' },
    },
    {
      ...base,
      id: 'sessionData',
      role: 'data',
      decides: 'data',
      name: 'Session data',
      length: options.session,
      restart: { on: 'everyRequest' },
      pingRestarts: true,
      aliveAtEnd: sliding !== 'strict',
    },
  ];
  if (options.pool !== undefined) {
    clocks.push({
      ...base,
      id: 'poolIdle',
      role: 'server',
      worker: 'stops',
      name: 'App pool idle',
      length: options.pool,
      restart: { on: 'everyRequest' },
      pingRestarts: true,
      kills,
      uncertainty: 60,
    });
  }
  if (options.recycle !== undefined) {
    clocks.push({
      ...base,
      id: 'poolRecycle',
      role: 'server',
      worker: 'recycles',
      name: 'App pool recycle',
      length: options.recycle,
      restart: { on: 'workerStart' },
      kills,
    });
  }
  if (options.remember !== undefined) {
    clocks.push({
      ...base,
      id: 'persistentLogin',
      role: 'identity',
      name: '“Remember me” login',
      length: options.remember,
      restart: { on: 'never' },
      needsRemember: true,
      keysOf: 'authCookie',
    });
  }
  return [...clocks, ...(options.more ?? [])];
}

/** Clicks at these minutes after sign-in. */
export function clicked(atMinutes: readonly number[], more: Partial<Omit<Scenario, 'clicks'>> = {}): Scenario {
  return { clicks: atMinutes.map(minutes), remember: false, ping: null, otherTraffic: false, ...more };
}

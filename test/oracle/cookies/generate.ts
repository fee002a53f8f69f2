import { Random } from '../random';

/** A scenario as `simulate` reads it, and as the host plays it. */
export interface CookieScenario {
  readonly id: number;
  readonly kind: 'aspnetcore';
  readonly config: {
    readonly expireTimeSpan: number;
    readonly slidingExpiration: boolean;
    readonly cookieMaxAge: number | null;
    readonly ticketStore: boolean;
    readonly isPersistent: boolean;
    readonly allowRefresh: boolean | null;
    readonly expiresUtcOffset: number | null;
    readonly issuedUtcOffset: number | null;
    readonly securityStamp: { readonly validationInterval: number } | null;
    readonly idleTimeout: number;
    readonly client: 'raw' | 'browser';
  };
  readonly login: { readonly t: number; readonly kind: 'login' };
  readonly clicks: readonly { readonly t: number; readonly kind: string }[];
}

const SPANS = [1, 2, 3, 5, 8, 10, 59, 60, 61, 599, 600, 1200, 1800, 3600, 86_400, 1_209_600];
/** `TimeSpan.MaxValue` in seconds, as close as a double comes. */
const MAX_VALUE = 922_337_203_685.4775;

/** The scenario of a seed and a number: most clicks fall on or beside an instant at which something changes. */
export function generateScenario(seed: number, id: number): CookieScenario {
  const random = new Random(seed * 100_003 + id);
  const fractions = random.chance(0.4);
  const span = (): number => {
    if (random.chance(0.03)) return random.pick([0, -0.001, -30, 0.5]);
    return random.pick(SPANS) + (random.chance(0.3) ? random.pick([-1, 1]) * random.pick([0, 1, 0.5]) : 0);
  };
  const expireTimeSpan = random.chance(0.02) ? MAX_VALUE : span();
  const config = {
    expireTimeSpan,
    slidingExpiration: random.chance(0.75),
    cookieMaxAge: random.chance(0.3) ? span() : null,
    ticketStore: random.chance(0.35),
    isPersistent: random.chance(0.5),
    allowRefresh: random.pick([null, null, true, false]),
    expiresUtcOffset: random.chance(0.3) ? span() : null,
    issuedUtcOffset: random.chance(0.1) ? random.pick([-300, -5, -1, 0, 1, 3]) : null,
    securityStamp: random.chance(0.4) ? { validationInterval: random.chance(0.1) ? 0 : span() } : null,
    idleTimeout: random.chance(0.04) ? random.pick([0, -0.001, MAX_VALUE]) : span(),
    client: random.pick(['raw', 'browser'] as const),
  };
  const start = fractions ? random.pick([0, 0.001, 0.25, 0.5, 0.75, 0.999, 0.0005]) : 0;
  return {
    id,
    kind: 'aspnetcore',
    config,
    login: { t: start, kind: 'login' },
    clicks: clicksOf(random, config, start, fractions),
  };
}

function clicksOf(
  random: Random,
  config: CookieScenario['config'],
  start: number,
  fractions: boolean,
): CookieScenario['clicks'] {
  const life = config.expiresUtcOffset ?? config.expireTimeSpan;
  const lengths = [life, life / 2, config.idleTimeout, config.cookieMaxAge, config.securityStamp?.validationInterval]
    .filter((length) => typeof length === 'number')
    .filter((length) => length > 0 && length < MAX_VALUE / 4);
  const clicks: { t: number; kind: string }[] = [];
  let now = start;
  for (let i = random.below(12) + 1; i > 0; i -= 1) {
    const length = lengths.length > 0 ? random.pick(lengths) : 10;
    const off = fractions ? random.pick([-1, -0.5, -0.001, 0, 0.001, 0.25, 1]) : random.pick([-1, 0, 0, 1]);
    const step = random.chance(0.7) ? length + off : random.next() * length * 1.5;
    // From the last request, or from the whole second of it, where stamps stand.
    const from = random.chance(0.5) ? Math.floor(now) : now;
    const t = Math.max(now, from + Math.max(0, fractions ? Math.round(step * 1000) / 1000 : Math.round(step)));
    now = Math.round(t * 1e4) / 1e4;
    clicks.push({ t: now, kind: kindOf(random, config.securityStamp !== null) });
  }
  return clicks;
}

function kindOf(random: Random, hasStamp: boolean): string {
  if (hasStamp && random.chance(0.1)) return 'stamp';
  const dice = random.next();
  if (dice < 0.06) return 'login';
  if (dice < 0.09) return 'logout';
  if (dice < 0.2) return 'write';
  if (dice < 0.3) return 'none';
  return dice < 0.37 ? 'static' : 'read';
}

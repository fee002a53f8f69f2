import { isCoordinated } from '../../../../server/src/session/identityServer/coordination';
import { generationOf } from '../../../../server/src/session/identityServer/generations';
import type { ClientInUse, SystemInUse } from '../../../../server/src/session/identityServer/inUse';

/**
 * A second, naive model of one user in one client, second by second in small whole numbers. It knows nothing of the
 * product's verdict or engine: ages of the session, the token, the refresh token and the API's answer are all there is.
 */
export interface Ages {
  /** Since the session was last extended. */
  readonly session: number;
  readonly token: number;
  readonly refresh: number;
  /** How old the refresh token may get as it stands. */
  readonly refreshLife: number;
  /** Since the API asked; Infinity: it has no answer. */
  readonly answer: number;
}

export type Acted = { readonly kind: 'in'; readonly ages: Ages; readonly cameBack: boolean } | { readonly kind: 'out' };

export class Naive {
  private readonly span: number;
  private readonly keeps: boolean;

  constructor(
    private readonly system: SystemInUse,
    private readonly client: ClientInUse,
  ) {
    const generation = generationOf(system.version);
    this.span = system.options.cookieLifetime;
    this.keeps =
      system.options.serverSideSessions && generation.coordinates && isCoordinated(client, system.options, generation);
  }

  /** Just after the sign-in; the first act in the client is yet to come. */
  start(): Ages {
    return { session: 0, token: 0, refresh: 0, refreshLife: this.firstLife(), answer: Infinity };
  }

  /** Is the notice due between the last act and one this much later? It comes up to a period after the end. */
  canBeTold(ages: Ages): boolean {
    const { options } = this.system;
    const told = this.keeps || options.expiredTriggersBackchannel;
    const store = options.serverSideSessions && generationOf(this.system.version).coordinates;
    const hears = store && options.removeExpiredSessions && told && this.client.backChannelUri && this.client.hears;
    return hears && ages.session > this.span;
  }

  later(ages: Ages, seconds: number): Ages {
    const { session, token, refresh, answer } = ages;
    const older = { session: session + seconds, token: token + seconds, refresh: refresh + seconds };
    return { ...ages, ...older, answer: answer + seconds };
  }

  act(before: Ages): Acted {
    const { client } = this;
    let ages = before;
    let cameBack = false;
    if (client.offlineAccess && ages.token + client.renewBefore > client.accessTokenLifetime && ages.token > 0) {
      const refused = ages.refresh > ages.refreshLife || (this.keeps && ages.session >= this.span);
      if (refused) {
        const back = this.comeBack(ages);
        if (!back) return { kind: 'out' };
        cameBack = true;
        ages = back;
      } else {
        const session = this.keeps ? 0 : ages.session;
        ages = { ...ages, session, token: 0, refreshLife: this.nextLife(ages), answer: Infinity };
      }
    }
    if (client.accessTokenType === 'Reference') {
      const knows = ages.answer < client.cache && ages.token < client.accessTokenLifetime;
      if (!knows) {
        if (!this.isActive(ages)) {
          const back = this.comeBack(ages);
          if (!back || !this.isActive(back)) return { kind: 'out' };
          cameBack = true;
          ages = back;
        }
        ages = { ...ages, session: this.keeps ? 0 : ages.session, answer: 0 };
      }
    }
    return { kind: 'in', ages, cameBack };
  }

  private isActive(ages: Ages): boolean {
    return ages.token <= this.client.accessTokenLifetime && (!this.keeps || ages.session < this.span);
  }

  /** Sent to IdentityServer: new tokens while the session is there. */
  private comeBack(ages: Ages): Ages | null {
    if (ages.session > this.span) return null;
    const slides = this.system.options.cookieSliding && this.span - ages.session < ages.session;
    return { ...this.start(), session: slides ? 0 : ages.session };
  }

  private firstLife(): number {
    const { refreshExpiration, refreshAbsolute, refreshSliding } = this.client;
    if (refreshExpiration === 'Absolute') return refreshAbsolute;
    return refreshAbsolute > 0 ? Math.min(refreshSliding, refreshAbsolute) : refreshSliding;
  }

  private nextLife(ages: Ages): number {
    const { refreshExpiration, refreshAbsolute, refreshSliding } = this.client;
    if (refreshExpiration === 'Absolute') return ages.refreshLife;
    const life = ages.refresh + refreshSliding;
    return refreshAbsolute > 0 ? Math.min(life, refreshAbsolute) : life;
  }
}

/** Everything that histories with these pauses lead to. Refresh tokens with a life of `day` or more never end. */
export function explore(
  system: SystemInUse,
  client: ClientInUse,
  pauses: readonly number[],
  day: number,
  stops: boolean,
) {
  const naive = new Naive(system, client);
  const span = system.options.cookieLifetime;
  const seen = new Set<number>();
  const left: number[] = [];
  let out = false;
  const open: Ages[] = [];
  const reach = (ages: Ages) => {
    const state = tidy(ages, span, client, day);
    const { session, token, refresh, refreshLife, answer } = state;
    const key = (((session * 32 + token) * 64 + refresh) * 2048 + refreshLife) * 32 + answer;
    if (seen.has(key)) return;
    seen.add(key);
    left.push(state.session);
    open.push(state);
  };
  const first = naive.act(naive.start());
  if (first.kind === 'out') out = true;
  else reach(first.ages);
  for (let from = open.pop(); from; from = open.pop()) {
    for (const pause of pauses) {
      const ages = naive.later(from, pause);
      if (naive.canBeTold(ages)) out = true;
      const acted = naive.act(ages);
      if (acted.kind === 'out') out = true;
      else if (!stops || !acted.cameBack) reach(acted.ages);
    }
  }
  return { out, left };
}

/** Ages beyond which nothing changes any more are one and the same. */
function tidy(ages: Ages, span: number, client: ClientInUse, day: number): Ages {
  const life = Math.max(client.accessTokenLifetime, client.cache, 0) + 1;
  return {
    session: Math.min(ages.session, span + 1),
    token: Math.min(ages.token, life),
    ...tidyRefresh(ages, client, day),
    answer: client.accessTokenType === 'Reference' ? Math.min(ages.answer, life) : life,
  };
}

/** Without a refresh token nothing counts, of one that slides for ever only what is left. */
function tidyRefresh({ refresh, refreshLife }: Ages, client: ClientInUse, day: number) {
  if (!client.offlineAccess || refreshLife - refresh >= day / 2) return { refresh: 0, refreshLife: day };
  if (refresh > refreshLife) return { refresh: 1, refreshLife: 0 };
  const slides =
    client.refreshExpiration === 'Sliding' && (client.refreshAbsolute === 0 || client.refreshAbsolute >= day);
  return slides ? { refresh: 0, refreshLife: refreshLife - refresh } : { refresh, refreshLife };
}

import type { Clock, Lifetime, Scenario } from '../../server/src/session/clocks';
import type { Model } from '../../server/src/session/model';

/** Sites to draw: the settings of the golden scenarios. */

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

export interface Settings {
  readonly auth?: Lifetime;
  readonly sliding?: boolean;
  readonly strict?: boolean;
  readonly session?: Lifetime;
  readonly pool?: Lifetime;
}

/** A site with a forms cookie, InProc session data, its pool and a persistent login. */
export function site(settings: Settings = {}, change: Partial<Model> = {}): Model {
  return {
    schema: 1,
    revision: 1,
    app: { name: 'Shop', stack: 'framework', environment: 'Release' },
    clocks: clocks(settings),
    presets: [
      { id: 'worst', name: 'Worst case', scenario: clicked(0, 4, 16) },
      { id: 'few', name: '0 · 4 · 12', scenario: clicked(0, 4, 12) },
      { id: 'once', name: 'Sign in, then idle', scenario: clicked(0) },
    ],
    status: { kind: 'ready' },
    fixes: [{ id: 'fix-1', title: 'Set the session timeout to 30' }],
    locale: 'en',
    strings: {},
    trusted: true,
    docKey: 'shop/release',
    ...change,
  };
}

/** A site and one preset: what the page shows first. */
export function siteWith(scenario: Scenario, settings: Settings = {}, change: Partial<Model> = {}): Model {
  return site(settings, { presets: [{ id: 'one', name: 'This one', scenario }], ...change });
}

/** Clicks in minutes. */
export function clicked(...minutes: number[]): Scenario {
  return { clicks: minutes.map((m) => m * MINUTE), remember: false, ping: null, otherTraffic: false };
}

export function clocks({
  auth = 1800,
  sliding = true,
  strict = false,
  session = 1200,
  pool = 1200,
}: Settings): Clock[] {
  return [
    {
      ...plain('authCookie', 'identity', 'Auth cookie', auth),
      restart: sliding ? { on: 'secondHalf', strict } : { on: 'never' },
      decides: 'signIn',
      sources: [
        { label: '.NET default', kind: 'default', text: '30 min, sliding', status: 'effective' },
        { label: 'Web.config', kind: 'file', status: 'unset' },
        { label: 'Web.Release.config', kind: 'transform', status: 'unset' },
      ],
    },
    {
      ...plain('sessionData', 'data', 'Session data', session),
      decides: 'data',
      restart: { on: 'everyRequest' },
      pingRestarts: true,
      note: 'Kept in the worker process. Every request starts it again, a worker stop deletes it.',
      sources: [
        { label: '.NET default', kind: 'default', text: '20 min', status: 'overridden' },
        { label: 'Web.config:41', kind: 'file', link: 'l1', text: 'timeout="20"', status: 'effective' },
        { label: 'Web.Release.config', kind: 'transform', link: 'l2', status: 'unchanged' },
      ],
    },
    {
      ...plain('poolIdle', 'server', 'App pool idle', pool),
      restart: { on: 'everyRequest' },
      pingRestarts: true,
      kills: ['sessionData'],
      uncertainty: 60,
      worker: 'stops',
      sources: [
        { label: 'IIS default', kind: 'default', text: '20 min', status: 'overridden' },
        {
          label: 'applicationHost.config:162',
          kind: 'iis',
          link: 'l3',
          text: 'idleTimeout="00:20:00"',
          status: 'effective',
        },
      ],
    },
    {
      ...plain('poolRecycle', 'server', 'App pool recycle', 29 * HOUR),
      restart: { on: 'workerStart' },
      kills: ['sessionData'],
      worker: 'recycles',
      sources: [{ label: 'IIS default', kind: 'default', text: '1740 min', status: 'effective' }],
    },
    {
      ...plain('persistentLogin', 'identity', '“Remember me”', 180 * DAY),
      needsRemember: true,
      keysOf: 'authCookie',
      sources: [
        { label: 'Sitecore.config:88', kind: 'patch', link: 'l4', text: 'value="180.00:00:00"', status: 'effective' },
      ],
    },
  ];
}

function plain(id: string, role: Clock['role'], name: string, length: Lifetime): Clock {
  return {
    id,
    role,
    name,
    length,
    restart: { on: 'never' },
    pingRestarts: false,
    kills: [],
    uncertainty: 0,
    aliveAtEnd: true,
    sources: [],
  };
}

const pinged = (scenario: Scenario): Scenario => ({ ...scenario, ping: { every: 15 * MINUTE } });
const remembered = (scenario: Scenario): Scenario => ({ ...scenario, remember: true });

export interface Golden {
  readonly name: string;
  readonly model: Model;
  readonly windows: readonly { readonly from: number; readonly to: number; readonly state: string }[];
}

const gap = (from: number, to: number) => ({ from: from * MINUTE, to: to * MINUTE, state: 'signedInNoData' });
const left = (from: number, to: number) => ({ from: from * MINUTE, to: to * MINUTE, state: 'dataNoSignIn' });

/** The ten golden scenarios of the design, with the windows it measured. */
export const GOLDEN: readonly Golden[] = [
  { name: 'G1', model: siteWith(clicked(0)), windows: [gap(20, 30)] },
  { name: 'G2', model: siteWith(clicked(0, 4, 12)), windows: [left(30, 32)] },
  { name: 'G3', model: siteWith(clicked(0, 4, 16)), windows: [gap(36, 46)] },
  { name: 'G4', model: siteWith(clicked(0, 4, 15)), windows: [gap(35, 45)] },
  { name: 'G4 on ASP.NET Core', model: siteWith(clicked(0, 4, 15), { strict: true }), windows: [left(30, 35)] },
  { name: 'G5', model: siteWith(clicked(0, 10)), windows: [] },
  {
    name: 'G6',
    model: siteWith(remembered(clicked(0, 4, 16))),
    windows: [{ from: 36 * MINUTE, to: 180 * DAY, state: 'signedInNoData' }],
  },
  {
    name: 'G7',
    model: siteWith(pinged(clicked(0, 4, 16))),
    windows: [{ from: 46 * MINUTE, to: 29 * HOUR, state: 'dataNoSignIn' }],
  },
  { name: 'G8', model: siteWith(clicked(0, 14), { session: 1800, pool: 3600 }), windows: [left(30, 44)] },
  { name: 'G9', model: siteWith(clicked(0, 4, 16), { sliding: false }), windows: [left(30, 36)] },
  { name: 'G10', model: siteWith(clicked(0, 4, 16), { pool: 600 }), windows: [gap(14, 16), gap(26, 46)] },
];

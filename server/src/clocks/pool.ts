import { type Clock, isUnknown, type Lifetime } from '../session/clocks';
import { effective } from '../settings/worth';
import { IIS } from '../site/iis/key';
import { lifetimeOf } from './lifetimeOf';
import type { ClockInput, ClockSource } from './source';

const POOL = 'system.applicationHost/applicationPools/add';
const SCHEDULE = `${POOL}/recycling/periodicRestart/schedule/add/@value`;

/** What the application pool of IIS does to whatever site runs in it (docs/reference/iis.md, Application pool). */
export const pool: ClockSource = {
  id: 'pool',
  claims: ({ view }) => view.site.has(IIS),
  clocks: (input, below) => [...below, poolIdle(input), poolRecycle(input), ...poolSchedule(input)],
};

function poolIdle({ settings, cite }: ClockInput): Clock {
  const timeout = settings.get(`${POOL}/processModel/@idleTimeout`);
  const action = settings.get(`${POOL}/processModel/@idleTimeoutAction`).value;
  const suspends = action === 'Suspend';
  return {
    id: 'poolIdle',
    role: 'server',
    name: 'App pool idle',
    length: isUnknown(action) ? action : zeroIsNever(lifetimeOf(timeout)),
    restart: { on: 'everyRequest' },
    pingRestarts: true,
    kills: [],
    uncertainty: 60,
    aliveAtEnd: true,
    worker: suspends ? 'suspends' : 'stops',
    sources: cite.setting(timeout),
    note: suspends
      ? 'Suspends the worker and keeps its memory.'
      : 'Stops the worker when nobody has sent a request for this long; checked once a minute.',
  };
}

function poolRecycle({ settings, cite }: ClockInput): Clock {
  const time = settings.get(`${POOL}/recycling/periodicRestart/@time`);
  return {
    id: 'poolRecycle',
    role: 'server',
    name: 'App pool recycle',
    length: zeroIsNever(lifetimeOf(time)),
    restart: { on: 'workerStart' },
    pingRestarts: false,
    kills: [],
    uncertainty: 0,
    aliveAtEnd: true,
    worker: 'recycles',
    sources: cite.setting(time),
    note: 'Counts from the start of the worker process, so it comes at another hour each day.',
  };
}

function poolSchedule({ view, cite }: ClockInput): Clock[] {
  if (isUnknown(view.pool)) return [];
  const schedule = view.pool.pool.schedule();
  if (schedule.length === 0) return [];
  return [
    {
      id: 'poolSchedule',
      role: 'server',
      name: 'App pool schedule',
      length: Math.round(86_400 / schedule.length),
      restart: { on: 'workerStart' },
      pingRestarts: false,
      kills: [],
      uncertainty: 0,
      aliveAtEnd: true,
      worker: 'recycles',
      timeOfDay: true,
      sources: schedule.flatMap((time) => cite.setting(effective(SCHEDULE, time))),
      note: `Recycles every day at ${schedule.map(({ literal }) => (isUnknown(literal) ? 'an unknown time' : literal)).join(', ')} local time.`,
    },
  ];
}

/** IIS: 00:00:00 switches the timer off. */
function zeroIsNever(lifetime: Lifetime): Lifetime {
  return lifetime === 0 ? null : lifetime;
}

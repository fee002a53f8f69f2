import { BOOLEAN, iisPage, NATIVE_TIME_SPAN, nativeWords, section, UINT } from '../literals';
import type { SettingEntry } from '../setting';

/**
 * Application pools: what ends the worker process, and with it everything kept in its memory. One definition serves
 * the pools (`add`) and `applicationPoolDefaults`, which every pool inherits from.
 */

const POOLS = 'system.applicationHost/applicationPools';

function inPools(below: string, page: string, attributes: Parameters<typeof section>[1]): readonly SettingEntry[] {
  return section(
    {
      element: [`${POOLS}/add${below}`, `${POOLS}/applicationPoolDefaults${below}`],
      level: 'appHostOnly',
      defaultBy: 'IIS default',
      onBadLiteral: 'makes IIS refuse its configuration',
      docs: iisPage(`${POOLS}/add/${page}`),
      source: 'IIS_schema.xml, system.applicationHost/applicationPools',
    },
    attributes,
  );
}

const LIMIT = { min: 1, max: 4_294_967, step: 1 } as const;

const pool: readonly SettingEntry[] = inPools('', '', {
  startMode: {
    literal: nativeWords('OnDemand', 'AlwaysRunning'),
    default: 'OnDemand',
    effect: 'AlwaysRunning starts the worker process before the first request, and again after it has ended.',
    unverified: 'Whether the idle timeout still stops a worker process that is always to run.',
  },
  autoStart: { literal: BOOLEAN, default: 'true', effect: 'Starts the pool together with IIS.' },
  enableConfigurationOverride: {
    literal: BOOLEAN,
    default: 'true',
    effect: 'When false, IIS ignores its own sections in every web.config of the pool.',
  },
  queueLength: {
    literal: UINT,
    default: '1000',
    range: { min: 10, max: 65_535 },
    effect: 'Requests that may wait for the worker process before users get error 503.',
  },
});

const processModel: readonly SettingEntry[] = inPools('/processModel', 'processModel', {
  idleTimeout: {
    literal: NATIVE_TIME_SPAN,
    default: '00:20:00',
    range: { min: 0, max: 2_592_000, step: 60 },
    effect: 'Time without a request from anyone after which the worker process stops; 00:00:00 never stops it.',
    drives: 'poolIdle',
  },
  idleTimeoutAction: {
    literal: nativeWords('Terminate', 'Suspend'),
    default: 'Terminate',
    effect:
      'Terminate ends an idle worker process with all sessions in it; Suspend keeps them, though their clocks run on.',
  },
  startupTimeLimit: {
    literal: NATIVE_TIME_SPAN,
    default: '00:01:30',
    range: LIMIT,
    effect: 'Time a worker process gets to start before it is killed and counted as a crash.',
  },
  shutdownTimeLimit: {
    literal: NATIVE_TIME_SPAN,
    default: '00:01:30',
    range: LIMIT,
    effect: 'Time a worker process gets to finish its requests when it is recycled, before it is killed.',
  },
  pingingEnabled: {
    literal: BOOLEAN,
    default: 'true',
    effect: 'Asks the worker process for signs of life and kills it when none comes.',
  },
  pingInterval: {
    literal: NATIVE_TIME_SPAN,
    default: '00:00:30',
    range: LIMIT,
    effect: 'How often the worker process is asked for a sign of life.',
  },
  pingResponseTime: {
    literal: NATIVE_TIME_SPAN,
    default: '00:01:30',
    range: LIMIT,
    effect: 'Time without a sign of life after which the worker process is killed, with all sessions in it.',
  },
  maxProcesses: {
    literal: UINT,
    default: '1',
    range: { min: 0, max: 2_147_483_647 },
    effect: 'Number of worker processes; with more than one, sessions kept in process come and go between requests.',
  },
  loadUserProfile: {
    literal: BOOLEAN,
    default: 'false',
    effect:
      'Whether keys that protect sign-in cookies can be kept in the profile of the account, so that they survive a restart.',
  },
  setProfileEnvironment: {
    literal: BOOLEAN,
    default: 'true',
    effect: 'Whether the environment names the loaded profile, which ASP.NET Core needs to keep its keys there.',
  },
});

const recycling: readonly SettingEntry[] = inPools('/recycling', 'recycling/', {
  disallowOverlappingRotation: {
    literal: BOOLEAN,
    default: 'false',
    effect: 'When true, the old worker process ends before the new one starts, so that requests wait meanwhile.',
  },
  disallowRotationOnConfigChange: {
    literal: BOOLEAN,
    default: 'false',
    effect: 'When true, changes to the configuration of the pool no longer recycle it.',
  },
});

const periodicRestart: readonly SettingEntry[] = inPools('/recycling/periodicRestart', 'recycling/periodicRestart/', {
  time: {
    literal: NATIVE_TIME_SPAN,
    default: '29:00:00',
    range: { min: 0, max: 25_920_000, step: 60 },
    effect: 'Time after its start at which the worker process is recycled, at another hour every day; 00:00:00 never.',
    drives: 'poolRecycle',
  },
  memory: {
    literal: UINT,
    default: '0',
    effect: 'Kilobytes of virtual memory that recycle the worker process; 0 is off.',
  },
  privateMemory: {
    literal: UINT,
    default: '0',
    effect: 'Kilobytes of private memory that recycle the worker process; 0 is off.',
  },
  requests: { literal: UINT, default: '0', effect: 'Number of requests that recycles the worker process; 0 is off.' },
});

const schedule: readonly SettingEntry[] = inPools(
  '/recycling/periodicRestart/schedule/add',
  'recycling/periodicRestart/schedule/add',
  {
    value: {
      literal: NATIVE_TIME_SPAN,
      range: { min: 0, max: 86_399, step: 60 },
      effect: 'Time of day, by the clock of the server, at which the worker process is recycled, besides the interval.',
      drives: 'poolSchedule',
    },
  },
);

const failure: readonly SettingEntry[] = inPools('/failure', 'failure', {
  rapidFailProtection: {
    literal: BOOLEAN,
    default: 'true',
    effect: 'Stops the pool when its worker process crashes too often.',
  },
  rapidFailProtectionInterval: {
    literal: NATIVE_TIME_SPAN,
    default: '00:05:00',
    range: { min: 60, max: 8_640_000, step: 60 },
    effect: 'Time within which crashes are counted towards stopping the pool.',
  },
  rapidFailProtectionMaxCrashes: {
    literal: UINT,
    default: '5',
    range: { min: 1, max: 2_147_483_647 },
    effect: 'Crashes within the interval that stop the pool, after which users get error 503.',
  },
});

const cpu: readonly SettingEntry[] = inPools('/cpu', 'cpu', {
  limit: {
    literal: UINT,
    default: '0',
    range: { min: 0, max: 100_000 },
    effect: 'Processor time in thousandths of a percent at which the action is taken; 0 is off.',
  },
  action: {
    literal: nativeWords('NoAction', 'KillW3wp', 'Throttle', 'ThrottleUnderLoad'),
    default: 'NoAction',
    effect: 'What happens at the processor limit; KillW3wp ends the worker process with all sessions in it.',
  },
  resetInterval: {
    literal: NATIVE_TIME_SPAN,
    default: '00:05:00',
    range: { min: 0, max: 86_400, step: 60 },
    effect: 'Time over which processor use is measured; 00:00:00 switches the limit off.',
  },
});

export const applicationPools: readonly SettingEntry[] = [
  ...pool,
  ...processModel,
  ...recycling,
  ...periodicRestart,
  ...schedule,
  ...failure,
  ...cpu,
];

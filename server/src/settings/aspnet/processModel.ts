import { BOOLEAN, propertyOf, section, TEXT, TIME_SPAN_OR_INFINITE } from '../literals';
import type { SettingEntry } from '../setting';

const LEGACY = 'under IIS 6 and later the application pool decides instead';

/** `<processModel>` of machine.config: the worker process of IIS 5. Listed to say that it no longer acts. */
export const processModel: readonly SettingEntry[] = section(
  {
    element: 'system.web/processModel',
    level: 'machineOnly',
    defaultBy: '.NET default',
    onBadLiteral: 'stops every site of the machine from starting',
    docs: propertyOf('system.web.configuration.processmodelsection'),
    source: 'System.Web/Configuration/ProcessModelSection.cs',
  },
  {
    timeout: {
      literal: TIME_SPAN_OR_INFINITE,
      default: 'Infinite',
      effect: `Life of the old worker process; ${LEGACY}.`,
    },
    idleTimeout: {
      literal: TIME_SPAN_OR_INFINITE,
      default: 'Infinite',
      effect: `Idle time after which the old worker process stops; ${LEGACY}.`,
    },
    shutdownTimeout: {
      literal: TIME_SPAN_OR_INFINITE,
      default: '00:00:05',
      range: { min: 1 },
      effect: `Time the old worker process gets to stop; ${LEGACY}.`,
    },
    responseDeadlockInterval: {
      literal: TIME_SPAN_OR_INFINITE,
      default: '00:03:00',
      range: { min: 1 },
      effect: `Time without an answer after which the old worker process is restarted; ${LEGACY}.`,
    },
    responseRestartDeadlockInterval: {
      literal: TIME_SPAN_OR_INFINITE,
      default: '00:03:00',
      effect: `Least time between two such restarts; ${LEGACY}.`,
    },
    clientConnectedCheck: {
      literal: TIME_SPAN_OR_INFINITE,
      default: '00:00:05',
      effect: 'How long a request waits in the queue before ASP.NET looks whether its client is still there.',
    },
    pingFrequency: {
      literal: TIME_SPAN_OR_INFINITE,
      default: 'Infinite',
      effect: `How often the old worker process is asked for a sign of life; ${LEGACY}.`,
    },
    pingTimeout: {
      literal: TIME_SPAN_OR_INFINITE,
      default: 'Infinite',
      effect: `Time without a sign of life after which the old worker process is restarted; ${LEGACY}.`,
    },
    requestLimit: {
      literal: TEXT,
      default: 'Infinite',
      effect: `Requests after which the old worker process is replaced; ${LEGACY}.`,
    },
    requestQueueLimit: {
      literal: TEXT,
      default: '5000',
      effect: 'Requests that may wait in the queue before users get an error.',
    },
    memoryLimit: {
      literal: { kind: 'integer' },
      default: '60',
      effect: `Percent of memory at which the old worker process is replaced; ${LEGACY}.`,
    },
    webGarden: {
      literal: BOOLEAN,
      default: 'false',
      effect: `Starts an old worker process per processor, which splits sessions in memory; ${LEGACY}.`,
    },
  },
);

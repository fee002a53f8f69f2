import {
  BOOLEAN,
  iisPage,
  NATIVE_TIME_SPAN,
  nativeWords,
  type SectionFacts,
  section,
  TEXT,
  UINT,
  UINT_SECONDS,
} from '../literals';
import type { SettingEntry } from '../setting';

/** `system.webServer`: Classic ASP, the ASP.NET Core Module, FastCGI and what decides which requests touch a session. */

const GROUP = 'system.webServer';
const LARGEST = 2_147_483_647;

/** Elements whose page stands for a folder of pages. */
const FOLDERS: ReadonlySet<string> = new Set(['asp', 'fastCgi/application', 'applicationInitialization', 'modules']);

function iis(element: string, level: SectionFacts['level']): SectionFacts {
  return {
    element: `${GROUP}/${element}`,
    level,
    defaultBy: 'IIS default',
    onBadLiteral: 'fails every request with HTTP 500.19',
    docs: iisPage(`${GROUP}/${element}${FOLDERS.has(element) ? '/' : ''}`),
    source: `IIS_schema.xml, ${GROUP}/${element.split('/')[0]}`,
  };
}

const classicAsp: readonly SettingEntry[] = [
  ...section(iis('asp/session', 'lockedByIis'), {
    timeout: {
      literal: NATIVE_TIME_SPAN,
      default: '00:20:00',
      range: { min: 0, max: 31_536_000, step: 60 },
      effect: 'Time without a request after which the session of a Classic ASP page is dropped.',
      drives: 'classicAspSession',
    },
    allowSessionState: { literal: BOOLEAN, default: 'true', effect: 'Whether Classic ASP pages have sessions at all.' },
    max: { literal: UINT, default: '4294967295', effect: 'How many Classic ASP sessions there may be at one time.' },
    keepSessionIdSecure: {
      literal: BOOLEAN,
      default: 'true',
      effect: 'Marks the cookie of a Classic ASP session that began over TLS as secure.',
    },
  }),
  ...section(iis('asp/limits', 'lockedByIis'), {
    scriptTimeout: {
      literal: NATIVE_TIME_SPAN,
      default: '00:01:30',
      effect: 'Time after which a running Classic ASP script is ended.',
    },
    queueTimeout: {
      literal: NATIVE_TIME_SPAN,
      default: '00:00:00',
      effect: 'Time a Classic ASP request may wait before it is given up; 00:00:00 is no limit.',
    },
    queueConnectionTestTime: {
      literal: NATIVE_TIME_SPAN,
      default: '00:00:03',
      range: { min: 1, max: LARGEST },
      effect: 'Time in the queue after which IIS looks whether the client of a Classic ASP request is still there.',
    },
  }),
  ...section(iis('asp', 'lockedByIis'), {
    enableApplicationRestart: {
      literal: BOOLEAN,
      default: 'true',
      effect: 'Restarts a Classic ASP application when its configuration changes.',
      unverified: 'Whether that drops its sessions.',
    },
  }),
];

const aspNetCore: readonly SettingEntry[] = section(
  {
    ...iis('aspNetCore', 'everywhere'),
    defaultBy: 'ASP.NET Core Module default',
    docs: 'https://learn.microsoft.com/aspnet/core/host-and-deploy/iis/web-config',
    source: 'aspnetcore_schema_v2.xml',
  },
  {
    requestTimeout: {
      literal: NATIVE_TIME_SPAN,
      default: '00:02:00',
      range: { min: 0, max: 1_296_000, step: 1 },
      effect: 'Time the application gets to answer a request when it runs in a process of its own; ignored in process.',
    },
    startupTimeLimit: {
      literal: UINT_SECONDS,
      default: '120',
      range: { min: 0, max: 3600 },
      effect: 'Seconds the application gets to start.',
    },
    shutdownTimeLimit: {
      literal: UINT_SECONDS,
      default: '10',
      range: { min: 0, max: 600 },
      effect: 'Seconds the application gets to finish when app_offline.htm appears.',
    },
    rapidFailsPerMinute: {
      literal: UINT,
      default: '10',
      range: { min: 0, max: 100 },
      effect: 'How often a minute a crashed process of the application is started again; ignored in process.',
    },
    hostingModel: {
      literal: nativeWords('InProcess', 'OutOfProcess'),
      effect: 'Whether the application runs inside the worker process or in one of its own.',
      unverified: 'The schema has no default; the SDK writes inprocess.',
    },
    processesPerApplication: {
      literal: UINT,
      default: '1',
      range: { min: 1, max: 100 },
      effect: 'Number of processes of the application; more than one splits sessions kept in memory.',
    },
  },
);

const fastCgi: readonly SettingEntry[] = section(iis('fastCgi/application', 'appHostOnly'), {
  idleTimeout: {
    literal: UINT_SECONDS,
    default: '300',
    range: { min: 10, max: 2_592_000 },
    effect: 'Seconds without work after which a FastCGI process ends.',
    unverified: 'The documentation gives 604800 as the largest value, the schema 2592000.',
  },
  activityTimeout: {
    literal: UINT_SECONDS,
    default: '70',
    range: { min: 10, max: 2_592_000 },
    effect: 'Seconds a FastCGI process may go without activity on a request.',
    unverified: 'The documentation gives 3600 as the largest value, the schema 2592000; IIS 7.0 had 30 as default.',
  },
  requestTimeout: {
    literal: UINT_SECONDS,
    default: '90',
    range: { min: 10, max: 2_592_000 },
    effect: 'Seconds a FastCGI request may take.',
    unverified: 'The documentation gives 604800 as the largest value, the schema 2592000.',
  },
});

const others: readonly SettingEntry[] = [
  ...section(iis('webSocket', 'lockedByIis'), {
    pingInterval: {
      literal: NATIVE_TIME_SPAN,
      default: '00:00:00',
      range: { min: 0, max: 86_400 },
      effect: 'How often an open WebSocket is kept alive; 00:00:00 is off.',
    },
  }),
  ...section(iis('serverRuntime', 'lockedByIis'), {
    frequentHitTimePeriod: {
      literal: NATIVE_TIME_SPAN,
      default: '00:00:10',
      effect: 'Time within which repeated requests make an answer worth keeping; no effect on sessions.',
    },
    appConcurrentRequestLimit: {
      literal: UINT,
      default: '5000',
      effect: 'Requests the application may work on at one time; no effect on sessions.',
    },
  }),
  ...section(iis('cgi', 'lockedByIis'), {
    timeout: {
      literal: NATIVE_TIME_SPAN,
      default: '00:15:00',
      range: { min: 1, max: LARGEST },
      effect: 'Time a CGI program may take; no effect on sessions.',
    },
  }),
  ...section(iis('caching/profiles/add', 'everywhere'), {
    duration: {
      literal: NATIVE_TIME_SPAN,
      default: '00:00:30',
      range: { min: 1, max: 4_294_967 },
      effect: 'Time that IIS keeps an answer; a kept answer extends neither session nor sign-in.',
    },
  }),
  ...section(iis('applicationInitialization', 'machineToApplication'), {
    doAppInitAfterRestart: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'Warms the application up whenever it restarts; sessions lost in the restart stay lost.',
    },
  }),
  ...section(iis('modules', 'machineToApplication'), {
    runAllManagedModulesForAllRequests: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'When true, images and scripts too run through sign-in and session, and extend both.',
    },
  }),
  ...section(iis('modules/add', 'machineToApplication'), {
    preCondition: {
      literal: TEXT,
      default: '',
      effect: 'When a module runs; with managedHandler, static files extend neither session nor sign-in.',
    },
  }),
];

export const webServer: readonly SettingEntry[] = [...classicAsp, ...aspNetCore, ...fastCgi, ...others];

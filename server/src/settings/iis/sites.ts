import { BOOLEAN, iisPage, NATIVE_TIME_SPAN, section, TEXT, UINT } from '../literals';
import type { SettingEntry } from '../setting';

/** Sites, applications and limits of the whole server, in applicationHost.config. */

const SITES = 'system.applicationHost/sites';

const HOST = {
  level: 'appHostOnly',
  defaultBy: 'IIS default',
  onBadLiteral: 'makes IIS refuse its configuration',
} as const;

const limits: readonly SettingEntry[] = section(
  {
    ...HOST,
    element: [`${SITES}/site/limits`, `${SITES}/siteDefaults/limits`],
    docs: iisPage(`${SITES}/site/limits`),
    source: 'IIS_schema.xml, system.applicationHost/sites',
  },
  {
    connectionTimeout: {
      literal: NATIVE_TIME_SPAN,
      default: '00:02:00',
      range: { min: 0, max: 65_535, step: 1 },
      effect: 'Time after which an idle network connection is closed; it ends neither session nor sign-in.',
    },
  },
);

const applications: readonly SettingEntry[] = section(
  {
    ...HOST,
    element: [
      `${SITES}/site/application`,
      `${SITES}/site/applicationDefaults`,
      `${SITES}/siteDefaults/applicationDefaults`,
      `${SITES}/applicationDefaults`,
    ],
    docs: iisPage(`${SITES}/site/application/`),
    source: 'IIS_schema.xml, system.applicationHost/sites',
  },
  {
    applicationPool: {
      literal: TEXT,
      effect: 'The pool whose idle time and recycling rule this application.',
    },
    preloadEnabled: {
      literal: BOOLEAN,
      default: 'false',
      effect:
        'Sends a first request of its own after the worker process started; it acts only in a pool that always runs.',
    },
    serviceAutoStartEnabled: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'Starts the application together with its worker process instead of at the first request.',
    },
    serviceAutoStartProvider: {
      literal: TEXT,
      effect: 'Class that warms the application up when it starts by itself.',
    },
  },
);

const virtualDirectories: readonly SettingEntry[] = section(
  {
    ...HOST,
    element: [
      `${SITES}/site/application/virtualDirectory`,
      `${SITES}/site/application/virtualDirectoryDefaults`,
      `${SITES}/site/virtualDirectoryDefaults`,
      `${SITES}/virtualDirectoryDefaults`,
    ],
    docs: iisPage(`${SITES}/site/application/virtualDirectory`),
    source: 'IIS_schema.xml, system.applicationHost/sites',
  },
  {
    allowSubDirConfig: {
      literal: BOOLEAN,
      default: 'true',
      effect: 'When false, web.config files in sub-folders are not read.',
    },
  },
);

const webLimits: readonly SettingEntry[] = section(
  {
    ...HOST,
    element: 'system.applicationHost/webLimits',
    docs: iisPage('system.applicationHost/webLimits'),
    source: 'IIS_schema.xml, system.applicationHost/webLimits',
  },
  {
    connectionTimeout: {
      literal: NATIVE_TIME_SPAN,
      default: '00:02:00',
      effect:
        'Time after which an idle network connection is closed, for the whole server; it ends neither session nor sign-in.',
    },
    headerWaitTimeout: {
      literal: NATIVE_TIME_SPAN,
      default: '00:00:00',
      range: { min: 0, max: 65_535, step: 1 },
      effect: 'Time a client gets to send the head of its request; no effect on sessions.',
    },
    dynamicIdleThreshold: {
      literal: UINT,
      default: '0',
      range: { min: 0, max: 10_000 },
      effect:
        'Percent of memory near which IIS shortens the idle time of every pool, down to a thirty-second of it; 0 is off.',
    },
  },
);

const configHistory: readonly SettingEntry[] = section(
  {
    ...HOST,
    element: 'system.applicationHost/configHistory',
    docs: iisPage('system.applicationHost/configHistory'),
    source: 'IIS_schema.xml, system.applicationHost/configHistory',
  },
  {
    period: {
      literal: NATIVE_TIME_SPAN,
      default: '00:02:00',
      range: { min: 10, max: 2_147_483_647 },
      effect: 'How often IIS looks whether its configuration is to be kept as history; no effect on sessions.',
    },
  },
);

export const sites: readonly SettingEntry[] = [
  ...limits,
  ...applications,
  ...virtualDirectories,
  ...webLimits,
  ...configHistory,
];

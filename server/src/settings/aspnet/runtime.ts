import {
  BOOLEAN,
  FAILS_REQUESTS,
  INTEGER,
  MINUTES_OR_INFINITE,
  propertyOf,
  SECONDS,
  SECONDS_OR_INFINITE,
  STOPS_SITE,
  section,
  TIME_SPAN_OR_INFINITE,
  words,
} from '../literals';
import type { SettingEntry } from '../setting';

/** Sections of the ASP.NET run time that end requests, application domains and what is kept in their memory. */

const EVERYWHERE = { level: 'everywhere', defaultBy: '.NET default' } as const;
const APPLICATION = { level: 'machineToApplication', defaultBy: '.NET default' } as const;

const WHOLE_SECONDS = { kind: 'integer', unit: 'seconds' } as const;

const httpRuntime: readonly SettingEntry[] = section(
  {
    ...EVERYWHERE,
    element: 'system.web/httpRuntime',
    onBadLiteral: 'stops the site from starting, or in a sub-folder fails every request to it',
    docs: propertyOf('system.web.configuration.httpruntimesection'),
    source: 'System.Web/Configuration/HttpRuntimeSection.cs',
  },
  {
    executionTimeout: {
      literal: SECONDS,
      default: '110',
      range: { min: 1 },
      effect: 'Seconds after which a running request is aborted, up to 15 later; not when compiled with debug.',
    },
    shutdownTimeout: {
      literal: SECONDS,
      default: '90',
      effect: 'Seconds that running requests get to finish when the application restarts.',
    },
    delayNotificationTimeout: {
      literal: SECONDS,
      default: '0',
      effect: 'Seconds during which changed files do not restart an application whose first request still runs.',
      unverified: 'Older versions of the .NET Framework are documented with 5.',
    },
    waitChangeNotification: {
      literal: WHOLE_SECONDS,
      default: '0',
      range: { min: 0 },
      effect:
        'Seconds without another changed file before the application restarts; acts only with maxWaitChangeNotification.',
    },
    maxWaitChangeNotification: {
      literal: WHOLE_SECONDS,
      default: '0',
      range: { min: 0 },
      effect: 'Longest wait in seconds for further changed files; acts only with waitChangeNotification.',
    },
    fcnMode: {
      literal: words('NotSet', 'Default', 'Disabled', 'Single'),
      default: 'NotSet',
      effect:
        'How folders are watched; Disabled keeps changed files from restarting the application and dropping its sessions.',
    },
    enable: { literal: BOOLEAN, default: 'true', effect: 'Whether the application answers requests at all.' },
  },
);

const pages: readonly SettingEntry[] = section(
  {
    ...EVERYWHERE,
    element: 'system.web/pages',
    onBadLiteral: 'fails every request to a page below this file',
    docs: propertyOf('system.web.configuration.pagessection'),
    source: 'System.Web/Configuration/PagesSection.cs',
  },
  {
    asyncTimeout: {
      literal: SECONDS,
      default: '45',
      range: { min: 1 },
      effect: 'Seconds after which the asynchronous tasks of a page are given up.',
    },
    enableSessionState: {
      literal: words('true', 'false', 'ReadOnly'),
      default: 'true',
      effect: 'Whether pages may use the session; with false they still extend it.',
    },
  },
);

const compilation: readonly SettingEntry[] = section(
  {
    ...EVERYWHERE,
    element: 'system.web/compilation',
    onBadLiteral: STOPS_SITE,
    docs: propertyOf('system.web.configuration.compilationsection'),
    source: 'System.Web/Configuration/CompilationSection.cs',
  },
  {
    debug: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'Compiles pages for debugging, and so switches executionTimeout off.',
    },
    numRecompilesBeforeAppRestart: {
      literal: INTEGER,
      default: '15',
      effect: 'How many recompiled page assemblies restart the application, which drops sessions kept in process.',
    },
    batchTimeout: {
      literal: SECONDS_OR_INFINITE,
      default: '900',
      range: { min: 1 },
      effect: 'Seconds that compiling a whole folder may take; no effect on sessions.',
    },
  },
);

const hostingEnvironment: readonly SettingEntry[] = section(
  {
    ...APPLICATION,
    element: 'system.web/hostingEnvironment',
    onBadLiteral: STOPS_SITE,
    docs: propertyOf('system.web.configuration.hostingenvironmentsection'),
    source: 'System.Web/Configuration/HostingEnvironmentSection.cs',
  },
  {
    idleTimeout: {
      literal: MINUTES_OR_INFINITE,
      default: 'Infinite',
      range: { min: 1 },
      effect:
        'Minutes without any request after which the application is unloaded, and sessions kept in process with it.',
      drives: 'appDomainIdle',
    },
    shutdownTimeout: {
      literal: SECONDS,
      default: '30',
      range: { min: 1 },
      effect: 'Seconds that background work gets to finish when the application is unloaded.',
    },
    urlMetadataSlidingExpiration: {
      literal: TIME_SPAN_OR_INFINITE,
      default: '00:01:00',
      range: { min: 0 },
      effect: 'How long facts about addresses are kept in memory; no effect on sessions.',
    },
  },
);

const cache: readonly SettingEntry[] = section(
  {
    ...APPLICATION,
    element: 'system.web/caching/cache',
    onBadLiteral: STOPS_SITE,
    docs: propertyOf('system.web.configuration.cachesection'),
    source: 'System.Web/Cache/CacheInternal.cs',
  },
  {
    disableExpiration: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'When true, nothing in the cache expires any more, and sessions kept in process never end.',
    },
    disableMemoryCollection: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'Keeps the cache from giving memory back under pressure; sessions are never dropped for that.',
    },
    privateBytesLimit: {
      literal: { kind: 'integer' },
      default: '0',
      effect:
        'Bytes of private memory at which the cache begins to give memory back; sessions are never dropped for that.',
    },
    privateBytesPollTime: {
      literal: TIME_SPAN_OR_INFINITE,
      default: '00:02:00',
      effect: 'How often the cache looks at the memory in use; no effect on sessions.',
    },
  },
);

const outputCache: readonly SettingEntry[] = section(
  {
    ...APPLICATION,
    element: 'system.web/caching/outputCacheSettings/outputCacheProfiles/add',
    onBadLiteral: 'fails every request to a page that uses the profile',
    docs: propertyOf('system.web.configuration.outputcacheprofile'),
    source: 'System.Web/Configuration/OutputCacheProfile.cs',
  },
  {
    duration: {
      literal: WHOLE_SECONDS,
      default: '-1',
      effect: 'Seconds that an answer is kept; a kept answer may extend neither session nor sign-in.',
      unverified: 'That an answer from the managed output cache does not extend the session.',
    },
  },
);

const httpCookies: readonly SettingEntry[] = section(
  {
    ...EVERYWHERE,
    element: 'system.web/httpCookies',
    onBadLiteral: FAILS_REQUESTS,
    docs: propertyOf('system.web.configuration.httpcookiessection'),
    source: 'System.Web/Configuration/HttpCookiesSection.cs',
  },
  {
    requireSSL: {
      literal: BOOLEAN,
      default: 'false',
      effect:
        'Marks cookies as secure, the one with the session id too: over plain HTTP the session is then a new one.',
    },
    sameSite: {
      literal: words('None', 'Lax', 'Strict', 'Unspecified', '-1'),
      default: 'Unspecified',
      effect:
        'SameSite of cookies made without one; a browser takes such a cookie for Lax and keeps it back on a POST from elsewhere.',
      unverified: 'Known since .NET Framework 4.7.2; the default since the updates of December 2019.',
    },
  },
);

const deployment: readonly SettingEntry[] = section(
  {
    level: 'machineOnly',
    defaultBy: '.NET default',
    element: 'system.web/deployment',
    onBadLiteral: 'stops every site of the machine from starting',
    docs: propertyOf('system.web.configuration.deploymentsection'),
    source: 'System.Web/Configuration/DeploymentSection.cs',
  },
  {
    retail: {
      literal: BOOLEAN,
      default: 'false',
      effect:
        'Switches debug compilation off for the whole machine, but not what compilation debug does to executionTimeout.',
      unverified: 'That executionTimeout still looks at compilation debug is concluded from the code.',
    },
  },
);

export const runtime: readonly SettingEntry[] = [
  ...httpRuntime,
  ...pages,
  ...compilation,
  ...hostingEnvironment,
  ...cache,
  ...outputCache,
  ...httpCookies,
  ...deployment,
];

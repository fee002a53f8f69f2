import {
  BOOLEAN,
  MINUTES_OR_INFINITE,
  propertyOf,
  SECONDS_OR_INFINITE,
  STOPS_SITE,
  section,
  TEXT,
  words,
  YEAR_OF_MINUTES,
} from '../literals';
import type { SettingEntry } from '../setting';

/** `<sessionState>`: where session data lives and how long. */
const element: readonly SettingEntry[] = section(
  {
    element: 'system.web/sessionState',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: STOPS_SITE,
    docs: propertyOf('system.web.configuration.sessionstatesection'),
    source: 'System.Web/Configuration/SessionStateSection.cs',
  },
  {
    mode: {
      literal: words('Off', 'InProc', 'StateServer', 'SQLServer', 'Custom'),
      default: 'InProc',
      effect: 'Where session data lives, and so whether it survives a restart of the application or of the server.',
    },
    timeout: {
      literal: MINUTES_OR_INFINITE,
      default: '20',
      range: { min: 1 },
      rangeWhen: {
        path: 'system.web/sessionState/@mode',
        is: ['InProc', 'StateServer'],
        range: { max: YEAR_OF_MINUTES },
        because: 'session data in process or in the state service may live a year at most',
      },
      onInfinite: 'is too large for the whole number of minutes behind it, so that sessions most likely end at once',
      effect: 'Minutes without a request after which the session data is dropped.',
      drives: 'sessionData',
      unverified: 'What `Infinite` does with SQLServer and Custom is concluded from the code, not tried.',
    },
    cookieless: {
      literal: words('UseCookies', 'UseUri', 'AutoDetect', 'UseDeviceProfile', 'true', 'false'),
      default: 'UseCookies',
      effect: 'Whether the session id travels in a cookie or in the address, where a pasted link shares or loses it.',
    },
    cookieName: {
      literal: TEXT,
      default: 'ASP.NET_SessionId',
      effect:
        'Name of the cookie that carries the session id; two applications on one host share the id, not the data.',
    },
    cookieSameSite: {
      literal: words('None', 'Lax', 'Strict'),
      default: 'Lax',
      effect:
        'Whether the session cookie comes back from another site; Lax loses it on a posted return from a bank or sign-in page.',
      unverified:
        'The default is Lax since the updates of December 2019; before them the cookie had no SameSite at all.',
    },
    regenerateExpiredSessionId: {
      literal: BOOLEAN,
      default: 'true',
      effect:
        'Gives an expired session a new id, but only where ids travel in the address; with cookies the id is used again.',
    },
    stateConnectionString: {
      literal: TEXT,
      default: 'tcpip=loopback:42424',
      secret: true,
      effect: 'Address of the state service that holds session data under StateServer.',
    },
    stateNetworkTimeout: {
      literal: SECONDS_OR_INFINITE,
      default: '10',
      range: { min: 1 },
      effect: 'Seconds to wait for the state service before the request fails; no data is lost.',
    },
    sqlConnectionString: {
      literal: TEXT,
      default: 'data source=localhost;Integrated Security=SSPI',
      secret: true,
      effect: 'Database that holds session data under SQLServer.',
    },
    sqlCommandTimeout: {
      literal: SECONDS_OR_INFINITE,
      default: '30',
      effect: 'Seconds to wait for the session database to answer before the request fails.',
    },
    sqlConnectionRetryInterval: {
      literal: SECONDS_OR_INFINITE,
      default: '0',
      effect: 'Seconds to keep trying to reach the session database after it has gone; 0 does not try again.',
      source: 'System.Web/State/sqlstateclientmanager.cs, CanRetry',
    },
    customProvider: {
      literal: TEXT,
      default: '',
      effect:
        'Name of the provider that holds session data, and decides when it ends, under mode Custom; ignored otherwise.',
    },
    compressionEnabled: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'Compresses session data on its way to the state service or database.',
    },
    allowCustomSqlDatabase: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'Lets the connection string name a session database of your own.',
    },
    useHostingIdentity: {
      literal: BOOLEAN,
      default: 'true',
      effect: 'Reaches the session store as the account of the worker process instead of the impersonated user.',
    },
    partitionResolverType: {
      literal: TEXT,
      default: '',
      effect: 'Class that decides which server holds which session; changing its answer loses the sessions.',
    },
    sessionIDManagerType: {
      literal: TEXT,
      default: '',
      effect: 'Class that makes, reads and sends session ids in place of the built-in one.',
    },
  },
);

/** Attributes of Microsoft.AspNet.SessionState.SqlSessionStateProviderAsync, when it is the provider. */
const asyncProvider: readonly SettingEntry[] = section(
  {
    element: 'system.web/sessionState/providers/add',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: STOPS_SITE,
    docs: 'https://github.com/aspnet/AspNetSessionState',
    source: 'aspnet/AspNetSessionState, SqlSessionStateProviderAsync',
  },
  {
    maxRetryNumber: {
      literal: { kind: 'integer', reader: 'parse' },
      default: '10',
      effect: 'How often the asynchronous SQL provider tries again before a request fails.',
    },
    retryInterval: {
      literal: { kind: 'integer', reader: 'parse', unit: 'milliseconds' },
      default: '1000',
      effect: 'Pause in milliseconds between two tries of the asynchronous SQL provider to reach its database.',
      unverified: 'That the number counts milliseconds; with memory-optimised tables the default is 1.',
    },
    skipKeepAliveWhenUnused: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'When true, requests that never look at the session no longer extend it.',
    },
  },
);

export const sessionState: readonly SettingEntry[] = [...element, ...asyncProvider];

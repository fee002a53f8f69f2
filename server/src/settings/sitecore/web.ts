import { BOOLEAN, FAILS_REQUESTS, section, TEXT } from '../literals';
import type { SettingEntry } from '../setting';

const PARSED = { kind: 'integer', reader: 'parse' } as const;
const SECONDS = { ...PARSED, unit: 'seconds' } as const;
const MILLISECONDS = { ...PARSED, unit: 'milliseconds' } as const;

/** Attributes of Sitecore's own session providers (stock web.config 9.0 and 10.0, comments). */
const providers: readonly SettingEntry[] = section(
  {
    element: 'system.web/sessionState/providers/add',
    level: 'machineToApplication',
    defaultBy: 'Sitecore default',
    onBadLiteral: FAILS_REQUESTS,
    docs: 'https://doc.sitecore.com/xp/en/developers/latest/platform-administration-and-architecture/session-state.html',
    source: 'stock web.config 9.0 and 10.0, comments',
  },
  {
    sessionType: {
      literal: TEXT,
      default: 'Standard',
      effect: "Keeps sessions apart that share one database: a visitor's own, and what visits of a contact share.",
    },
    pollingInterval: {
      literal: SECONDS,
      default: '2',
      effect: 'How often the provider looks for sessions that have ended; Session_End and the xDB wait for it.',
    },
    pollingEnabled: {
      literal: BOOLEAN,
      default: 'true',
      since: '9.0',
      effect: 'When false nobody looks for ended sessions: Session_End never comes, and the xDB gets no visit.',
    },
    pollingExpirationTimeout: {
      literal: SECONDS,
      default: '120',
      since: '9.0',
      effect: 'How long the Redis provider locks an ended session while its Session_End runs.',
    },
    pollingMaxExpiredSessionsPerSecond: {
      literal: PARSED,
      default: '0',
      since: '9.0',
      effect: 'How many ended sessions are handled each second; 0 means as many as there are.',
    },
    pollingMaxInstances: {
      literal: PARSED,
      default: '1',
      since: '10.0',
      effect: 'How many servers look for ended sessions at the same time.',
    },
    compression: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'Compresses session data on its way to the database; stock files switch it on.',
    },
    connectionTimeoutInMilliseconds: {
      literal: MILLISECONDS,
      default: '5000',
      since: '9.0',
      effect: 'How long the Redis provider tries to connect before the request fails.',
    },
    operationTimeoutInMilliseconds: {
      literal: MILLISECONDS,
      default: '1000',
      since: '9.0',
      effect: 'How long the Redis provider waits for one answer.',
    },
    retryTimeoutInMilliseconds: {
      literal: MILLISECONDS,
      default: '5000',
      since: '9.0',
      effect: 'How long the Redis provider tries an operation again before the request fails.',
    },
  },
);

/** Keys of appSettings that decide who signs users in, and how many requests of one session wait. */
const appSettings: readonly SettingEntry[] = [
  {
    key: 'owin:AppStartup',
    literal: TEXT,
    default: 'Sitecore.Owin.Startup, Sitecore.Owin',
    since: '9.0',
    effect: 'Class that sets up OWIN, and with it the sign-in from 9.1 on.',
  },
  {
    key: 'owin:AutomaticAppStartup',
    literal: BOOLEAN,
    default: 'true',
    since: '9.0',
    effect: 'When false OWIN does not start, and signing in falls back to forms authentication.',
  },
  {
    key: 'aspnet:RequestQueueLimitPerSession',
    literal: PARSED,
    default: '25',
    since: '9.0',
    effect: 'How many requests of one session may wait for each other before further ones are refused.',
  },
].map(({ key, ...facts }) => ({
  level: 'machineToApplication',
  defaultBy: 'Sitecore default',
  onBadLiteral: 'is not what the key takes',
  docs: 'https://support.sitecore.com/kb?id=kb_article_view&sysparm_article=KB0345947',
  source: 'stock web.config 9.0 and 10.0',
  ...facts,
  path: `appSettings/add[key='${key}']/@value`,
}));

/** What Sitecore adds to web.config (docs/reference/sitecore.md, web.config). */
export const sitecoreWeb: readonly SettingEntry[] = [...providers, ...appSettings];

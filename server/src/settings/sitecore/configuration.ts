import { TEXT } from '../literals';
import type { LiteralClass, SettingEntry } from '../setting';

/** What Sitecore settings have in common; what an unreadable value does is not told by any source. */
const common = {
  level: 'own',
  standsIn: 'Sitecore.config and its patches',
  defaultBy: 'Sitecore default',
  onBadLiteral: 'is not what the setting takes',
} as const satisfies Partial<SettingEntry>;

const REFERENCE = 'https://doc.sitecore.com/xp/en/developers/latest/platform-administration-and-architecture';
const AUTHENTICATION = 'https://support.sitecore.com/kb?id=kb_article_view&sysparm_article=KB0345947';

const MINUTES: LiteralClass = { kind: 'integer', unit: 'minutes', reader: 'parse' };
const DAYS: LiteralClass = { kind: 'integer', unit: 'days', reader: 'parse' };
const HOURS: LiteralClass = { kind: 'integer', unit: 'hours', reader: 'parse' };
const SECONDS: LiteralClass = { kind: 'integer', unit: 'seconds', reader: 'parse' };
const MILLISECONDS: LiteralClass = { kind: 'integer', unit: 'milliseconds', reader: 'parse' };
const SPAN: LiteralClass = { kind: 'timeSpan', infinite: false };
const FLAG: LiteralClass = { kind: 'boolean' };

type Facts = Pick<SettingEntry, 'literal' | 'effect'> & Partial<SettingEntry>;

/** `<setting name="…" value="…" />`. */
function named(entries: Readonly<Record<string, Facts>>): readonly SettingEntry[] {
  return Object.entries(entries).map(([name, facts]) => ({
    ...common,
    docs: REFERENCE,
    source: 'Sitecore.config, stock comments',
    ...facts,
    path: `sitecore/settings/setting[name='${name}']/@value`,
  }));
}

/** Elsewhere below `<sitecore>`: a path with @ is an attribute, one without the text of the element. */
function placed(entries: Readonly<Record<string, Facts>>): readonly SettingEntry[] {
  return Object.entries(entries).map(([path, facts]) => ({
    ...common,
    docs: REFERENCE,
    source: 'Sitecore.config, stock comments',
    ...facts,
    path: `sitecore/${path}`,
  }));
}

/** Signing in and staying so (docs/reference/sitecore.md, Settings). */
const signIn = named({
  'Authentication.ClientSessionTimeout': {
    literal: MINUTES,
    default: '60',
    effect:
      'When the ticket of a client user counts as expired for the limit of concurrent editors; it signs nobody out.',
    docs: AUTHENTICATION,
  },
  'Authentication.ClientPersistentLoginDuration': {
    literal: DAYS,
    default: '180',
    effect: 'How long a sign-in with Remember me lasts; without it the cookie ends with the browser.',
    drives: 'persistentLogin',
    docs: AUTHENTICATION,
  },
  'Login.DisableRememberMe': {
    literal: FLAG,
    default: 'false',
    since: '7.5',
    effect: "Takes the Remember me box away from Sitecore's own sign-in page.",
  },
  'Login.RememberLastLoggedInUserName': {
    literal: FLAG,
    default: 'false',
    since: '9.2',
    effect: 'Fills in the name of the user who signed in last; it keeps nobody signed in.',
  },
  'Login.DisableAutoComplete': {
    literal: FLAG,
    default: 'true',
    since: '9.2',
    effect: 'Asks the browser not to fill in name and password on the sign-in page.',
  },
});

/** OWIN and federated sign-in (docs/reference/sitecore.md, OWIN and federated sign-in). */
const owin: readonly SettingEntry[] = [
  ...named({
    'FederatedAuthentication.Enabled': {
      literal: FLAG,
      default: 'true',
      defaults: [
        { since: '9.0', value: 'false' },
        { since: '9.1', value: 'true' },
      ],
      since: '9.0',
      effect: 'Moves the sign-in from the forms cookie to the OWIN cookie, and lets other servers sign users in.',
      source: 'Sitecore.Owin.Authentication.config',
    },
    'Owin.Authentication.Enabled': {
      literal: FLAG,
      default: 'true',
      since: '9.1',
      effect: 'Whether OWIN signs users in at all.',
      source: 'Sitecore.Owin.Authentication.config',
    },
    'FederatedAuthentication.IdentityServer.Authority': {
      literal: TEXT,
      since: '9.1',
      effect: 'Address of the Sitecore Identity server that signs editors in.',
      source: 'Sitecore.Owin.Authentication.IdentityServer.config',
    },
    'FederatedAuthentication.IdentityServer.ClientId': {
      literal: TEXT,
      default: 'Sitecore',
      since: '9.1',
      effect: 'Which client of Sitecore Identity this site is; its token lifetimes count.',
      source: 'Sitecore.Owin.Authentication.IdentityServer.config',
    },
    'FederatedAuthentication.IdentityServer.ResourceOwnerClientId': {
      literal: TEXT,
      default: 'SitecorePassword',
      since: '9.1',
      effect: 'Which client of Sitecore Identity signs in with name and password for tools.',
      source: 'Sitecore.Owin.Authentication.IdentityServer.config',
    },
  }),
  ...['CookieAuthentication', 'PreviewCookieAuthentication'].flatMap((processor) =>
    placed({
      [`pipelines/owin.initialize/processor[name='${processor}']/ExpireTimeSpan`]: {
        literal: SPAN,
        default: '00:30:00',
        since: '9.1',
        effect:
          processor === 'CookieAuthentication'
            ? 'How long the sign-in inside the OWIN cookie is valid, unless Sitecore Identity says otherwise.'
            : 'How long the sign-in inside the cookie of the preview mode is valid.',
        ...(processor === 'CookieAuthentication' && { drives: 'authCookie' }),
        docs: AUTHENTICATION,
        source: 'Sitecore.Owin.Authentication.config',
      },
      [`pipelines/owin.initialize/processor[name='${processor}']/SlidingExpiration`]: {
        literal: FLAG,
        default: 'true',
        since: '9.1',
        effect: 'Renews the cookie on requests in the second half of its life; when false it ends at a fixed time.',
        docs: AUTHENTICATION,
        source: 'Sitecore.Owin.Authentication.config',
      },
    }),
  ),
];

/** Background tasks that keep the site awake or clean up (docs/reference/sitecore.md, Settings). */
const scheduling = placed({
  'scheduling/frequency': {
    literal: SPAN,
    default: '00:00:05',
    defaults: [
      { since: '6.0', value: '00:05:00' },
      { since: '9.0.2', value: '00:00:05' },
    ],
    effect:
      'How often Sitecore looks whether an agent is due; every interval is rounded up to it, zero stops them all.',
  },
  "scheduling/agent[type='Sitecore.Tasks.UrlAgent']/@interval": {
    literal: SPAN,
    default: '00:15:00',
    defaults: [
      { since: '6.0', value: '01:00:00' },
      { since: '7.5', value: '00:15:00' },
    ],
    effect: 'How often Sitecore requests its own keep-alive page, so that IIS does not stop the idle application pool.',
  },
  "scheduling/agent[type='Sitecore.Tasks.CleanupAuthenticationTicketsAgent']/@interval": {
    literal: SPAN,
    default: '04:00:00',
    since: '8.0',
    effect: 'How often expired tickets are deleted from the Core database.',
  },
  "scheduling/agent[type='Sitecore.Tasks.CompactClientDataAgent']/@interval": {
    literal: SPAN,
    default: '04:00:00',
    effect: 'How often old data of editors is deleted from the client data store.',
  },
});

/** What editors leave on the server, and what is mistaken for their session (docs/reference/sitecore.md, Settings). */
const editing: readonly SettingEntry[] = [
  ...placed({
    "clientDataStore/param[desc='object lifetime']": {
      literal: SPAN,
      default: '00:20:00',
      until: '10.0',
      effect: "How long the state of an editor's dialogs is stored in the client data store.",
      unverified: 'What a value shorter than the session does.',
    },
  }),
  ...named({
    'PagePreview.SessionExpirationPeriod': {
      literal: SPAN,
      default: '365.00:00:00',
      since: '7.0',
      effect: 'How long a shared link to a preview can be opened.',
    },
    SessionExpirationThreadCount: {
      literal: TEXT,
      since: '9.2',
      effect: 'How many workers end expired sessions; empty means one for each processor, too few delay the xDB.',
    },
    'MediaResponse.MaxAge': {
      literal: SPAN,
      default: '7.00:00:00',
      effect: 'How long browsers may keep media files; it has nothing to do with sessions.',
    },
    'MediaResponse.SlidingExpiration': {
      literal: FLAG,
      effect: "Restarts the browser's time for media files on each request; it has nothing to do with sessions.",
    },
    'Caching.SecurityCacheExpiration': {
      literal: SPAN,
      default: '00:00:00',
      since: '6.3',
      effect: 'How long a change of a role may stay unseen on this server; zero means until it is told.',
    },
    'Sitecore.Services.Token.Authorization.Timeout': {
      literal: MINUTES,
      default: '20',
      since: '8.2',
      effect: 'How long a token of Sitecore.Services.Client is valid, where such tokens are switched on.',
      source: 'Sitecore.Services.Client.config',
    },
    'Sitecore.Services.UserNamesCache.InvalidationTimeout': {
      literal: SECONDS,
      default: '10',
      since: '9.2',
      effect: 'How long Sitecore.Services.Client remembers that a user exists.',
      source: 'Sitecore.Services.Client.config',
    },
    'Spe.PersistentSessionExpirationMinutes': {
      literal: MINUTES,
      effect: 'How long a session of Sitecore PowerShell Extensions is kept; the module ships with 30 minutes.',
      source: 'Spe.config',
    },
  }),
  ...placed({
    "pipelines/httpRequestBegin/processor[desc='exmSetEmailRenderSessionTimeout']/Timeout": {
      literal: MINUTES,
      since: '9.0.1',
      effect: 'Length that Email Experience Manager gives to sessions which render mails; it ships with 1 minute.',
      source: 'Sitecore.EmailExperience.Core.config',
      unverified: 'Its unit: the stock comment only speaks of a short session.',
    },
  }),
];

/** Visitors, robots and xDB (docs/reference/sitecore.md, Visitors and robots). */
const tracking: readonly SettingEntry[] = [
  ...named({
    'Analytics.AutoDetectBots': {
      literal: FLAG,
      default: 'true',
      since: '6.5',
      effect: 'Takes a visitor for a robot, with a short session, until the browser proves otherwise.',
    },
    'Analytics.Robots.SessionTimeout': {
      literal: MINUTES,
      default: '1',
      since: '6.5',
      effect: 'Length of the session of a visitor who is taken for a robot.',
      drives: 'robotSession',
    },
    'Analytics.Robots.IgnoreRobots': {
      literal: FLAG,
      default: 'true',
      since: '6.5',
      effect: 'Leaves robots out of the xDB.',
    },
    'Analytics.Robots.IgnoreAutoRobots': {
      literal: FLAG,
      default: 'true',
      since: '6.5',
      until: '7.5',
      effect: 'Left visitors who were detected as robots out of the xDB.',
      unverified: 'Whether 7.2 still reads it.',
    },
    'Analytics.CookieLifetime': {
      literal: HOURS,
      default: '87600',
      since: '8.2',
      effect: 'How long the cookie lives by which a contact is known again; it signs nobody in.',
    },
    'Analytics.ClusterName': {
      literal: TEXT,
      default: 'default-cd-cluster',
      since: '7.5',
      effect: 'Host name of the group of delivery servers that share the sessions of their visitors.',
    },
    'Xdb.Enabled': {
      literal: FLAG,
      default: 'true',
      since: '8.1',
      effect: 'Without the xDB nobody is tracked, and no session is shortened as one of a robot.',
    },
    'Xdb.Tracking.Enabled': {
      literal: FLAG,
      default: 'true',
      since: '8.1',
      effect: 'Without tracking no session is shortened as one of a robot.',
    },
    'FXM.ShareSessionsWhenPossible': {
      literal: FLAG,
      default: 'false',
      since: '8.0',
      effect: 'Lets pages of other sites that Federated Experience Manager tracks share one session.',
    },
  }),
  ...placed({
    'tracking/sharedSessionState/@defaultProvider': {
      literal: TEXT,
      default: 'InProc',
      since: '7.5',
      effect: "Where data that a contact's parallel visits share is kept; several delivery servers need one for all.",
    },
    "tracking/sharedSessionState/config/param[desc='maxLockAge']": {
      literal: MILLISECONDS,
      default: '5000',
      since: '7.5',
      effect: 'After which time a request takes over the lock that another one holds on a contact.',
      unverified: 'Its unit: a neighbouring comment speaks of milliseconds.',
    },
    "tracking/sharedSessionState/config/param[desc='timeoutBetweenLockAttempts']": {
      literal: MILLISECONDS,
      default: '200',
      defaults: [
        { since: '8.1', value: '10' },
        { since: '9.0.2', value: '200' },
      ],
      since: '8.1',
      effect: 'How long a request waits before it tries again to lock a contact.',
    },
  }),
];

/** Settings inside `<sitecore>` that decide, or are thought to decide, how long users stay signed in. */
export const sitecore: readonly SettingEntry[] = [...signIn, ...owin, ...scheduling, ...editing, ...tracking];

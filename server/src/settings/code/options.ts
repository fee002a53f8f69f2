import { BOOLEAN, TIME_SPAN } from '../literals';
import type { LiteralClass, SettingEntry } from '../setting';

/** What options of one class have in common. */
interface Class {
  /** Simple name, as paths have it. */
  readonly name: string;
  /** Full name, for the documentation of .NET; or the page of another product. */
  readonly docs: string;
  readonly source: string;
}

interface Option {
  readonly property: string;
  readonly literal?: LiteralClass;
  readonly default?: string;
  readonly effect: string;
  readonly drives?: string;
}

const SECONDS: LiteralClass = { kind: 'integer', unit: 'seconds' };
const NUMBER: LiteralClass = { kind: 'integer' };
const TEXT: LiteralClass = { kind: 'string' };

/** Settings of an options class; a scheme or client follows the class in brackets where a value is given for one. */
function optionsOf({ name, docs, source }: Class, options: readonly Option[]): readonly SettingEntry[] {
  return options.map(({ property, literal = TIME_SPAN, ...option }) => ({
    ...option,
    literal,
    path: `${name}.${property}`,
    level: 'code',
    defaultBy: '.NET default',
    onBadLiteral: 'does not compile or throws at start',
    docs: docs.startsWith('https:') ? docs : `https://learn.microsoft.com/dotnet/api/${docs}`.toLowerCase(),
    source,
  }));
}

const flag = (property: string, fallback: boolean, effect: string): Option => ({
  property,
  literal: BOOLEAN,
  default: String(fallback),
  effect,
});

const AUTHENTICATION = 'Microsoft.AspNetCore.Authentication';
const DUENDE = 'https://docs.duendesoftware.com/identityserver/reference/options/';
const CLIENT = 'https://docs.duendesoftware.com/identityserver/reference/models/client/';
const REMOTE = 'How long a call to the other server may take: for its metadata, its keys, its tokens.';

/** What hosts keep in code: nothing in web.config changes these. Paths are `Type.Property`. */
export const codeOptions: readonly SettingEntry[] = [
  ...optionsOf(
    {
      name: 'CookieAuthenticationOptions',
      docs: `${AUTHENTICATION}.Cookies.CookieAuthenticationOptions`,
      source: 'ASP.NET Core and Microsoft.Owin.Security.Cookies, CookieAuthenticationOptions.cs',
    },
    [
      {
        property: 'ExpireTimeSpan',
        default: '14.00:00:00',
        effect: 'How long the sign-in ticket inside the cookie is valid.',
        drives: 'authCookie',
      },
      flag(
        'SlidingExpiration',
        true,
        'Renews the sign-in on requests after half of its life has passed, unless the ticket forbids it.',
      ),
      {
        property: 'Cookie.MaxAge',
        effect: 'Makes browsers keep the cookie this long, across restarts; the ticket inside may end earlier.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'OpenIdConnectOptions',
      docs: `${AUTHENTICATION}.OpenIdConnect.OpenIdConnectOptions`,
      source: 'ASP.NET Core, OpenIdConnectOptions.cs',
    },
    [
      flag(
        'UseTokenLifetime',
        false,
        'The sign-in lasts as long as the id_token, five minutes for some servers, whatever the cookie says.',
      ),
      {
        property: 'RemoteAuthenticationTimeout',
        default: '00:15:00',
        effect: 'How long users may take at the other server before their sign-in fails.',
      },
      {
        property: 'ProtocolValidator.NonceLifetime',
        default: '00:15:00',
        effect: 'How long users may take at the other server before the answer is refused.',
      },
      {
        property: 'MaxAge',
        effect: 'Asks the other server to sign users in anew when they last did so longer ago than this.',
      },
      flag('SaveTokens', false, 'Keeps the tokens in the cookie; nobody refreshes them by itself.'),
      flag(
        'GetClaimsFromUserInfoEndpoint',
        false,
        'Asks the other server about the user at each sign-in, which it may count as activity.',
      ),
      { property: 'BackchannelTimeout', default: '00:01:00', effect: REMOTE },
    ],
  ),
  ...optionsOf(
    {
      name: 'JwtBearerOptions',
      docs: `${AUTHENTICATION}.JwtBearer.JwtBearerOptions`,
      source: 'ASP.NET Core, JwtBearerOptions.cs',
    },
    [
      {
        property: 'TokenValidationParameters.ClockSkew',
        default: '00:05:00',
        effect: 'How long a token is still accepted after its end.',
      },
      { property: 'BackchannelTimeout', default: '00:01:00', effect: REMOTE },
    ],
  ),
  ...optionsOf(
    {
      name: 'BearerTokenOptions',
      docs: `${AUTHENTICATION}.BearerToken.BearerTokenOptions`,
      source: 'ASP.NET Core, BearerTokenOptions.cs',
    },
    [
      {
        property: 'BearerTokenExpiration',
        default: '01:00:00',
        effect: 'How long an access token of ASP.NET Core Identity is accepted.',
      },
      {
        property: 'RefreshTokenExpiration',
        default: '14.00:00:00',
        effect: 'How long a refresh token of ASP.NET Core Identity is accepted, counted from its issue.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'AuthenticationOptions',
      docs: `${AUTHENTICATION}.AuthenticationOptions`,
      source: 'ASP.NET Core, AuthenticationOptions.cs',
    },
    [
      {
        property: 'DefaultScheme',
        literal: TEXT,
        effect: 'The scheme that decides who a user is where none is named.',
      },
      {
        property: 'DefaultAuthenticateScheme',
        literal: TEXT,
        effect: 'The scheme that reads who a user is, before DefaultScheme.',
      },
      {
        property: 'DefaultSignInScheme',
        literal: TEXT,
        effect: 'The scheme whose cookie a sign-in writes, before DefaultScheme.',
      },
      {
        property: 'DefaultChallengeScheme',
        literal: TEXT,
        effect: 'The scheme that sends users to sign in, before DefaultScheme.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'SessionOptions',
      docs: 'Microsoft.AspNetCore.Builder.SessionOptions',
      source: 'ASP.NET Core, SessionOptions.cs',
    },
    [
      {
        property: 'IdleTimeout',
        default: '00:20:00',
        effect:
          'Time without a request after which the session data is dropped; it has nothing to do with the sign-in.',
        drives: 'sessionData',
      },
      {
        property: 'IOTimeout',
        default: '00:01:00',
        effect: 'How long reading and writing session data may take before it is given up for the request.',
      },
      {
        property: 'Cookie.MaxAge',
        effect: 'Makes browsers keep the cookie of the session this long, counted from its start and never renewed.',
      },
      flag(
        'Cookie.IsEssential',
        false,
        'Without it the cookie of the session waits for the consent of the user where consent is asked for.',
      ),
    ],
  ),
  ...optionsOf(
    {
      name: 'SecurityStampValidatorOptions',
      docs: 'Microsoft.AspNetCore.Identity.SecurityStampValidatorOptions',
      source: 'ASP.NET Core, SecurityStampValidator.cs',
    },
    [
      {
        property: 'ValidationInterval',
        default: '00:30:00',
        effect: 'How soon a changed password or security stamp signs the user out.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'SecurityStampValidator',
      docs: 'microsoft.aspnet.identity.owin.securitystampvalidator.onvalidateidentity',
      source: 'ASP.NET Identity 2, SecurityStampValidator.cs',
    },
    [
      {
        property: 'OnValidateIdentity(validateInterval)',
        effect: 'How soon a changed password or security stamp signs the user out; each check also renews the sign-in.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'IdentityOptions',
      docs: 'Microsoft.AspNetCore.Identity.IdentityOptions',
      source: 'ASP.NET Core, LockoutOptions.cs',
    },
    [
      {
        property: 'Lockout.DefaultLockoutTimeSpan',
        default: '00:05:00',
        effect: 'How long a user who failed too often cannot sign in; who is signed in stays so.',
      },
      {
        property: 'Lockout.MaxFailedAccessAttempts',
        literal: NUMBER,
        default: '5',
        effect: 'How often a user may fail to sign in before being locked out.',
      },
      flag('Lockout.AllowedForNewUsers', true, 'Whether users made from now on can be locked out.'),
    ],
  ),
  ...optionsOf(
    {
      name: 'DataProtectionTokenProviderOptions',
      docs: 'Microsoft.AspNetCore.Identity.DataProtectionTokenProviderOptions',
      source: 'ASP.NET Core, DataProtectionTokenProviderOptions.cs',
    },
    [
      {
        property: 'TokenLifespan',
        default: '1.00:00:00',
        effect: 'How long the links in mails work that confirm an address or set a new password.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'KeyManagementOptions',
      docs: 'Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions',
      source: 'ASP.NET Core, KeyManagementOptions.cs',
    },
    [
      {
        property: 'NewKeyLifetime',
        default: '90.00:00:00',
        effect:
          'How long a key protects new cookies; old keys still read theirs, so nobody is signed out when it ends.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'AntiforgeryOptions',
      docs: 'Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions',
      source: 'ASP.NET Core, AntiforgeryOptions.cs',
    },
    [
      {
        property: 'Cookie.MaxAge',
        effect: 'Makes browsers keep the antiforgery cookie this long; a form sent after its end is refused.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'CookieTempDataProviderOptions',
      docs: 'Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions',
      source: 'ASP.NET Core, CookieTempDataProviderOptions.cs',
    },
    [{ property: 'Cookie.MaxAge', effect: 'Makes browsers keep what one page leaves for the next this long.' }],
  ),
  ...optionsOf(
    {
      name: 'MemoryDistributedCacheOptions',
      docs: 'Microsoft.Extensions.Caching.Memory.MemoryDistributedCacheOptions',
      source: '.NET, MemoryDistributedCacheOptions.cs',
    },
    [
      {
        property: 'SizeLimit',
        literal: NUMBER,
        default: '209715200',
        effect: 'Bytes that session data may take in memory; beyond it sessions are dropped before their time.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'CircuitOptions',
      docs: 'Microsoft.AspNetCore.Components.Server.CircuitOptions',
      source: 'ASP.NET Core, CircuitOptions.cs',
    },
    [
      {
        property: 'DisconnectedCircuitRetentionPeriod',
        default: '00:03:00',
        effect: 'How long a Blazor page may be without its connection before what it holds is lost.',
      },
      {
        property: 'DisconnectedCircuitMaxRetained',
        literal: NUMBER,
        default: '100',
        effect: 'How many Blazor pages without a connection are kept at most; the oldest are dropped first.',
      },
      {
        property: 'JSInteropDefaultCallTimeout',
        default: '00:01:00',
        effect: 'How long a call from a Blazor page into the browser may take.',
      },
    ],
  ),
  ...optionsOf(
    { name: 'HubOptions', docs: 'Microsoft.AspNetCore.SignalR.HubOptions', source: 'ASP.NET Core, HubOptionsSetup.cs' },
    [
      {
        property: 'ClientTimeoutInterval',
        effect: 'How long a connection may be silent before the server closes it; 30 seconds where nothing is set.',
      },
      {
        property: 'KeepAliveInterval',
        default: '00:00:15',
        effect: 'How often the server says something on a silent connection; this renews no sign-in.',
      },
      {
        property: 'HandshakeTimeout',
        default: '00:00:15',
        effect: 'How long the first exchange of a connection may take.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'KestrelServerOptions',
      docs: 'Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits',
      source: 'ASP.NET Core, KestrelServerLimits.cs',
    },
    [
      {
        property: 'Limits.KeepAliveTimeout',
        default: '00:02:10',
        effect: 'How long an idle network connection stays open; it has no effect on the sign-in.',
      },
      {
        property: 'Limits.RequestHeadersTimeout',
        default: '00:00:30',
        effect: 'How long the beginning of a request may take to arrive.',
      },
    ],
  ),
  ...optionsOf(
    { name: 'HostOptions', docs: 'Microsoft.Extensions.Hosting.HostOptions', source: '.NET, HostOptions.cs' },
    [
      {
        property: 'ShutdownTimeout',
        default: '00:00:30',
        effect: 'How long requests may take to end when the site stops.',
      },
    ],
  ),
  ...optionsOf(
    {
      name: 'OpenIdConnectAuthenticationOptions',
      docs: 'https://github.com/aspnet/AspNetKatana',
      source: 'Microsoft.Owin.Security.OpenIdConnect, OpenIdConnectAuthenticationOptions.cs',
    },
    [
      flag(
        'UseTokenLifetime',
        true,
        'The sign-in lasts as long as the id_token and is not renewed, whatever the cookie says.',
      ),
      {
        property: 'ProtocolValidator.NonceLifetime',
        default: '00:15:00',
        effect: 'How long users may take at the other server before the answer is refused.',
      },
      { property: 'BackchannelTimeout', default: '00:01:00', effect: REMOTE },
    ],
  ),
  ...optionsOf(
    {
      name: 'WsFederationAuthenticationOptions',
      docs: 'https://github.com/aspnet/AspNetKatana',
      source: 'Microsoft.Owin.Security.WsFederation, WsFederationAuthenticationOptions.cs',
    },
    [
      flag(
        'UseTokenLifetime',
        true,
        'The sign-in lasts as long as the token and is not renewed, whatever the cookie says.',
      ),
      { property: 'BackchannelTimeout', default: '00:01:00', effect: REMOTE },
    ],
  ),
  ...optionsOf(
    {
      name: 'OAuthAuthorizationServerOptions',
      docs: 'https://github.com/aspnet/AspNetKatana',
      source: 'Microsoft.Owin.Security.OAuth, OAuthAuthorizationServerOptions.cs',
    },
    [
      {
        property: 'AccessTokenExpireTimeSpan',
        default: '00:20:00',
        effect: 'How long an access token is accepted; a refresh token without an end of its own ends with it.',
      },
      {
        property: 'AuthorizationCodeExpireTimeSpan',
        default: '00:05:00',
        effect: 'How long a code may wait before it is exchanged for a token.',
      },
    ],
  ),
  ...optionsOf(
    { name: 'IdentityServerOptions', docs: DUENDE, source: 'Duende IdentityServer, IdentityServerOptions.cs' },
    [
      {
        property: 'Authentication.CookieLifetime',
        default: '10:00:00',
        effect: 'How long the sign-in at IdentityServer lasts where its own cookie is in use.',
      },
      flag(
        'Authentication.CookieSlidingExpiration',
        false,
        'Whether visits to IdentityServer renew the sign-in there.',
      ),
      flag(
        'Authentication.CoordinateClientLifetimesWithUserSession',
        false,
        'Whether clients end with the session at IdentityServer, and keep it alive.',
      ),
      {
        property: 'Authentication.CookieAuthenticationScheme',
        literal: TEXT,
        effect: 'The scheme whose cookie is the session at IdentityServer.',
      },
      flag('ServerSideSessions.RemoveExpiredSessions', true, 'Whether a job looks for sessions that ended.'),
      {
        property: 'ServerSideSessions.RemoveExpiredSessionsFrequency',
        default: '00:10:00',
        effect: 'How often the job looks for sessions that ended: clients may hear of it this much later.',
      },
      flag(
        'ServerSideSessions.ExpiredSessionsTriggerBackchannelLogout',
        false,
        'Whether all clients of a session are told when it ends, not only the coordinated ones.',
      ),
      flag(
        'ServerSideSessions.FuzzExpiredSessionRemovalStart',
        true,
        'Whether the job starts at a random point of its first period.',
      ),
      {
        property: 'Caching.ClientStoreExpiration',
        default: '00:15:00',
        effect: 'How long changed lifetimes of a client go unnoticed where clients are cached.',
      },
      {
        property: 'PushedAuthorization.Lifetime',
        literal: SECONDS,
        default: '600',
        effect: 'How long a pushed authorization request waits for its user.',
      },
      {
        property: 'Ciba.DefaultLifetime',
        literal: SECONDS,
        default: '300',
        effect: 'How long a sign-in on another device may take.',
      },
      {
        property: 'KeyManagement.RotationInterval',
        default: '90.00:00:00',
        effect: 'How long a key signs new tokens.',
      },
      {
        property: 'JwtValidationClockSkew',
        default: '00:05:00',
        effect: 'How long IdentityServer still accepts a token of its own after its end.',
      },
    ],
  ),
  ...optionsOf({ name: 'Client', docs: CLIENT, source: 'Duende IdentityServer, Client.cs' }, [
    {
      property: 'IdentityTokenLifetime',
      literal: SECONDS,
      default: '300',
      effect: 'How long the id_token is valid: a sign-in lasts that long in clients that follow it.',
    },
    {
      property: 'AccessTokenLifetime',
      literal: SECONDS,
      default: '3600',
      effect: 'How long an access token is valid, and so how seldom the client comes back for another.',
    },
    {
      property: 'AuthorizationCodeLifetime',
      literal: SECONDS,
      default: '300',
      effect: 'How long a code may wait before it is exchanged for tokens.',
    },
    {
      property: 'AbsoluteRefreshTokenLifetime',
      literal: SECONDS,
      default: '2592000',
      effect: 'How long refresh tokens work at most, counted from the sign-in.',
    },
    {
      property: 'SlidingRefreshTokenLifetime',
      literal: SECONDS,
      default: '1296000',
      effect: 'How long a refresh token works after its last use, where RefreshTokenExpiration is Sliding.',
    },
    {
      property: 'RefreshTokenExpiration',
      literal: { kind: 'enum', words: ['Sliding', 'Absolute'] },
      default: 'Absolute',
      effect: 'Whether using a refresh token makes it last longer.',
    },
    {
      property: 'RefreshTokenUsage',
      literal: { kind: 'enum', words: ['ReUse', 'OneTimeOnly'] },
      default: 'ReUse',
      effect: 'Whether each use of a refresh token gives a new one.',
    },
    {
      property: 'AccessTokenType',
      literal: { kind: 'enum', words: ['Jwt', 'Reference'] },
      default: 'Jwt',
      effect: 'Whether an access token can be taken back before its end.',
    },
    flag('AllowOfflineAccess', false, 'Whether the client may have refresh tokens.'),
    {
      property: 'UserSsoLifetime',
      literal: SECONDS,
      effect: 'How long ago users may have signed in before this client makes them do it again.',
    },
    { property: 'ConsentLifetime', literal: SECONDS, effect: 'How long the consent of a user is remembered.' },
    {
      property: 'DeviceCodeLifetime',
      literal: SECONDS,
      default: '300',
      effect: 'How long a code of a device waits for its user.',
    },
    {
      property: 'CoordinateLifetimeWithUserSession',
      literal: BOOLEAN,
      effect: 'Whether this client ends with the session at IdentityServer, and keeps it alive.',
    },
    {
      property: 'BackChannelLogoutUri',
      literal: TEXT,
      effect: 'Where the client is told that the session ended; without it, it is not told.',
    },
    { property: 'DPoPClockSkew', default: '00:05:00', effect: 'How far the clock of a client may be off.' },
  ]),
  ...optionsOf(
    {
      name: 'SecurityTokenServiceConfiguration',
      docs: 'system.identitymodel.configuration.securitytokenserviceconfiguration',
      source: 'System.IdentityModel/Configuration/SecurityTokenServiceConfiguration.cs',
    },
    [
      {
        property: 'DefaultTokenLifetime',
        default: '01:00:00',
        effect: 'How long a token of this security token service is valid when the request does not say.',
      },
      {
        property: 'MaximumTokenLifetime',
        default: '1.00:00:00',
        effect: 'How long a token of this security token service may be valid at most.',
      },
    ],
  ),
];

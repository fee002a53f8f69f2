import { FALSE, NULL, span, TICKS_PER_SECOND, TRUE, text, unknown, type Value, whole } from '../value';

/** What decides defaults: the framework that the project targets and the packages it takes, as far as they are known. */
export interface Versions {
  /** `8` for net8.0, `3.1` for netcoreapp3.1; undefined when the project does not say. */
  readonly framework: number | undefined;
  /** Versions by lower-cased package name. */
  readonly packages: ReadonlyMap<string, string>;
  /** Code opens namespaces of IdentityServer4, whatever package they come from. */
  readonly identityServer4?: boolean;
}

/** A property of a framework type: what it is and what it holds when nobody writes it. */
export interface PropertyModel {
  readonly type: 'span' | 'bool' | 'int' | 'long' | 'string' | 'enum' | 'object';
  readonly nullable?: boolean;
  /** Full name, for enums and objects. */
  readonly of?: string;
  /** Undefined: nobody models its default. */
  readonly default?: Value | ((versions: Versions) => Value);
  /** A new object of `of` is there from the start. */
  readonly made?: boolean;
}

export interface TypeModel {
  /** Where it is found: the first is its canonical namespace. */
  readonly namespaces: readonly string[];
  readonly properties: Readonly<Record<string, PropertyModel>>;
}

const seconds = (value: number): Value => span(BigInt(Math.round(value * 1000)) * (TICKS_PER_SECOND / 1000n));
const minutes = (value: number): Value => seconds(value * 60);
const hours = (value: number): Value => seconds(value * 3600);
const days = (value: number): Value => seconds(value * 86_400);

const aSpan = (value: Value | ((versions: Versions) => Value)): PropertyModel => ({ type: 'span', default: value });
const aSpanOrNull = (value: Value = NULL): PropertyModel => ({ type: 'span', nullable: true, default: value });
const aBool = (value: boolean): PropertyModel => ({ type: 'bool', default: value ? TRUE : FALSE });
const aBoolOrNull: PropertyModel = { type: 'bool', nullable: true, default: NULL };
const anInt = (value: number): PropertyModel => ({ type: 'int', default: whole(value) });
const anIntOrNull: PropertyModel = { type: 'int', nullable: true, default: NULL };
const aString = (value?: string): PropertyModel => ({
  type: 'string',
  default: value === undefined ? NULL : text(value),
});
const made = (of: string): PropertyModel => ({ type: 'object', of, made: true });
const none = (of = 'System.Object'): PropertyModel => ({ type: 'object', of, nullable: true, default: NULL });
const list = made('System.Collections.Generic.List');

/** A member of an enum of the model. */
export function enumValue(type: string, name: string): Value {
  return { kind: 'enum', type, name, value: BigInt(ENUMS[type]?.[name] ?? 0) };
}

const AUTHENTICATION = 'Microsoft.AspNetCore.Authentication';
const COOKIE_BUILDER = 'Microsoft.AspNetCore.Http.CookieBuilder';
const DUENDE_MODELS = ['Duende.IdentityServer.Models', 'IdentityServer4.Models'];
const DUENDE_OPTIONS = ['Duende.IdentityServer.Configuration', 'IdentityServer4.Configuration'];
const IDENTITY_SERVER = 'Duende.IdentityServer.Configuration';
const OWIN = 'Microsoft.Owin.Security';

/** Members of the enums that options take, as the framework numbers them. */
export const ENUMS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'Duende.IdentityServer.Models.TokenUsage': { ReUse: 0, OneTimeOnly: 1 },
  'Duende.IdentityServer.Models.TokenExpiration': { Sliding: 0, Absolute: 1 },
  'Duende.IdentityServer.Models.AccessTokenType': { Jwt: 0, Reference: 1 },
  'Microsoft.AspNetCore.Http.SameSiteMode': { Unspecified: -1, None: 0, Lax: 1, Strict: 2 },
  'Microsoft.AspNetCore.Http.CookieSecurePolicy': { SameAsRequest: 0, Always: 1, None: 2 },
  'Microsoft.Owin.Security.AuthenticationMode': { Active: 0, Passive: 1 },
  'Microsoft.Owin.Security.Cookies.CookieSecureOption': { SameAsRequest: 0, Never: 1, Always: 2 },
};

const cookie: Readonly<Record<string, PropertyModel>> = {
  MaxAge: aSpanOrNull(),
  Expiration: aSpanOrNull(),
  IsEssential: aBool(false),
  HttpOnly: aBool(true),
  Name: aString(),
  Path: aString(),
  Domain: aString(),
  SameSite: { type: 'enum', of: 'Microsoft.AspNetCore.Http.SameSiteMode' },
  SecurePolicy: { type: 'enum', of: 'Microsoft.AspNetCore.Http.CookieSecurePolicy' },
};

/** Rotation of refresh tokens is off from Duende 7 on, on before and in IdentityServer4. */
function refreshTokenUsage({ packages, identityServer4 }: Versions): Value {
  const duende = [...packages]
    .filter(([name]) => name === 'duende.identityserver' || name.startsWith('duende.identityserver.'))
    .map(([, version]) => version);
  const version = duende.find((one) => /^\d/.test(one));
  if (duende.length > 0 && !version)
    return unknown('the version of Duende IdentityServer is not known, and the default changed with 7.0');
  const old = version
    ? Number.parseInt(version, 10) < 7
    : identityServer4 || [...packages.keys()].some((name) => name.startsWith('identityserver4'));
  return enumValue('Duende.IdentityServer.Models.TokenUsage', old ? 'OneTimeOnly' : 'ReUse');
}

/** What a client may be given tokens for: each member of GrantTypes as the names of its grants. */
const GRANT_TYPES: Readonly<Record<string, Value>> = Object.fromEntries(
  Object.entries({
    Code: 'authorization_code',
    CodeAndClientCredentials: 'authorization_code client_credentials',
    Implicit: 'implicit',
    ImplicitAndClientCredentials: 'implicit client_credentials',
    Hybrid: 'hybrid',
    HybridAndClientCredentials: 'hybrid client_credentials',
    ClientCredentials: 'client_credentials',
    ResourceOwnerPassword: 'password',
    ResourceOwnerPasswordAndClientCredentials: 'password client_credentials',
    DeviceFlow: 'urn:ietf:params:oauth:grant-type:device_code',
    Ciba: 'urn:openid:params:grant-type:ciba',
  }).map(([name, grants]) => [`Duende.IdentityServer.Models.GrantTypes.${name}`, text(grants)]),
);

/** Types of the framework that hold lifetimes, by canonical full name. Defaults: reference parts 1.1 to 1.10. */
export const TYPE_MODELS: Readonly<Record<string, TypeModel>> = {
  [COOKIE_BUILDER]: { namespaces: ['Microsoft.AspNetCore.Http'], properties: cookie },
  [`${AUTHENTICATION}.AuthenticationOptions`]: {
    namespaces: [AUTHENTICATION],
    properties: {
      DefaultScheme: aString(),
      DefaultAuthenticateScheme: aString(),
      DefaultSignInScheme: aString(),
      DefaultSignOutScheme: aString(),
      DefaultChallengeScheme: aString(),
      DefaultForbidScheme: aString(),
    },
  },
  [`${AUTHENTICATION}.Cookies.CookieAuthenticationOptions`]: {
    namespaces: [`${AUTHENTICATION}.Cookies`],
    properties: {
      ExpireTimeSpan: aSpan(days(14)),
      SlidingExpiration: aBool(true),
      Cookie: made(COOKIE_BUILDER),
      SessionStore: none(),
      Events: made(`${AUTHENTICATION}.Cookies.CookieAuthenticationEvents`),
      EventsType: none(),
    },
  },
  [`${AUTHENTICATION}.Cookies.CookieAuthenticationEvents`]: {
    namespaces: [`${AUTHENTICATION}.Cookies`],
    properties: { OnValidatePrincipal: none(), OnCheckSlidingExpiration: none(), OnSigningIn: none() },
  },
  [`${AUTHENTICATION}.AuthenticationProperties`]: {
    namespaces: [AUTHENTICATION],
    properties: {
      ExpiresUtc: none('System.DateTimeOffset'),
      IssuedUtc: none('System.DateTimeOffset'),
      IsPersistent: aBool(false),
      AllowRefresh: aBoolOrNull,
    },
  },
  [`${AUTHENTICATION}.OpenIdConnect.OpenIdConnectOptions`]: {
    namespaces: [`${AUTHENTICATION}.OpenIdConnect`],
    properties: {
      UseTokenLifetime: aBool(false),
      RemoteAuthenticationTimeout: aSpan(minutes(15)),
      ProtocolValidator: made('Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolValidator'),
      MaxAge: aSpanOrNull(),
      SaveTokens: aBool(false),
      GetClaimsFromUserInfoEndpoint: aBool(false),
      BackchannelTimeout: aSpan(minutes(1)),
      SignInScheme: aString(),
      Authority: aString(),
      ClientId: aString(),
      TokenValidationParameters: made('Microsoft.IdentityModel.Tokens.TokenValidationParameters'),
      Scope: list,
    },
  },
  'Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolValidator': {
    namespaces: ['Microsoft.IdentityModel.Protocols.OpenIdConnect'],
    properties: { NonceLifetime: aSpan(minutes(15)), RequireNonce: aBool(true) },
  },
  'Microsoft.IdentityModel.Tokens.TokenValidationParameters': {
    namespaces: ['Microsoft.IdentityModel.Tokens'],
    properties: { ClockSkew: aSpan(minutes(5)), ValidateLifetime: aBool(true) },
  },
  [`${AUTHENTICATION}.JwtBearer.JwtBearerOptions`]: {
    namespaces: [`${AUTHENTICATION}.JwtBearer`],
    properties: {
      TokenValidationParameters: made('Microsoft.IdentityModel.Tokens.TokenValidationParameters'),
      BackchannelTimeout: aSpan(minutes(1)),
      Authority: aString(),
      Audience: aString(),
      SaveToken: aBool(true),
      RequireHttpsMetadata: aBool(true),
    },
  },
  [`${AUTHENTICATION}.BearerToken.BearerTokenOptions`]: {
    namespaces: [`${AUTHENTICATION}.BearerToken`],
    properties: { BearerTokenExpiration: aSpan(hours(1)), RefreshTokenExpiration: aSpan(days(14)) },
  },
  'Microsoft.AspNetCore.Builder.SessionOptions': {
    namespaces: ['Microsoft.AspNetCore.Builder'],
    properties: {
      IdleTimeout: aSpan(minutes(20)),
      IOTimeout: aSpan(minutes(1)),
      Cookie: made(COOKIE_BUILDER),
    },
  },
  'Microsoft.AspNetCore.Identity.SecurityStampValidatorOptions': {
    namespaces: ['Microsoft.AspNetCore.Identity'],
    properties: { ValidationInterval: aSpan(minutes(30)) },
  },
  'Microsoft.AspNetCore.Identity.IdentityOptions': {
    namespaces: ['Microsoft.AspNetCore.Identity'],
    properties: { Lockout: made('Microsoft.AspNetCore.Identity.LockoutOptions') },
  },
  'Microsoft.AspNetCore.Identity.LockoutOptions': {
    namespaces: ['Microsoft.AspNetCore.Identity'],
    properties: {
      DefaultLockoutTimeSpan: aSpan(minutes(5)),
      MaxFailedAccessAttempts: anInt(5),
      AllowedForNewUsers: aBool(true),
    },
  },
  'Microsoft.AspNetCore.Identity.DataProtectionTokenProviderOptions': {
    namespaces: ['Microsoft.AspNetCore.Identity'],
    properties: { TokenLifespan: aSpan(days(1)), Name: aString('DataProtectorTokenProvider') },
  },
  'Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions': {
    namespaces: ['Microsoft.AspNetCore.DataProtection.KeyManagement'],
    properties: { NewKeyLifetime: aSpan(days(90)), AutoGenerateKeys: aBool(true), XmlRepository: none() },
  },
  'Microsoft.AspNetCore.DataProtection.DataProtectionOptions': {
    namespaces: ['Microsoft.AspNetCore.DataProtection'],
    properties: { ApplicationDiscriminator: aString() },
  },
  'Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions': {
    namespaces: ['Microsoft.AspNetCore.Antiforgery'],
    properties: { Cookie: made(COOKIE_BUILDER) },
  },
  'Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions': {
    namespaces: ['Microsoft.AspNetCore.Mvc'],
    properties: { Cookie: made(COOKIE_BUILDER) },
  },
  'Microsoft.Extensions.Caching.Memory.MemoryDistributedCacheOptions': {
    namespaces: ['Microsoft.Extensions.Caching.Memory'],
    properties: { SizeLimit: { type: 'long', nullable: true, default: whole(200 * 1024 * 1024, 'long') } },
  },
  'Microsoft.AspNetCore.Components.Server.CircuitOptions': {
    namespaces: ['Microsoft.AspNetCore.Components.Server'],
    properties: {
      DisconnectedCircuitRetentionPeriod: aSpan(minutes(3)),
      DisconnectedCircuitMaxRetained: anInt(100),
      JSInteropDefaultCallTimeout: aSpan(minutes(1)),
      DetailedErrors: aBool(false),
    },
  },
  'Microsoft.AspNetCore.SignalR.HubOptions': {
    namespaces: ['Microsoft.AspNetCore.SignalR'],
    properties: {
      ClientTimeoutInterval: aSpanOrNull(),
      KeepAliveInterval: aSpanOrNull(),
      HandshakeTimeout: aSpanOrNull(),
    },
  },
  'Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions': {
    namespaces: ['Microsoft.AspNetCore.Server.Kestrel.Core'],
    properties: { Limits: made('Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits') },
  },
  'Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits': {
    namespaces: ['Microsoft.AspNetCore.Server.Kestrel.Core'],
    properties: {
      KeepAliveTimeout: aSpan(({ framework }) => seconds(framework !== undefined && framework < 7 ? 120 : 130)),
      RequestHeadersTimeout: aSpan(seconds(30)),
    },
  },
  'Microsoft.Extensions.Hosting.HostOptions': {
    namespaces: ['Microsoft.Extensions.Hosting'],
    properties: {
      ShutdownTimeout: aSpan(({ framework }) => seconds(framework !== undefined && framework < 6 ? 5 : 30)),
    },
  },
  'Microsoft.AspNetCore.Http.Connections.HttpConnectionDispatcherOptions': {
    namespaces: ['Microsoft.AspNetCore.Http.Connections'],
    properties: { CloseOnAuthenticationExpiration: aBool(false), TransportSendTimeout: aSpan(seconds(10)) },
  },
  [`${IDENTITY_SERVER}.IdentityServerOptions`]: {
    namespaces: DUENDE_OPTIONS,
    properties: {
      Authentication: made(`${IDENTITY_SERVER}.AuthenticationOptions`),
      ServerSideSessions: made(`${IDENTITY_SERVER}.ServerSideSessionOptions`),
      Caching: made(`${IDENTITY_SERVER}.CachingOptions`),
      PushedAuthorization: made(`${IDENTITY_SERVER}.PushedAuthorizationOptions`),
      Ciba: made(`${IDENTITY_SERVER}.CibaOptions`),
      KeyManagement: made(`${IDENTITY_SERVER}.KeyManagementOptions`),
      JwtValidationClockSkew: aSpan(minutes(5)),
    },
  },
  [`${IDENTITY_SERVER}.AuthenticationOptions`]: {
    namespaces: DUENDE_OPTIONS,
    properties: {
      CookieAuthenticationScheme: aString(),
      CookieLifetime: aSpan(hours(10)),
      CookieSlidingExpiration: aBool(false),
      CoordinateClientLifetimesWithUserSession: aBool(false),
    },
  },
  [`${IDENTITY_SERVER}.ServerSideSessionOptions`]: {
    namespaces: DUENDE_OPTIONS,
    properties: {
      RemoveExpiredSessions: aBool(true),
      RemoveExpiredSessionsFrequency: aSpan(minutes(10)),
      RemoveExpiredSessionsBatchSize: anInt(100),
      ExpiredSessionsTriggerBackchannelLogout: aBool(false),
      FuzzExpiredSessionRemovalStart: aBool(true),
      UserDisplayNameClaimType: aString(),
    },
  },
  [`${IDENTITY_SERVER}.CachingOptions`]: {
    namespaces: DUENDE_OPTIONS,
    properties: {
      ClientStoreExpiration: aSpan(minutes(15)),
      ResourceStoreExpiration: aSpan(minutes(15)),
      CorsExpiration: aSpan(minutes(15)),
    },
  },
  [`${IDENTITY_SERVER}.PushedAuthorizationOptions`]: {
    namespaces: DUENDE_OPTIONS,
    properties: { Lifetime: anInt(600), Required: aBool(false) },
  },
  [`${IDENTITY_SERVER}.CibaOptions`]: {
    namespaces: DUENDE_OPTIONS,
    properties: { DefaultLifetime: anInt(300), DefaultPollingInterval: anInt(5) },
  },
  [`${IDENTITY_SERVER}.KeyManagementOptions`]: {
    namespaces: DUENDE_OPTIONS,
    properties: {
      Enabled: aBool(true),
      RotationInterval: aSpan(days(90)),
      PropagationTime: aSpan(days(14)),
      RetentionDuration: aSpan(days(14)),
      KeyCacheDuration: aSpan(hours(24)),
      DataProtectKeys: aBool(true),
    },
  },
  'Duende.AccessTokenManagement.OpenIdConnect.UserTokenManagementOptions': {
    namespaces: ['Duende.AccessTokenManagement.OpenIdConnect'],
    properties: { RefreshBeforeExpiration: aSpan(minutes(1)) },
  },
  'Duende.AspNetCore.Authentication.OAuth2Introspection.OAuth2IntrospectionOptions': {
    namespaces: [
      'Duende.AspNetCore.Authentication.OAuth2Introspection',
      'IdentityModel.AspNetCore.OAuth2Introspection',
    ],
    properties: {
      Authority: aString(),
      ClientId: aString(),
      EnableCaching: aBool(false),
      CacheDuration: aSpan(minutes(5)),
    },
  },
  'Duende.IdentityServer.Models.Client': {
    namespaces: DUENDE_MODELS,
    properties: {
      Enabled: aBool(true),
      ClientId: aString(),
      ClientName: aString(),
      ClientSecrets: list,
      AllowedGrantTypes: list,
      AllowedScopes: list,
      RedirectUris: list,
      PostLogoutRedirectUris: list,
      RequirePkce: aBool(true),
      RequireConsent: aBool(false),
      AllowRememberConsent: aBool(true),
      AllowOfflineAccess: aBool(false),
      FrontChannelLogoutUri: aString(),
      BackChannelLogoutUri: aString(),
      BackChannelLogoutSessionRequired: aBool(true),
      IdentityTokenLifetime: anInt(300),
      AccessTokenLifetime: anInt(3600),
      AuthorizationCodeLifetime: anInt(300),
      AbsoluteRefreshTokenLifetime: anInt(2_592_000),
      SlidingRefreshTokenLifetime: anInt(1_296_000),
      ConsentLifetime: anIntOrNull,
      UserSsoLifetime: anIntOrNull,
      DeviceCodeLifetime: anInt(300),
      CibaLifetime: anIntOrNull,
      PollingInterval: anIntOrNull,
      PushedAuthorizationLifetime: anIntOrNull,
      CoordinateLifetimeWithUserSession: aBoolOrNull,
      RefreshTokenUsage: { type: 'enum', of: 'Duende.IdentityServer.Models.TokenUsage', default: refreshTokenUsage },
      RefreshTokenExpiration: {
        type: 'enum',
        of: 'Duende.IdentityServer.Models.TokenExpiration',
        default: enumValue('Duende.IdentityServer.Models.TokenExpiration', 'Absolute'),
      },
      AccessTokenType: {
        type: 'enum',
        of: 'Duende.IdentityServer.Models.AccessTokenType',
        default: enumValue('Duende.IdentityServer.Models.AccessTokenType', 'Jwt'),
      },
      DPoPClockSkew: aSpan(minutes(5)),
    },
  },
  [`${OWIN}.Cookies.CookieAuthenticationOptions`]: {
    namespaces: [`${OWIN}.Cookies`],
    properties: {
      AuthenticationType: aString('Cookies'),
      AuthenticationMode: {
        type: 'enum',
        of: `${OWIN}.AuthenticationMode`,
        default: enumValue(`${OWIN}.AuthenticationMode`, 'Active'),
      },
      ExpireTimeSpan: aSpan(days(14)),
      SlidingExpiration: aBool(true),
      CookieName: aString(),
      CookiePath: aString('/'),
      CookieDomain: aString(),
      CookieHttpOnly: aBool(true),
      LoginPath: none(),
      LogoutPath: none(),
      Provider: made(`${OWIN}.Cookies.CookieAuthenticationProvider`),
      CookieManager: none(),
      SessionStore: none(),
      TicketDataFormat: none(),
      SystemClock: none(),
    },
  },
  [`${OWIN}.Cookies.CookieAuthenticationProvider`]: {
    namespaces: [`${OWIN}.Cookies`],
    properties: { OnValidateIdentity: none(), OnApplyRedirect: none(), OnResponseSignIn: none() },
  },
  [`${OWIN}.OpenIdConnect.OpenIdConnectAuthenticationOptions`]: {
    namespaces: [`${OWIN}.OpenIdConnect`],
    properties: {
      AuthenticationType: aString('OpenIdConnect'),
      AuthenticationMode: {
        type: 'enum',
        of: `${OWIN}.AuthenticationMode`,
        default: enumValue(`${OWIN}.AuthenticationMode`, 'Active'),
      },
      UseTokenLifetime: aBool(true),
      SignInAsAuthenticationType: aString(),
      BackchannelTimeout: aSpan(minutes(1)),
      ProtocolValidator: made('Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolValidator'),
      TokenValidationParameters: made('Microsoft.IdentityModel.Tokens.TokenValidationParameters'),
      Notifications: none(),
      Authority: aString(),
      ClientId: aString(),
    },
  },
  [`${OWIN}.WsFederation.WsFederationAuthenticationOptions`]: {
    namespaces: [`${OWIN}.WsFederation`],
    properties: {
      AuthenticationType: aString('Federation'),
      AuthenticationMode: {
        type: 'enum',
        of: `${OWIN}.AuthenticationMode`,
        default: enumValue(`${OWIN}.AuthenticationMode`, 'Active'),
      },
      UseTokenLifetime: aBool(true),
      SignInAsAuthenticationType: aString(),
      BackchannelTimeout: aSpan(minutes(1)),
      Notifications: none(),
    },
  },
  [`${OWIN}.OAuth.OAuthAuthorizationServerOptions`]: {
    namespaces: [`${OWIN}.OAuth`],
    properties: {
      AuthenticationType: aString('OAuth'),
      AuthorizationCodeExpireTimeSpan: aSpan(minutes(5)),
      AccessTokenExpireTimeSpan: aSpan(minutes(20)),
      RefreshTokenProvider: none(),
      Provider: none(),
      AllowInsecureHttp: aBool(false),
    },
  },
};

/** Other names of the framework that start-up code uses, by namespace. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  [`${AUTHENTICATION}.Cookies`]: 'CookieAuthenticationDefaults ITicketStore',
  [`${AUTHENTICATION}.JwtBearer`]: 'JwtBearerDefaults JwtBearerEvents',
  [`${AUTHENTICATION}.OpenIdConnect`]: 'OpenIdConnectDefaults OpenIdConnectEvents',
  [`${AUTHENTICATION}.BearerToken`]: 'BearerTokenDefaults',
  [AUTHENTICATION]: 'AuthenticationBuilder AuthenticationSchemeOptions RemoteAuthenticationOptions',
  'Microsoft.AspNetCore.Identity':
    'IdentityConstants IdentityUser IdentityRole IdentityBuilder UserManager SignInManager',
  'Duende.IdentityServer': 'IdentityServerConstants',
  IdentityServer4: 'IdentityServerConstants',
  'Duende.IdentityServer.Models':
    'TokenUsage TokenExpiration AccessTokenType GrantTypes Secret ApiScope ApiResource IdentityResource IdentityResources',
  'IdentityServer4.Models':
    'TokenUsage TokenExpiration AccessTokenType GrantTypes Secret ApiScope ApiResource IdentityResource IdentityResources',
  'Microsoft.AspNetCore.Http': 'SameSiteMode CookieSecurePolicy HttpContext PathString',
  'Microsoft.AspNetCore.Builder': 'WebApplication WebApplicationBuilder WebApplicationOptions IApplicationBuilder',
  'Microsoft.AspNetCore': 'WebHost',
  'Microsoft.AspNetCore.Hosting':
    'IWebHostEnvironment IHostingEnvironment IWebHostBuilder WebHostBuilder WebHostBuilderContext IWebHost',
  'Microsoft.Extensions.Hosting':
    'Host IHostBuilder IHost IHostEnvironment Environments HostBuilderContext HostBuilder',
  'Microsoft.Extensions.Configuration':
    'IConfiguration IConfigurationRoot IConfigurationSection ConfigurationBuilder IConfigurationBuilder ConfigurationManager',
  'Microsoft.Extensions.DependencyInjection':
    'IServiceCollection ServiceCollection ServiceDescriptor IServiceProvider ServiceLifetime',
  'Microsoft.Extensions.Options':
    'IOptions IOptionsMonitor IOptionsSnapshot IConfigureOptions IConfigureNamedOptions IPostConfigureOptions ConfigureNamedOptions ConfigureOptions PostConfigureOptions Options OptionsBuilder IValidateOptions',
  Owin: 'IAppBuilder',
  'Microsoft.Owin': 'OwinStartup OwinStartupAttribute PathString',
  'Microsoft.Owin.Security': 'AuthenticationMode AuthenticationProperties',
  'Microsoft.Owin.Security.Cookies': 'CookieSecureOption CookieAuthenticationDefaults',
  'Microsoft.AspNet.Identity': 'DefaultAuthenticationTypes',
  'Microsoft.AspNet.Identity.Owin': 'SecurityStampValidator',
  'System.Configuration': 'ConfigurationManager',
  'System.Web.Configuration': 'WebConfigurationManager SessionStateSection',
};

/** Names of .NET itself: found without looking at the usings, since code that lacks them does not compile. */
const BASIC_NAMES: Readonly<Record<string, string>> = {
  System:
    'TimeSpan DateTime DateTimeOffset Math Convert Environment String Int32 Int64 Double Boolean Decimal Byte Char Object Action Func Predicate Exception FormatException ArgumentException ArgumentNullException InvalidOperationException NotSupportedException Enum Type Guid Uri StringComparison StringComparer Array Tuple Nullable Lazy Random Console GC AppContext AppDomain IServiceProvider IDisposable Attribute OverflowException',
  'System.Collections.Generic':
    'List Dictionary HashSet IEnumerable ICollection IList IReadOnlyList IReadOnlyCollection IDictionary IReadOnlyDictionary KeyValuePair Queue Stack ISet',
  'System.Linq': 'Enumerable IQueryable',
  'System.Threading': 'Timeout CancellationToken CancellationTokenSource Thread',
  'System.Threading.Tasks': 'Task ValueTask',
  'System.Globalization': 'CultureInfo NumberStyles',
  'System.IO': 'Path File Directory DirectoryInfo FileInfo',
  'System.Text': 'Encoding StringBuilder',
  'System.Collections.Immutable': 'ImmutableArray ImmutableList',
};

/** Canonical full names by simple name; each with the namespaces it can be named through (empty: anywhere). */
export const FRAMEWORK_NAMES: ReadonlyMap<
  string,
  readonly { readonly full: string; readonly namespace: string; readonly basic: boolean }[]
> = frameworkNames();

function frameworkNames() {
  const names = new Map<string, { full: string; namespace: string; basic: boolean }[]>();
  const add = (name: string, full: string, namespace: string, basic: boolean) => {
    const known = names.get(name);
    if (known) known.push({ full, namespace, basic });
    else names.set(name, [{ full, namespace, basic }]);
  };
  for (const [full, model] of Object.entries(TYPE_MODELS))
    for (const namespace of model.namespaces) add(full.slice(full.lastIndexOf('.') + 1), full, namespace, false);
  for (const [namespace, list_] of Object.entries(OTHER_NAMES))
    for (const name of list_.split(' ')) add(name, `${canonicalNamespace(namespace)}.${name}`, namespace, false);
  for (const [namespace, list_] of Object.entries(BASIC_NAMES))
    for (const name of list_.split(' ')) add(name, `${namespace}.${name}`, namespace, true);
  return names;
}

/** IdentityServer4 and Duende IdentityServer are one line of types. */
function canonicalNamespace(namespace: string): string {
  return namespace.replace(/^IdentityServer4/, 'Duende.IdentityServer');
}

export function propertyModel(type: string, property: string): PropertyModel | undefined {
  return TYPE_MODELS[type]?.properties[property];
}

/** Constants of the framework that name schemes and the like. */
export const CONSTANTS: Readonly<Record<string, Value>> = {
  [`${AUTHENTICATION}.Cookies.CookieAuthenticationDefaults.AuthenticationScheme`]: text('Cookies'),
  [`${AUTHENTICATION}.Cookies.CookieAuthenticationDefaults.CookiePrefix`]: text('.AspNetCore.'),
  [`${AUTHENTICATION}.JwtBearer.JwtBearerDefaults.AuthenticationScheme`]: text('Bearer'),
  [`${AUTHENTICATION}.OpenIdConnect.OpenIdConnectDefaults.AuthenticationScheme`]: text('OpenIdConnect'),
  [`${AUTHENTICATION}.BearerToken.BearerTokenDefaults.AuthenticationScheme`]: text('BearerToken'),
  'Microsoft.AspNetCore.Identity.IdentityConstants.ApplicationScheme': text('Identity.Application'),
  'Microsoft.AspNetCore.Identity.IdentityConstants.ExternalScheme': text('Identity.External'),
  'Microsoft.AspNetCore.Identity.IdentityConstants.TwoFactorRememberMeScheme': text('Identity.TwoFactorRememberMe'),
  'Microsoft.AspNetCore.Identity.IdentityConstants.TwoFactorUserIdScheme': text('Identity.TwoFactorUserId'),
  'Microsoft.AspNetCore.Identity.IdentityConstants.BearerScheme': text('Identity.Bearer'),
  'Duende.IdentityServer.IdentityServerConstants.DefaultCookieAuthenticationScheme': text('idsrv'),
  'Duende.IdentityServer.IdentityServerConstants.ExternalCookieAuthenticationScheme': text('idsrv.external'),
  ...GRANT_TYPES,
  'Duende.IdentityServer.IdentityServerConstants.StandardScopes.OpenId': text('openid'),
  'Duende.IdentityServer.IdentityServerConstants.StandardScopes.Profile': text('profile'),
  'Duende.IdentityServer.IdentityServerConstants.StandardScopes.Email': text('email'),
  'Duende.IdentityServer.IdentityServerConstants.StandardScopes.OfflineAccess': text('offline_access'),
  'Microsoft.Extensions.Hosting.Environments.Development': text('Development'),
  'Microsoft.Extensions.Hosting.Environments.Staging': text('Staging'),
  'Microsoft.Extensions.Hosting.Environments.Production': text('Production'),
  'Microsoft.Extensions.Options.Options.DefaultName': text(''),
  'Microsoft.AspNet.Identity.DefaultAuthenticationTypes.ApplicationCookie': text('ApplicationCookie'),
  'Microsoft.AspNet.Identity.DefaultAuthenticationTypes.ExternalCookie': text('ExternalCookie'),
  'Microsoft.AspNet.Identity.DefaultAuthenticationTypes.ExternalBearer': text('ExternalBearer'),
  'Microsoft.AspNet.Identity.DefaultAuthenticationTypes.TwoFactorCookie': text('TwoFactorCookie'),
  'Microsoft.AspNet.Identity.DefaultAuthenticationTypes.TwoFactorRememberBrowserCookie':
    text('TwoFactorRememberBrowser'),
  'Microsoft.Owin.Security.Cookies.CookieAuthenticationDefaults.AuthenticationType': text('Cookies'),
  'System.Threading.Timeout.InfiniteTimeSpan': span(-10_000n),
  'System.Threading.Timeout.Infinite': whole(-1),
  'System.TimeSpan.Zero': span(0n),
  'System.TimeSpan.MaxValue': span(2n ** 63n - 1n),
  'System.TimeSpan.MinValue': span(-(2n ** 63n)),
  'System.TimeSpan.TicksPerMillisecond': whole(10_000, 'long'),
  'System.TimeSpan.TicksPerSecond': whole(10_000_000, 'long'),
  'System.TimeSpan.TicksPerMinute': whole(600_000_000, 'long'),
  'System.TimeSpan.TicksPerHour': whole(36_000_000_000, 'long'),
  'System.TimeSpan.TicksPerDay': whole(864_000_000_000, 'long'),
  'System.Int32.MaxValue': whole(2_147_483_647),
  'System.Int32.MinValue': whole(-2_147_483_648),
  'System.Int64.MaxValue': whole(2n ** 63n - 1n, 'long'),
  'System.Boolean.TrueString': text('True'),
  'System.Boolean.FalseString': text('False'),
  'System.String.Empty': text(''),
};

import { newOptions } from './framework/container';
import type { AbsentKeys } from './framework/host';
import { itemsOf } from './framework/lists';
import { type PropertyModel, TYPE_MODELS, type Versions } from './framework/model';
import { type HandlerKind, optionsOf, registrations } from './framework/options';
import {
  AUTHENTICATION_OPTIONS,
  BEARER,
  COOKIE,
  IDENTITY_SERVER_OPTIONS,
  INTROSPECTION,
  JWT,
  KEY_OPTIONS,
  OPEN_ID,
} from './framework/services';
import { frameworkBases, type Write, writesOf } from './members';
import { outcomeOf, type RunHost } from './run';
import { typeNamed } from './types';
import { Instance, isUnknown, type Unknown, unknown, type Value } from './value';

/** One option of a host as it would have it. */
export interface HostSetting {
  /** `CookieAuthenticationOptions[Cookies].ExpireTimeSpan`. */
  readonly path: string;
  /** Full name of the options type, the name of the options (a scheme, a client; empty for the unnamed), and the property below. */
  readonly type: string;
  readonly name: string;
  readonly property: string;
  readonly value: Value;
  /** What it holds when nobody writes it. */
  readonly default: Value;
  /** Who wrote it, weakest first; empty when the framework's own value stands. */
  readonly writes: readonly Write[];
  /** It is an enum, a duration in seconds, …: how it is modelled. */
  readonly model: PropertyModel;
}

/** Options that are told of: their class, and the properties that hold lifetimes. */
export interface Reported {
  readonly type: string;
  readonly properties: readonly string[];
  /** Reported although nobody registered anything for it. */
  readonly always?: boolean;
  readonly facts?: readonly string[];
}

/** Options that have no name, and the properties that hold lifetimes. */
const UNNAMED: readonly Reported[] = [
  {
    type: 'Microsoft.AspNetCore.Builder.SessionOptions',
    properties: ['IdleTimeout', 'IOTimeout', 'Cookie.MaxAge', 'Cookie.IsEssential'],
    facts: ['AddSession', 'UseSession'],
  },
  {
    type: 'Microsoft.AspNetCore.Identity.SecurityStampValidatorOptions',
    properties: ['ValidationInterval'],
    facts: ['identity'],
  },
  {
    type: 'Microsoft.AspNetCore.Identity.IdentityOptions',
    properties: ['Lockout.DefaultLockoutTimeSpan', 'Lockout.MaxFailedAccessAttempts', 'Lockout.AllowedForNewUsers'],
    facts: ['identity', 'AddIdentityCore'],
  },
  {
    type: 'Microsoft.AspNetCore.Identity.DataProtectionTokenProviderOptions',
    properties: ['TokenLifespan'],
    facts: ['identity'],
  },
  { type: KEY_OPTIONS, properties: ['NewKeyLifetime'], facts: ['AddDataProtection'] },
  { type: 'Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions', properties: ['Cookie.MaxAge'] },
  { type: 'Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions', properties: ['Cookie.MaxAge'] },
  {
    type: 'Microsoft.Extensions.Caching.Memory.MemoryDistributedCacheOptions',
    properties: ['SizeLimit'],
    facts: ['AddDistributedMemoryCache'],
  },
  {
    type: 'Microsoft.AspNetCore.Components.Server.CircuitOptions',
    properties: ['DisconnectedCircuitRetentionPeriod', 'DisconnectedCircuitMaxRetained', 'JSInteropDefaultCallTimeout'],
    facts: ['AddServerSideBlazor', 'AddInteractiveServerComponents'],
  },
  {
    type: 'Microsoft.AspNetCore.SignalR.HubOptions',
    properties: ['ClientTimeoutInterval', 'KeepAliveInterval', 'HandshakeTimeout'],
    facts: ['HubOptionsSetup'],
  },
  {
    type: 'Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions',
    properties: ['Limits.KeepAliveTimeout', 'Limits.RequestHeadersTimeout'],
  },
  { type: 'Microsoft.Extensions.Hosting.HostOptions', properties: ['ShutdownTimeout'] },
  {
    type: IDENTITY_SERVER_OPTIONS,
    properties: [
      'Authentication.CookieLifetime',
      'Authentication.CookieSlidingExpiration',
      'Authentication.CoordinateClientLifetimesWithUserSession',
      'Authentication.CookieAuthenticationScheme',
      'ServerSideSessions.RemoveExpiredSessions',
      'ServerSideSessions.RemoveExpiredSessionsFrequency',
      'ServerSideSessions.ExpiredSessionsTriggerBackchannelLogout',
      'ServerSideSessions.FuzzExpiredSessionRemovalStart',
      'Caching.ClientStoreExpiration',
      'PushedAuthorization.Lifetime',
      'Ciba.DefaultLifetime',
      'KeyManagement.RotationInterval',
      'JwtValidationClockSkew',
    ],
    facts: ['AddIdentityServer'],
  },
];

const SCHEMES: Readonly<Record<Exclude<HandlerKind, 'other'>, Reported>> = {
  cookie: { type: COOKIE, properties: ['ExpireTimeSpan', 'SlidingExpiration', 'Cookie.MaxAge'] },
  openIdConnect: {
    type: OPEN_ID,
    properties: [
      'UseTokenLifetime',
      'RemoteAuthenticationTimeout',
      'ProtocolValidator.NonceLifetime',
      'MaxAge',
      'SaveTokens',
      'GetClaimsFromUserInfoEndpoint',
      'BackchannelTimeout',
    ],
  },
  jwtBearer: { type: JWT, properties: ['TokenValidationParameters.ClockSkew', 'BackchannelTimeout'] },
  introspection: { type: INTROSPECTION, properties: ['EnableCaching', 'CacheDuration'] },
  bearerToken: { type: BEARER, properties: ['BearerTokenExpiration', 'RefreshTokenExpiration'] },
};

const CLIENT: Reported = {
  type: 'Duende.IdentityServer.Models.Client',
  properties: [
    'IdentityTokenLifetime',
    'AccessTokenLifetime',
    'AuthorizationCodeLifetime',
    'AbsoluteRefreshTokenLifetime',
    'SlidingRefreshTokenLifetime',
    'RefreshTokenExpiration',
    'RefreshTokenUsage',
    'AccessTokenType',
    'AllowOfflineAccess',
    'UserSsoLifetime',
    'ConsentLifetime',
    'DeviceCodeLifetime',
    'CoordinateLifetimeWithUserSession',
    'BackChannelLogoutUri',
    'DPoPClockSkew',
  ],
};

/** Every option of the reference that a host has, as its start-up code leaves it. */
export function hostSettings(run: RunHost): readonly HostSetting[] {
  const found: HostSetting[] = [];
  if (run.outcome.kind === 'none') return found;
  const all = registrations(run.host);
  const facts = new Set(all.flatMap(({ registration }) => (registration.kind === 'fact' ? [registration.fact] : [])));
  const configured = new Set(
    all.flatMap(({ registration }) => (registration.kind === 'configure' ? [registration.options.full] : [])),
  );
  for (const reported of UNNAMED) {
    const used = configured.has(reported.type) || reported.facts?.some((fact) => facts.has(fact));
    if (used) found.push(...ofOptions(run, reported, '', ''));
  }
  if (configured.has(AUTHENTICATION_OPTIONS))
    found.push(
      ...ofOptions(
        run,
        {
          type: AUTHENTICATION_OPTIONS,
          properties: ['DefaultScheme', 'DefaultAuthenticateScheme', 'DefaultSignInScheme', 'DefaultChallengeScheme'],
        },
        '',
        '',
      ),
    );
  const seen = new Set<string>();
  for (const { registration } of all) {
    if (registration.kind !== 'scheme' || registration.handler === 'other' || registration.name.kind !== 'text')
      continue;
    const name = registration.name.value;
    if (seen.has(name)) continue;
    seen.add(name);
    found.push(...ofOptions(run, SCHEMES[registration.handler], name, name));
  }
  for (const client of clientsOf(run)) {
    const id = client.value.cells.get('ClientId');
    if (id?.kind !== 'text') continue;
    found.push(...readOptions(run, client.value, CLIENT, id.value, id.value, client.maybe));
  }
  return run.outcome.kind === 'started' || run.outcome.kind === 'ended'
    ? found
    : found.map((setting) => doubted(setting, run.outcome));
}

/** A host that does not start, or that was not followed to its end, has no values that can be relied on. */
function doubted(setting: HostSetting, outcome: RunHost['outcome']): HostSetting {
  const why =
    outcome.kind === 'throws'
      ? unknown(`the host does not start: ${outcome.message}`, outcome.at)
      : unknown('message' in outcome ? outcome.message : 'the start-up code was not followed');
  return { ...setting, value: isUnknown(setting.value) ? setting.value : why };
}

/** The clients that IdentityServer is given in code or configuration. */
export function clientsOf(run: RunHost): readonly { readonly value: Instance; readonly maybe: Unknown | undefined }[] {
  return registrations(run.host).flatMap(({ registration, maybe }) => {
    if (registration.kind !== 'fact' || registration.fact !== 'clients') return [];
    return (itemsOf(registration.value) ?? []).flatMap((item) => {
      const doubt = item.maybe ?? (maybe && isUnknown(maybe) ? maybe : undefined);
      return item.value.kind === 'object' && isClient(run, item.value) ? [{ value: item.value, maybe: doubt }] : [];
    });
  });
}

function isClient(run: RunHost, value: Instance): boolean {
  return value.type.full === CLIENT.type || frameworkBases(run.machine, value.type).includes(CLIENT.type);
}

function ofOptions(run: RunHost, reported: Reported, name: string, shown: string): readonly HostSetting[] {
  const { machine, host } = run;
  const type = typeNamed(reported.type);
  let options: Instance | undefined;
  const make = () =>
    outcomeOf(machine, () => {
      options =
        sessionOf(run, reported) ?? optionsOf(machine, host, type, name, () => newOptions(machine, type, NO_CODE));
      return true;
    });
  let outcome = make();
  while (outcome.kind === 'throws' && mustComeFromOutside(host.absent)) outcome = make();
  if (options && outcome.kind === 'ended') return readOptions(run, options, reported, name, shown, undefined);
  const why = unknown(
    'message' in outcome ? `the options cannot be made: ${outcome.message}` : 'the options cannot be made',
    outcome.kind === 'throws' ? outcome.at : undefined,
  );
  return readOptions(run, new Instance(type), reported, name, shown, why);
}

/** Where options are made that no code asks for. */
export const NO_CODE = {
  file: { path: '', text: '' },
  start: 0,
  end: 0,
  type: '',
  named: true,
  field: undefined,
  children: [],
  broken: false,
} as const;

/** Options that cannot be made without a key that no file has are given it where the host runs. */
function mustComeFromOutside({ asked, outside }: AbsentKeys): boolean {
  if (asked === undefined || outside.has(asked) || outside.size > 40) return false;
  outside.add(asked);
  return true;
}

/** `UseSession(new SessionOptions …)` replaces the options of AddSession whole. */
function sessionOf(run: RunHost, reported: Reported): Instance | undefined {
  if (!reported.type.endsWith('.SessionOptions')) return undefined;
  const used = registrations(run.host)
    .flatMap(({ registration }) =>
      registration.kind === 'fact' && registration.fact === 'UseSession' ? [registration.value] : [],
    )
    .at(-1);
  return used?.kind === 'object' && used.type.full === reported.type ? used : undefined;
}

/** The properties of options that were made; `why` they are not known, where the options as a whole are not. */
export function readOptions(
  { machine }: RunHost,
  options: Instance,
  reported: Reported,
  name: string,
  shown: string,
  why: Unknown | undefined,
): readonly HostSetting[] {
  const simple = reported.type.slice(reported.type.lastIndexOf('.') + 1);
  return reported.properties.flatMap((property) => {
    const model = modelOf(reported.type, property);
    if (!model) return [];
    const { writes, value } = follow(options, property, why);
    return [
      {
        path: `${simple}${shown ? `[${shown}]` : ''}.${property}`,
        type: reported.type,
        name,
        property,
        value: why ?? value,
        default: defaultOf(model, machine.versions),
        writes,
        model,
      },
    ];
  });
}

function defaultOf(model: PropertyModel, versions: Versions): Value {
  return typeof model.default === 'function'
    ? model.default(versions)
    : (model.default ?? unknown('its default is not modelled'));
}

/** A property below another holds what was written to it, and before that came along with the object around it. */
function follow(
  options: Instance,
  property: string,
  why: Unknown | undefined,
): { readonly writes: readonly Write[]; readonly value: Value } {
  const steps = property.split('.');
  const writes: Write[] = [];
  let at: Value = options;
  for (const step of steps) {
    if (at.kind !== 'object') return { writes, value: isUnknown(at) ? at : { kind: 'null' } };
    writes.push(...writesOf(at, step));
    at = at.cells.get(step) ?? why ?? unknown(`${step} is not known`);
  }
  return { writes, value: at };
}

function modelOf(type: string, property: string): PropertyModel | undefined {
  let at = type;
  let model: PropertyModel | undefined;
  for (const step of property.split('.')) {
    model = TYPE_MODELS[at]?.properties[step];
    if (!model) return undefined;
    at = model.of ?? '';
  }
  return model;
}

import { generationOf } from '../identityServer/generations';
import { IdentityServer } from '../identityServer/server';
import type { ClientOptions, ServerOptions, SystemEvent } from '../identityServer/system';
import {
  choice,
  flag,
  type JsonObject,
  list,
  number,
  optionalFlag,
  optionalNumber,
  record,
  section,
  Unreadable,
} from './reading';

/**
 * What IdentityServer does with one line: `version`, `options`, `clients` and `events` as in the recordings, whole
 * seconds. Every event comes back with `observed`. What options, clients and events leave out has the default of that
 * version.
 *
 * @throws Unreadable naming the field that cannot be read
 */
export function identityserver(input: JsonObject): JsonObject {
  const { version = '' } = input;
  if (typeof version !== 'string') throw new Unreadable('version must be a text such as "7.4.8".');
  const clients = list(input, 'clients').map((value, i) =>
    inside(`clients[${i}]`, value, (line) => clientOf(line, version)),
  );
  const ids = new Set(clients.map((client) => client.id));
  if (ids.size < clients.length) throw new Unreadable('clients must have an id of their own each.');
  const lines = list(input, 'events').map((value, i) => record(value, `events[${i}]`));
  const events = lines.map((value, i) => inside(`events[${i}]`, value, (line) => eventOf(line, ids)));
  events.forEach((event, i) => {
    const before = events[i - 1]?.t ?? event.t;
    if (event.t < before) throw new Unreadable(`events[${i}].t is ${event.t}, before the event at ${before}.`);
  });
  const options = inside('options', section(input, 'options'), optionsOf);
  const server = new IdentityServer(version, options, clients);
  return { ...input, events: events.map((event, i) => ({ ...lines[i], observed: server.handle(event) })) };
}

/** `IdentityServerOptions` as they are when nobody sets them. */
function optionsOf(line: JsonObject): ServerOptions {
  const scheme = choice(line, 'scheme', ['idsrv', 'own'], 'idsrv');
  const cookieSliding = flag(line, 'cookieSliding', scheme === 'own');
  return {
    serverSideSessions: flag(line, 'serverSideSessions', false),
    scheme,
    cookieLifetime: seconds(line, 'cookieLifetime', scheme === 'own' ? 14 * 86_400 : 36_000),
    cookieSliding,
    idsrvCookieSliding: flag(line, 'idsrvCookieSliding', scheme === 'idsrv' && cookieSliding),
    coordinateGlobal: flag(line, 'coordinateGlobal', false),
    removeExpiredSessions: flag(line, 'removeExpiredSessions', true),
    removeExpiredFrequency: seconds(line, 'removeExpiredFrequency', 600),
    expiredTriggersBackchannel: flag(line, 'expiredTriggersBackchannel', false),
    jwtClockSkew: seconds(line, 'jwtClockSkew', 300),
    deleteOneTimeOnly: flag(line, 'deleteOneTimeOnly', true),
  };
}

/** `Client` as it is when nobody sets its properties. */
function clientOf(line: JsonObject, version: string): ClientOptions {
  const { id } = line;
  if (typeof id !== 'string' || id === '') throw new Unreadable('id must be a text.');
  return {
    id,
    coordinate: optionalFlag(line, 'coordinate'),
    accessTokenType: choice(line, 'accessTokenType', ['Jwt', 'Reference'], 'Jwt'),
    accessTokenLifetime: seconds(line, 'accessTokenLifetime', 3600),
    offlineAccess: flag(line, 'offlineAccess', false),
    refreshAbsolute: seconds(line, 'refreshAbsolute', 2_592_000),
    refreshSliding: seconds(line, 'refreshSliding', 1_296_000),
    refreshExpiration: choice(line, 'refreshExpiration', ['Absolute', 'Sliding'], 'Absolute'),
    refreshUsage: choice(line, 'refreshUsage', ['ReUse', 'OneTimeOnly'], generationOf(version).usage),
    backChannelUri: flag(line, 'backChannelUri', false),
    userSsoLifetime: optionalSeconds(line, 'userSsoLifetime'),
  };
}

const KINDS = [
  'login',
  'visit',
  'authorize',
  'refresh',
  'introspect',
  'userinfo',
  'localapi',
  'logout',
  'tick',
] as const;

function eventOf(line: JsonObject, ids: ReadonlySet<string>): SystemEvent {
  const t = optionalSeconds(line, 't');
  if (t === null) throw new Unreadable('t must be a number of seconds, not nothing.');
  const kind = choice(line, 'kind', KINDS, 'visit');
  if (kind === 'tick') return { t, kind };
  const browser = typeof line.browser === 'string' ? line.browser : 'b1';
  if (kind === 'visit' || kind === 'logout') return { t, browser, kind };
  if (kind === 'login') {
    return {
      t,
      browser,
      kind,
      persistent: flag(line, 'persistent', false),
      expiresIn: optionalSeconds(line, 'expiresIn'),
      allowRefresh: optionalFlag(line, 'allowRefresh'),
      sub: typeof line.sub === 'string' ? line.sub : '',
    };
  }
  const { client } = line;
  if (typeof client !== 'string' || !ids.has(client))
    throw new Unreadable('client must be the id of one of the clients.');
  if (kind !== 'introspect') return { t, browser, kind, client };
  return { t, browser, kind, client, token: choice(line, 'token', ['access', 'refresh'], 'access') };
}

function seconds(line: JsonObject, key: string, otherwise: number): number {
  return whole(key, number(line, key, otherwise));
}

function optionalSeconds(line: JsonObject, key: string): number | null {
  const value = optionalNumber(line, key);
  return value === null ? null : whole(key, value);
}

function whole(key: string, value: number): number {
  if (!Number.isInteger(value)) throw new Unreadable(`${key} must be whole seconds, not ${value}.`);
  return value;
}

/** Reads one object of a list; what is wrong in it is said with its place. */
function inside<Read>(name: string, value: unknown, read: (line: JsonObject) => Read): Read {
  const line = record(value, name);
  try {
    return read(line);
  } catch (error) {
    throw error instanceof Unreadable ? new Unreadable(`${name}: ${error.message}`) : error;
  }
}

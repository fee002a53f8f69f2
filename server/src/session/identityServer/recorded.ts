import { generationOf } from './generations';
import { IdentityServer } from './server';
import type { ClientOptions, Observed, ServerOptions, SystemEvent } from './system';

/** A scenario as it is written: a version, what the host and its clients are set to, what happens. */
export interface RecordedScenario {
  readonly version: string;
  readonly options: ServerOptions;
  readonly clients: readonly ClientOptions[];
  readonly events: readonly SystemEvent[];
}

/**
 * Answers a scenario: the same object with `observed` at every event. What is left out of options, clients and events
 * has the default of that version of IdentityServer. Throws a `RangeError` with a sentence for a person when the object
 * is not a scenario.
 */
export function answerIdentityServer(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { version, options, clients, events } = readScenario(input);
  const server = new IdentityServer(version, options, clients);
  const answers: Observed[] = events.map((event) => server.handle(event));
  const written = input.events as readonly object[];
  return { ...input, events: written.map((event, i) => ({ ...event, observed: answers[i] })) };
}

/** Reads a scenario that anybody may have written. Throws as `answerIdentityServer` does. */
export function readScenario(input: Readonly<Record<string, unknown>>): RecordedScenario {
  const { version = '', clients = [], events = [], options = {} } = input;
  if (typeof version !== 'string') fail('"version" is a text such as "7.4.8".');
  const read = listOf(clients, 'clients').map((client, i) => clientOf(client, `clients[${i}]`, version));
  const known = new Set(read.map((client) => client.id));
  if (known.size < read.length) fail('Two clients have the same "id".');
  const happened = listOf(events, 'events').map((event, i) => eventOf(event, `events[${i}]`, known));
  happened.forEach((event, i) => {
    const before = happened[i - 1];
    if (before && event.t < before.t) fail(`events[${i}] happens before the one above it: order them by "t".`);
  });
  return { version, options: optionsOf(objectOf(options, 'options')), clients: read, events: happened };
}

/** `IdentityServerOptions` as they are when nobody sets them. */
function optionsOf(from: Record<string, unknown>): ServerOptions {
  const at = 'options';
  const scheme = choice(from, at, 'scheme', ['idsrv', 'own'], 'idsrv');
  const cookieSliding = flag(from, at, 'cookieSliding', scheme === 'own');
  return {
    serverSideSessions: flag(from, at, 'serverSideSessions', false),
    scheme,
    cookieLifetime: seconds(from, at, 'cookieLifetime', scheme === 'own' ? 14 * 86_400 : 36_000),
    cookieSliding,
    idsrvCookieSliding: flag(from, at, 'idsrvCookieSliding', scheme === 'idsrv' && cookieSliding),
    coordinateGlobal: flag(from, at, 'coordinateGlobal', false),
    removeExpiredSessions: flag(from, at, 'removeExpiredSessions', true),
    removeExpiredFrequency: seconds(from, at, 'removeExpiredFrequency', 600),
    expiredTriggersBackchannel: flag(from, at, 'expiredTriggersBackchannel', false),
    jwtClockSkew: seconds(from, at, 'jwtClockSkew', 300),
    deleteOneTimeOnly: flag(from, at, 'deleteOneTimeOnly', true),
  };
}

/** `Client` as it is when nobody sets its properties. */
function clientOf(value: unknown, at: string, version: string): ClientOptions {
  const from = objectOf(value, at);
  if (typeof from.id !== 'string' || from.id === '') fail(`${at} needs an "id".`);
  return {
    id: from.id,
    coordinate: optionalFlag(from, at, 'coordinate'),
    accessTokenType: choice(from, at, 'accessTokenType', ['Jwt', 'Reference'], 'Jwt'),
    accessTokenLifetime: seconds(from, at, 'accessTokenLifetime', 3600),
    offlineAccess: flag(from, at, 'offlineAccess', false),
    refreshAbsolute: seconds(from, at, 'refreshAbsolute', 2_592_000),
    refreshSliding: seconds(from, at, 'refreshSliding', 1_296_000),
    refreshExpiration: choice(from, at, 'refreshExpiration', ['Absolute', 'Sliding'], 'Absolute'),
    refreshUsage: choice(from, at, 'refreshUsage', ['ReUse', 'OneTimeOnly'], generationOf(version).usage),
    backChannelUri: flag(from, at, 'backChannelUri', false),
    userSsoLifetime: optionalSeconds(from, at, 'userSsoLifetime'),
  };
}

function eventOf(value: unknown, at: string, clients: ReadonlySet<string>): SystemEvent {
  const from = objectOf(value, at);
  const t = whole(from.t, `${at} needs "t", whole seconds.`);
  const browser = typeof from.browser === 'string' ? from.browser : 'b1';
  const client = () => {
    if (typeof from.client === 'string' && clients.has(from.client)) return from.client;
    return fail(`${at} needs a "client" that is among the clients.`);
  };
  switch (from.kind) {
    case 'tick':
      return { t, kind: 'tick' };
    case 'visit':
    case 'logout':
      return { t, browser, kind: from.kind };
    case 'authorize':
    case 'refresh':
    case 'userinfo':
    case 'localapi':
      return { t, browser, kind: from.kind, client: client() };
    case 'introspect': {
      const token = choice(from, at, 'token', ['access', 'refresh'], 'access');
      return { t, browser, kind: 'introspect', client: client(), token };
    }
    case 'login':
      return {
        t,
        browser,
        kind: 'login',
        persistent: flag(from, at, 'persistent', false),
        expiresIn: optionalSeconds(from, at, 'expiresIn'),
        allowRefresh: optionalFlag(from, at, 'allowRefresh'),
        sub: typeof from.sub === 'string' ? from.sub : '',
      };
    default:
      return fail(`${at} is of an unknown "kind": ${JSON.stringify(from.kind)}.`);
  }
}

function fail(sentence: string): never {
  throw new RangeError(sentence);
}

function objectOf(value: unknown, at: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return fail(`"${at}" is an object.`);
}

function listOf(value: unknown, at: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(`"${at}" is a list.`);
}

function whole(value: unknown, sentence: string): number {
  return Number.isSafeInteger(value) ? (value as number) : fail(sentence);
}

function seconds(from: Record<string, unknown>, at: string, name: string, otherwise: number): number {
  return optionalSeconds(from, at, name) ?? otherwise;
}

function optionalSeconds(from: Record<string, unknown>, at: string, name: string): number | null {
  const value = from[name] ?? null;
  return value === null ? null : whole(value, `${at}.${name} is a number of whole seconds.`);
}

function flag(from: Record<string, unknown>, at: string, name: string, otherwise: boolean): boolean {
  return optionalFlag(from, at, name) ?? otherwise;
}

function optionalFlag(from: Record<string, unknown>, at: string, name: string): boolean | null {
  const value = from[name] ?? null;
  return value === null || typeof value === 'boolean' ? value : fail(`${at}.${name} is true or false.`);
}

function choice<Word extends string>(
  from: Record<string, unknown>,
  at: string,
  name: string,
  words: readonly Word[],
  otherwise: Word,
): Word {
  const value = from[name] ?? otherwise;
  return words.find((word) => word === value) ?? fail(`${at}.${name} is one of ${words.join(', ')}.`);
}

import { newOptions } from './framework/container';
import { type HandlerKind, optionsOf, registrations } from './framework/options';
import { COOKIE } from './framework/services';
import { middlewareOf, securityStampOf } from './katana';
import { outcomeOf, type RunHost } from './run';
import { NO_CODE } from './settings';
import { typeNamed } from './types';
import { type Instance, isUnknown, type Place, type Value } from './value';

/** Something that start-up code did, as plain data: a call on the services or the pipeline, in order. */
export interface HostFact {
  /** `PersistKeysToFileSystem`, `AddStackExchangeRedisCache`, `UseSession`; `service` for a registered service. */
  readonly name: string;
  /** Its first text. */
  readonly text?: string;
  /** Simple name of the type that it is about: of a registered service, of what the pipeline was given. */
  readonly type?: string;
  readonly at: Place;
  /** Why it is there only perhaps. */
  readonly maybe?: string;
}

export interface HostScheme {
  readonly name: string;
  readonly handler: HandlerKind;
  readonly at: Place;
  readonly maybe?: string;
}

/** What a cookie scheme has besides lengths. */
export interface HostCookie {
  readonly scheme: string;
  /** Simple name of the class that keeps tickets outside of the cookie; a reason where something does and nobody knows what. */
  readonly sessionStore?: string;
  /** Events that code handles: `OnValidatePrincipal`, `OnCheckSlidingExpiration`. */
  readonly events: readonly string[];
  /** Simple name of the class of events. */
  readonly eventsType?: string;
}

/** A cookie middleware of OWIN. */
export interface KatanaCookieFacts {
  readonly authenticationType: string;
  /** Passive ones authenticate only when a page asks for them. */
  readonly passive: boolean;
  readonly at: Place;
  readonly stamp?: { readonly at: Place; readonly regenerates: boolean | undefined };
  /** Another handler of OnValidateIdentity than the security stamp. */
  readonly ownValidation: boolean;
  readonly cookieManager?: string;
  readonly sessionStore?: string;
}

/** Every call that counts, in order. */
export function factsOf({ host }: RunHost): readonly HostFact[] {
  return registrations(host).flatMap(({ registration, maybe }): HostFact[] => {
    const doubt = maybe && isUnknown(maybe) ? { maybe: maybe.reason } : {};
    if (registration.kind === 'service') {
      return [{ name: 'service', text: registration.name, at: registration.at, ...doubt }];
    }
    if (registration.kind !== 'fact' || /^(?:section of|HubOptionsSetup$)/.test(registration.fact)) return [];
    const { value } = registration;
    return [
      {
        name: registration.fact,
        ...(value?.kind === 'text' && { text: value.value }),
        ...(value?.kind === 'object' && { type: value.type.name }),
        at: registration.at,
        ...doubt,
      },
    ];
  });
}

export function schemesOf({ host }: RunHost): readonly HostScheme[] {
  return registrations(host).flatMap(({ registration, maybe }) =>
    registration.kind === 'scheme' && registration.name.kind === 'text'
      ? [
          {
            name: registration.name.value,
            handler: registration.handler,
            at: registration.at,
            ...(maybe && isUnknown(maybe) && { maybe: maybe.reason }),
          },
        ]
      : [],
  );
}

/** What the cookie schemes have besides lengths. */
export function cookiesOf(run: RunHost): readonly HostCookie[] {
  const type = typeNamed(COOKIE);
  return schemesOf(run).flatMap(({ name, handler }) => {
    if (handler !== 'cookie') return [];
    let options: Instance | undefined;
    outcomeOf(run.machine, () => {
      options = optionsOf(run.machine, run.host, type, name, () => newOptions(run.machine, type, NO_CODE));
      return true;
    });
    if (!options) return [];
    const events = options.cells.get('Events');
    const handled =
      events?.kind === 'object'
        ? [...events.cells].flatMap(([cell, value]) => (/^On[A-Z]/.test(cell) && value.kind !== 'null' ? [cell] : []))
        : [];
    const eventsType = typeOf(options.cells.get('EventsType')) ?? ownType(events);
    const store = typeOf(options.cells.get('SessionStore'));
    return [
      {
        scheme: name,
        events: handled,
        ...(eventsType !== undefined && { eventsType }),
        ...(store !== undefined && { sessionStore: store }),
      },
    ];
  });
}

/** The name of a type that is given, or why it is not known; undefined for null. */
function typeOf(value: Value | undefined): string | undefined {
  if (!value || value.kind === 'null') return undefined;
  if (value.kind === 'type') return value.type.name;
  if (value.kind === 'object') return value.type.name;
  return isUnknown(value) ? value.reason : 'something that is not known here';
}

/** Events of a class of the project's own. */
function ownType(events: Value | undefined): string | undefined {
  return events?.kind === 'object' && events.type.declaration ? events.type.name : undefined;
}

/** The cookie middlewares of OWIN, in the order of the pipeline. */
export function katanaCookiesOf(run: RunHost): readonly KatanaCookieFacts[] {
  return middlewareOf(run).flatMap(({ name, options, at }) => {
    const type = options?.cells.get('AuthenticationType');
    if (name !== 'UseCookieAuthentication' || !options || type?.kind !== 'text') return [];
    const mode = options.cells.get('AuthenticationMode');
    const stamp = securityStampOf(options);
    const provider = options.cells.get('Provider');
    const validate = provider?.kind === 'object' ? provider.cells.get('OnValidateIdentity') : provider;
    const manager = typeOf(options.cells.get('CookieManager'));
    const store = typeOf(options.cells.get('SessionStore'));
    return [
      {
        authenticationType: type.value,
        passive: mode?.kind === 'enum' && mode.name === 'Passive',
        at,
        ...(stamp && { stamp: { at: stamp.at, regenerates: stamp.regenerates } }),
        ownValidation: !stamp && validate !== undefined && validate.kind !== 'null',
        ...(manager !== undefined && { cookieManager: manager }),
        ...(store !== undefined && { sessionStore: store }),
      },
    ];
  });
}

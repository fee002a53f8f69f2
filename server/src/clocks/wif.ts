import { childOf, type EffectiveElement, type EffectiveValue } from '../config/aspnet/effective';
import { AUTH_COOKIE, type Clock, isUnknown, type Lifetime } from '../session/clocks';
import type { EffectiveSetting, SettingsReader } from '../settings/reader';
import { effective } from '../settings/worth';
import { ASPNET } from '../site/aspnet/key';
import { lifetimeOf } from './lifetimeOf';
import type { ClockInput, ClockSource } from './source';

/** Where the token handlers stand: in .NET 4.5 and later, and in WIF 1.0 (Microsoft.IdentityModel). */
const HANDLERS = [
  ['system.identityModel', 'identityConfiguration', 'securityTokenHandlers'],
  ['microsoft.identityModel', 'service', 'securityTokenHandlers'],
];
const LIFETIME =
  'system.identityModel/identityConfiguration/securityTokenHandlers/add/sessionTokenRequirement/@lifetime';
const SKEW = 'system.identityModel/identityConfiguration/@maximumClockSkew';

/**
 * Windows Identity Foundation: SessionAuthenticationModule signs in whoever sends a valid session token (the FedAuth
 * cookie), whatever the authentication mode is. The token ends at its time; requests do not renew it.
 */
export const wif: ClockSource = {
  id: 'wif',
  claims: ({ view, settings }) => view.site.has(ASPNET) && usesSessionTokens(settings),
  clocks: (input, below) => below.map((clock) => (clock.decides === 'signIn' ? overForms(input, clock) : clock)),
};

/** Users who are signed in by a forms ticket have its clock; the token is that of all others. */
function overForms(input: ClockInput, below: Clock): Clock {
  return input.settings.get('system.web/authentication/@mode').value === 'Forms' ? below : sessionToken(input);
}

function sessionToken({ settings, cite }: ClockInput): Clock {
  const lifetime = sessionTokenLifetime(settings);
  const skew = settings.get(SKEW);
  return {
    ...AUTH_COOKIE,
    name: 'Session token',
    length: isUnknown(lifetime) ? lifetime : sum(lifetimeOf(lifetime), lifetimeOf(skew)),
    restart: { on: 'never' },
    sources: isUnknown(lifetime) ? [] : [...cite.setting(lifetime), ...(skew.given ? cite.setting(skew) : [])],
    note: 'Counted from the sign-in, with the clock skew that is forgiven (5 min unless maximumClockSkew says otherwise). No request renews it; a token of the issuer that ends earlier ends it earlier.',
  };
}

/** The session token's `lifetime` with its layers; unknown where the section cannot be read. */
export function sessionTokenLifetime(settings: SettingsReader): EffectiveSetting | { readonly unknown: string } {
  let handler: EffectiveElement | undefined;
  for (const [section = '', ...names] of HANDLERS) {
    let element = settings.element(section);
    for (const name of names) {
      if (element?.opaque !== undefined) return { unknown: element.opaque };
      element = element && childOf(element, name);
    }
    handler ??= element?.children.find(({ attributes }) => HANDLER.test(text(attributes.get('type'))));
  }
  const requirement = handler && childOf(handler, 'sessionTokenRequirement');
  // The handler compares the attribute's name without case (SessionSecurityTokenHandler.LoadCustomConfiguration).
  const [, value] = [...(requirement?.attributes ?? [])].find(([name]) => name.toLowerCase() === 'lifetime') ?? [];
  return effective(LIFETIME, value);
}

const HANDLER = /SessionSecurityTokenHandler\b/;
const MODULE = /\bSessionAuthenticationModule\b/;

function usesSessionTokens(settings: SettingsReader): boolean {
  return ['system.webServer/modules', 'system.web/httpModules'].some((path) =>
    settings.element(path)?.children.some(({ attributes }) => MODULE.test(text(attributes.get('type')))),
  );
}

function text(value: EffectiveValue | undefined): string {
  return typeof value?.literal === 'string' ? value.literal : '';
}

function sum(a: Lifetime, b: Lifetime): Lifetime {
  if (isUnknown(a) || a === null) return a;
  if (isUnknown(b) || b === null) return b;
  return a + b;
}

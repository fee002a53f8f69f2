import { textOf } from '../../../syntax/csharp/node';
import { newFrameworkObject } from '../create';
import { callWith } from '../invoke';
import type { Call, Machine } from '../machine';
import { typeNamed } from '../types';
import { type Instance, isUnknown, NULL, placeOf, span, TICKS_PER_SECOND, text, unknown, type Value } from '../value';
import type { Host } from './host';
import { enumValue } from './model';
import { fact } from './services';

const COOKIES = 'Microsoft.Owin.Security.Cookies.CookieAuthenticationOptions';
const MODE = 'Microsoft.Owin.Security.AuthenticationMode';

/** Methods of IAppBuilder: every `Use…` is kept with its options, in order. */
export function katanaMethod(machine: Machine, host: Host, call: Call): Value {
  const at = placeOf(call.node);
  const values = call.args.map((argument) => argument.value());
  const [first, second] = values;
  switch (call.name) {
    case 'UseExternalSignInCookie':
      fact(
        machine,
        host,
        'UseCookieAuthentication',
        passiveCookie(machine, first ?? text('ExternalCookie'), span(300n * TICKS_PER_SECOND)),
        at,
      );
      return host.app;
    case 'UseTwoFactorSignInCookie':
      fact(
        machine,
        host,
        'UseCookieAuthentication',
        passiveCookie(machine, first ?? text('TwoFactorCookie'), second ?? NULL),
        at,
      );
      return host.app;
    case 'UseTwoFactorRememberBrowserCookie':
      fact(
        machine,
        host,
        'UseCookieAuthentication',
        passiveCookie(machine, first ?? text('TwoFactorRememberBrowser'), undefined),
        at,
      );
      return host.app;
    case 'CreatePerOwinContext':
    case 'SetDefaultSignInAsAuthenticationType':
      fact(machine, host, call.name, first, at);
      return host.app;
    case 'Map':
    case 'MapWhen': {
      const branch = values.find((value) => value.kind === 'function');
      if (branch) callWith(machine, branch, [host.app], call.node);
      return host.app;
    }
    case 'GetDefaultSignInAsAuthenticationType':
      return text('');
    default:
      if (/^Use/.test(call.name)) fact(machine, host, call.name, first, at);
      return host.app;
  }
}

/** The helpers of Microsoft.AspNet.Identity.Owin make passive cookies of their own. */
function passiveCookie(machine: Machine, type: Value, expire: Value | undefined): Instance {
  const made = newFrameworkObject(machine, typeNamed(COOKIES));
  machine.heap.write(made, 'AuthenticationType', type);
  machine.heap.write(made, 'AuthenticationMode', enumValue(MODE, 'Passive'));
  if (expire) machine.heap.write(made, 'ExpireTimeSpan', expire);
  return made;
}

/** `SecurityStampValidator.OnValidateIdentity(validateInterval: …)`: a delegate that carries its interval. */
export function katanaStatic(_machine: Machine, call: Call): Value | undefined {
  if (call.name !== 'OnValidateIdentity') return undefined;
  const interval = call.args.find((argument) => argument.name === 'validateInterval') ?? call.args[0];
  const value = interval?.value(typeNamed('System.TimeSpan')) ?? NULL;
  return {
    kind: 'native',
    what: 'securityStamp',
    data: { interval: value, regenerates: regenerates(call), at: placeOf(call.node) },
  };
}

/** `ConfigurationManager.AppSettings`, `GetSection("system.web/sessionState")`. */
export function webConfigStatic(host: Host, call: Call): Value | undefined {
  if (call.name !== 'GetSection' && call.name !== 'GetWebApplicationSection') return undefined;
  const name = call.args[0]?.value();
  if (!name || isUnknown(name)) return name;
  if (name.kind === 'text' && name.value === 'system.web/sessionState')
    return { kind: 'native', what: 'sessionState', data: host };
  return unknown('a section of web.config that is not followed', placeOf(call.node));
}

export function webConfigMember(host: Host, target: Value, name: string): Value | undefined {
  if (target.kind !== 'native' || target.what !== 'sessionState' || name !== 'Timeout') return undefined;
  const timeout = host.surroundings.sessionTimeout;
  if (!timeout) return span(1200n * TICKS_PER_SECOND);
  return span(
    BigInt(timeout.minutes) * 60n * TICKS_PER_SECOND,
    timeout.place ? { place: timeout.place, literal: timeout.literal, layer: timeout.layer } : undefined,
  );
}

/** Does the callback make an identity? A delegate that gives null does not. */
function regenerates(call: Call): boolean | undefined {
  const callback = call.args.find((argument) => /^regenerateIdentity/.test(argument.name ?? '')) ?? call.args[1];
  const value = callback?.value();
  if (value?.kind === 'null' || (callback && /=>\s*null\s*$/.test(textOf(callback.node)))) return false;
  return value?.kind === 'function' ? true : undefined;
}

import { child, namedChildren, ofType, textOf } from '../../syntax/csharp/node';
import type { Declarations } from './declarations';
import { activate } from './framework/container';
import type { Surroundings } from './framework/host';
import type { Versions } from './framework/model';
import { registrations } from './framework/options';
import { argumentOf, callMember } from './invoke';
import { frameworkBases } from './members';
import { dotted, refTo, resolveName } from './names';
import { newRun, outcomeOf, type RunHost } from './run';
import { type HostSetting, type Reported, readOptions } from './settings';
import type { TypeDeclaration } from './types';
import { type Instance, isUnknown, type Place, span, TICKS_PER_SECOND, type Value } from './value';

const OWIN = 'Microsoft.Owin.Security';
const COOKIES = `${OWIN}.Cookies.CookieAuthenticationOptions`;

/** Where OWIN start-up code begins: the class that `[assembly: OwinStartup]`, web.config or its name says. */
export function owinStartup(declarations: Declarations, named: string | undefined): TypeDeclaration | undefined {
  if (named) {
    const full = named.split(',')[0]!.trim();
    const found = declarations.type(full, 0);
    if (found) return found;
  }
  for (const { node, lexical } of declarations.assemblyAttributes()) {
    const name = child(node, 'name');
    if (!name || !/(?:^|\.)OwinStartup(?:Attribute)?$/.test(textOf(name))) continue;
    const list = ofType(node, 'attribute_argument_list');
    const of =
      list &&
      namedChildren(list)
        .flatMap((argument) => ofType(argument, 'typeof_expression') ?? [])
        .at(-1);
    const type = of && child(of, 'type');
    if (!type) continue;
    const scope = { lexical, type: undefined, typeArguments: new Map() };
    const found = resolveName(dotted(type), [], scope, declarations)?.declaration;
    if (found) return found;
  }
  return declarations.starters().find((type) => type.name === 'Startup' && configuration(type));
}

function configuration(type: TypeDeclaration) {
  return type.members.find((member) => member.kind === 'method' && member.name === 'Configuration');
}

/** Runs OWIN start-up code. Never throws; undefined when there is none. */
export function runKatana(
  declarations: Declarations,
  versions: Versions,
  surroundings: Surroundings,
  named?: string,
): RunHost | undefined {
  const startup = owinStartup(declarations, named);
  const method = startup && configuration(startup);
  if (!startup || !method) return undefined;
  const { machine, host } = newRun(declarations, versions, surroundings);
  const outcome = outcomeOf(machine, () => {
    const self = method.isStatic ? undefined : activate(machine, host, refTo(startup), method.node);
    callMember(machine, method, self, [argumentOf(host.app, method.node)], new Map(), method.node);
    return true;
  });
  return { machine, host, outcome };
}

const MIDDLEWARE: Readonly<Record<string, Reported>> = {
  UseCookieAuthentication: { type: COOKIES, properties: ['ExpireTimeSpan', 'SlidingExpiration'] },
  UseOpenIdConnectAuthentication: {
    type: `${OWIN}.OpenIdConnect.OpenIdConnectAuthenticationOptions`,
    properties: ['UseTokenLifetime', 'ProtocolValidator.NonceLifetime', 'BackchannelTimeout'],
  },
  UseWsFederationAuthentication: {
    type: `${OWIN}.WsFederation.WsFederationAuthenticationOptions`,
    properties: ['UseTokenLifetime', 'BackchannelTimeout'],
  },
  UseOAuthAuthorizationServer: {
    type: `${OWIN}.OAuth.OAuthAuthorizationServerOptions`,
    properties: ['AccessTokenExpireTimeSpan', 'AuthorizationCodeExpireTimeSpan'],
  },
  UseOAuthBearerTokens: {
    type: `${OWIN}.OAuth.OAuthAuthorizationServerOptions`,
    properties: ['AccessTokenExpireTimeSpan', 'AuthorizationCodeExpireTimeSpan'],
  },
};

/** A middleware of the pipeline with the options that it was given. */
export interface Middleware {
  /** `UseCookieAuthentication`. */
  readonly name: string;
  /** Undefined where they are not known. */
  readonly options: Instance | undefined;
  readonly at: Place;
  readonly maybe: Value | undefined;
}

/** In the order of the pipeline. */
export function middlewareOf(run: RunHost): readonly Middleware[] {
  return registrations(run.host).flatMap(({ registration, maybe }) =>
    registration.kind === 'fact'
      ? [
          {
            name: registration.fact,
            options: registration.value?.kind === 'object' ? registration.value : undefined,
            at: registration.at,
            maybe,
          },
        ]
      : [],
  );
}

/** `SecurityStampValidator.OnValidateIdentity` of a cookie middleware. */
export interface SecurityStamp {
  readonly interval: Value;
  /** Its callback makes a new identity; undefined where that is not known. */
  readonly regenerates: boolean | undefined;
  readonly at: Place;
}

export function securityStampOf(cookie: Instance): SecurityStamp | undefined {
  const provider = cookie.cells.get('Provider');
  const validate = provider?.kind === 'object' ? provider.cells.get('OnValidateIdentity') : undefined;
  return validate?.kind === 'native' && validate.what === 'securityStamp'
    ? (validate.data as SecurityStamp)
    : undefined;
}

/** Every option of the reference that OWIN start-up code sets or leaves. */
export function katanaSettings(run: RunHost): readonly HostSetting[] {
  const found: HostSetting[] = [];
  const seen = new Set<string>();
  for (const { name, options, maybe } of middlewareOf(run)) {
    const reported = MIDDLEWARE[name];
    if (
      !reported ||
      !options ||
      (options.type.full !== reported.type && !frameworkBases(run.machine, options.type).includes(reported.type))
    )
      continue;
    const type = options.cells.get('AuthenticationType');
    const shown = type?.kind === 'text' ? type.value : '';
    if (seen.has(`${reported.type}[${shown}]`)) continue;
    seen.add(`${reported.type}[${shown}]`);
    const doubt = maybe && isUnknown(maybe) ? maybe : undefined;
    found.push(
      ...readOptions(
        run,
        options,
        reported,
        shown,
        reported.type.endsWith('OAuthAuthorizationServerOptions') ? '' : shown,
        doubt,
      ),
    );
    const stamp = reported.type === COOKIES ? securityStampOf(options) : undefined;
    if (stamp)
      found.push({
        path: `SecurityStampValidator[${shown}].OnValidateIdentity(validateInterval)`,
        type: 'Microsoft.AspNet.Identity.Owin.SecurityStampValidator',
        name: shown,
        property: 'OnValidateIdentity(validateInterval)',
        value: doubt ?? stamp.interval,
        default: span(1800n * TICKS_PER_SECOND),
        writes: [{ value: stamp.interval, at: stamp.at }],
        model: { type: 'span' },
      });
  }
  return found;
}

import { type CSharpNode, child, namedChildren, ofType, textOf } from '../../../syntax/csharp/node';
import { newFrameworkObject } from '../create';
import { argumentOf, callMember, callWith, parameterType } from '../invoke';
import { type Argument, type Call, type Machine, Thrown } from '../machine';
import { record, writesOf } from '../members';
import { type TypeRef, typeNamed } from '../types';
import { Instance, isUnknown, NULL, type Place, placeOf, span, TICKS_PER_SECOND, text, type Value } from '../value';
import { bindTo, convertKey, get, hasChildren, readKey, sectionOf } from './configuration';
import { activate, interfacesOf, methodWith, newOptions, resolveService } from './container';
import type { Host } from './host';
import { configure, configureInternally, type HandlerKind, hasFact, optionsOf, register } from './options';

const AUTHENTICATION = 'Microsoft.AspNetCore.Authentication';
export const COOKIE = `${AUTHENTICATION}.Cookies.CookieAuthenticationOptions`;
export const OPEN_ID = `${AUTHENTICATION}.OpenIdConnect.OpenIdConnectOptions`;
export const JWT = `${AUTHENTICATION}.JwtBearer.JwtBearerOptions`;
export const BEARER = `${AUTHENTICATION}.BearerToken.BearerTokenOptions`;
export const INTROSPECTION = 'Duende.AspNetCore.Authentication.OAuth2Introspection.OAuth2IntrospectionOptions';
export const TOKEN_MANAGEMENT = 'Duende.AccessTokenManagement.OpenIdConnect.UserTokenManagementOptions';
export const AUTHENTICATION_OPTIONS = `${AUTHENTICATION}.AuthenticationOptions`;
export const IDENTITY_SERVER_OPTIONS = 'Duende.IdentityServer.Configuration.IdentityServerOptions';
export const KEY_OPTIONS = 'Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions';

const CALLS: Readonly<Record<string, string>> = {
  AddSession: 'Microsoft.AspNetCore.Builder.SessionOptions',
  AddAntiforgery: 'Microsoft.AspNetCore.Antiforgery.AntiforgeryOptions',
  AddCookieTempDataProvider: 'Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions',
  AddDistributedMemoryCache: 'Microsoft.Extensions.Caching.Memory.MemoryDistributedCacheOptions',
  AddInteractiveServerComponents: 'Microsoft.AspNetCore.Components.Server.CircuitOptions',
  AddServerSideBlazor: 'Microsoft.AspNetCore.Components.Server.CircuitOptions',
  AddCircuitOptions: 'Microsoft.AspNetCore.Components.Server.CircuitOptions',
  AddSignalR: 'Microsoft.AspNetCore.SignalR.HubOptions',
  AddIdentityCore: 'Microsoft.AspNetCore.Identity.IdentityOptions',
  AddDataProtection: 'Microsoft.AspNetCore.DataProtection.DataProtectionOptions',
  AddKeyManagementOptions: KEY_OPTIONS,
  AddOpenIdConnectAccessTokenManagement: TOKEN_MANAGEMENT,
  ConfigureKestrel: 'Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions',
  UseKestrel: 'Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions',
  ConfigureHostOptions: 'Microsoft.Extensions.Hosting.HostOptions',
};

const HANDLERS: Readonly<
  Record<string, { readonly handler: HandlerKind; readonly options: string; readonly scheme: string }>
> = {
  AddCookie: { handler: 'cookie', options: COOKIE, scheme: 'Cookies' },
  AddOpenIdConnect: { handler: 'openIdConnect', options: OPEN_ID, scheme: 'OpenIdConnect' },
  AddJwtBearer: { handler: 'jwtBearer', options: JWT, scheme: 'Bearer' },
  AddOAuth2Introspection: { handler: 'introspection', options: INTROSPECTION, scheme: 'Bearer' },
  AddBearerToken: { handler: 'bearerToken', options: BEARER, scheme: 'BearerToken' },
};

const APPLICATION = 'Identity.Application';
const EXTERNAL = 'Identity.External';
const REMEMBER = 'Identity.TwoFactorRememberMe';
const TWO_FACTOR = 'Identity.TwoFactorUserId';
const FIVE_MINUTES = span(300n * TICKS_PER_SECOND);

/** Methods of the service collection and of the builders that hang on it. */
export function servicesMethod(machine: Machine, host: Host, call: Call): Value {
  return understood(machine, host, call) ?? host.services;
}

function understood(machine: Machine, host: Host, call: Call): Value | undefined {
  const at = placeOf(call.node);
  const { name, args, node } = call;
  const parts = split(call);
  const handler = HANDLERS[name];
  if (handler) {
    addHandler(machine, host, handler, parts.texts[0] ?? text(handler.scheme), parts.delegate, call);
    return host.services;
  }
  switch (name) {
    case 'Configure':
    case 'PostConfigure':
    case 'ConfigureAll':
    case 'PostConfigureAll':
      return configureCall(machine, host, call, at);
    case 'AddOptions':
    case 'AddOptionsWithValidateOnStart': {
      const type = call.typeArguments[0];
      if (!type) return host.services;
      return optionsBuilder(machine, type, parts.texts[0] ?? text(''));
    }
    case 'ConfigureOptions': {
      const given = args[0]?.value();
      const type =
        call.typeArguments[0] ??
        (given?.kind === 'type' ? given.type : given?.kind === 'object' ? given.type : undefined);
      if (type) addConfigureClass(machine, host, type, given?.kind === 'object' ? given : undefined, call, undefined);
      return host.services;
    }
    case 'AddAuthentication': {
      const scheme = parts.texts[0];
      if (scheme)
        writeUnnamed(machine, host, AUTHENTICATION_OPTIONS, call, at, (running, options) =>
          record(running, options, 'DefaultScheme', scheme, at),
        );
      if (parts.delegate)
        configure(machine, host, typeNamed(AUTHENTICATION_OPTIONS), text(''), 'configure', parts.delegate, node, at);
      return host.services;
    }
    case 'AddScheme':
    case 'AddRemoteScheme':
    case 'AddPolicyScheme': {
      const handlerType = call.typeArguments.at(-1)?.name;
      const known = Object.values(HANDLERS).find(
        (one) => handlerType && one.options.endsWith(`${handlerType.replace(/Handler$/, '')}Options`),
      );
      if (known) addHandler(machine, host, known, parts.texts[0] ?? text(known.scheme), parts.delegate, call);
      else if (parts.texts[0]) register(machine, host, { kind: 'scheme', name: parts.texts[0], handler: 'other', at });
      return host.services;
    }
    case 'AddIdentity':
      addIdentity(machine, host, call, at, parts.delegate);
      return host.services;
    case 'AddDefaultIdentity':
      writeUnnamed(machine, host, AUTHENTICATION_OPTIONS, call, at, (running, options) => {
        running.heap.write(options, 'DefaultScheme', text(APPLICATION));
        running.heap.write(options, 'DefaultSignInScheme', text(EXTERNAL));
      });
      addIdentityCookies(machine, host, call, at);
      if (parts.delegate)
        configure(machine, host, typeNamed(CALLS.AddIdentityCore!), text(''), 'configure', parts.delegate, node, at);
      fact(machine, host, 'identity', undefined, at);
      return host.services;
    case 'AddIdentityApiEndpoints':
      writeUnnamed(machine, host, AUTHENTICATION_OPTIONS, call, at, (running, options) =>
        running.heap.write(options, 'DefaultScheme', text('Identity.BearerAndApplication')),
      );
      register(machine, host, { kind: 'scheme', name: text('Identity.BearerAndApplication'), handler: 'other', at });
      addHandler(machine, host, HANDLERS.AddBearerToken!, text('Identity.Bearer'), undefined, call);
      addIdentityCookies(machine, host, call, at);
      if (parts.delegate)
        configure(machine, host, typeNamed(CALLS.AddIdentityCore!), text(''), 'configure', parts.delegate, node, at);
      fact(machine, host, 'identity', undefined, at);
      return host.services;
    case 'AddIdentityCookies': {
      const cookies = addIdentityCookies(machine, host, call, at);
      if (parts.delegate) callWith(machine, parts.delegate, [cookies], node);
      return cookies;
    }
    case 'AddApplicationCookie':
    case 'AddExternalCookie':
    case 'AddTwoFactorRememberMeCookie':
    case 'AddTwoFactorUserIdCookie':
      return addIdentityCookie(
        machine,
        host,
        call,
        at,
        {
          AddApplicationCookie: APPLICATION,
          AddExternalCookie: EXTERNAL,
          AddTwoFactorRememberMeCookie: REMEMBER,
          AddTwoFactorUserIdCookie: TWO_FACTOR,
        }[name],
      );
    case 'ConfigureApplicationCookie':
    case 'ConfigureExternalCookie':
      if (parts.delegate)
        configure(
          machine,
          host,
          typeNamed(COOKIE),
          text(name === 'ConfigureApplicationCookie' ? APPLICATION : EXTERNAL),
          'configure',
          parts.delegate,
          node,
          at,
        );
      return host.services;
    case 'AddHubOptions':
      return host.services;
    case 'AddServerSideBlazor':
      addHubDefaults(machine, host, call, at);
      break;
    case 'AddSignalR':
      addHubDefaults(machine, host, call, at);
      break;
    case 'SetDefaultKeyLifetime': {
      const lifetime = args[0]?.value() ?? NULL;
      if (lifetime.kind === 'span' && lifetime.ticks < 0n)
        throw new Thrown('ArgumentOutOfRangeException', 'a key lifetime cannot be negative', at);
      writeUnnamed(machine, host, KEY_OPTIONS, call, at, (running, options) => {
        record(running, options, 'NewKeyLifetime', lifetime, at);
        running.framework.written(running, options, 'NewKeyLifetime', lifetime, at);
      });
      return host.services;
    }
    case 'UseShutdownTimeout': {
      const timeout = args[0]?.value() ?? NULL;
      writeUnnamed(machine, host, CALLS.ConfigureHostOptions!, call, at, (running, options) =>
        record(running, options, 'ShutdownTimeout', timeout, at),
      );
      return host.host;
    }
    case 'AddSingleton':
    case 'AddScoped':
    case 'AddTransient':
    case 'TryAddSingleton':
    case 'TryAddScoped':
    case 'TryAddTransient':
    case 'AddKeyedSingleton':
      addService(machine, host, call, at);
      return host.services;
    case 'Add':
    case 'TryAdd':
    case 'TryAddEnumerable':
      return host.services;
    case 'AddIdentityServer':
      return addIdentityServer(machine, host, call, at);
    case 'AddInMemoryClients':
      addClients(machine, host, call, at);
      return host.services;
    case 'AddAspNetIdentity':
      writeUnnamed(machine, host, AUTHENTICATION_OPTIONS, call, at, (running, options) => {
        const scheme = options.cells.get('DefaultScheme');
        if (
          options.cells.get('DefaultAuthenticateScheme')?.kind === 'null' &&
          scheme?.kind === 'text' &&
          scheme.value === 'idsrv'
        )
          running.heap.write(options, 'DefaultScheme', text(APPLICATION));
      });
      fact(machine, host, 'AddAspNetIdentity', undefined, at);
      return host.services;
    case 'BuildServiceProvider':
      return host.provider;
  }
  const type = CALLS[name];
  if (type) {
    const options = typeNamed(type);
    if (parts.delegate)
      configure(machine, host, options, text(''), 'configure', contextual(machine, host, parts.delegate), node, at);
    const section = args
      .map((argument) => argument.value())
      .find((value) => value.kind === 'object' && value.type.full === '$host.configuration');
    if (section?.kind === 'object' && name !== 'ConfigureKestrel')
      bindRegistration(machine, host, options, text(''), section, call, at);
  }
  fact(machine, host, name, args[0]?.node.type === 'lambda_expression' ? undefined : parts.texts[0], at);
  return name === 'ConfigureKestrel' || name === 'UseKestrel' || name === 'ConfigureHostOptions'
    ? host.host
    : host.services;
}

/** `(context, options) => …`, as host builders take it, as a delegate of the options alone. */
function contextual(machine: Machine, host: Host, delegate: Value): Value {
  if (delegate.kind !== 'function' || delegateArity(delegate) !== 2) return delegate;
  return {
    kind: 'function',
    native: ([options]) => callWith(machine, delegate, [host.context, options!], delegate.node!),
  };
}

export function delegateArity(delegate: Value): number | undefined {
  if (delegate.kind !== 'function') return undefined;
  const node = delegate.node ?? delegate.methods?.[0]?.node;
  const list = node?.children.find((one) => one.field === 'parameters' || one.type === 'parameter_list');
  if (!list) return undefined;
  return list.type === 'parameter_list'
    ? list.children.filter((one) => one.type === 'parameter' || one.type === 'implicit_parameter').length
    : 1;
}

interface Parts {
  readonly texts: readonly Value[];
  readonly delegate: Value | undefined;
}

/** Arguments by what they are: names first, then the delegate. */
function split(call: Call): Parts {
  const texts: Value[] = [];
  let delegate: Value | undefined;
  for (const argument of call.args) {
    const value = argument.value();
    if (value.kind === 'function') delegate ??= value;
    else if (value.kind === 'text' || (isUnknown(value) && !isDelegateName(argument))) texts.push(value);
    else if (isUnknown(value)) delegate ??= value;
  }
  return { texts, delegate };
}

function isDelegateName(argument: Argument): boolean {
  return argument.name !== undefined && /config|setup|action|options/i.test(argument.name);
}

function writeUnnamed(
  machine: Machine,
  host: Host,
  full: string,
  call: Call,
  at: Place,
  apply: (machine: Machine, options: Instance) => void,
): void {
  configureInternally(machine, host, full, '', call.node, at, apply);
}

export function fact(machine: Machine, host: Host, name: string, value: Value | undefined, at: Place): void {
  register(machine, host, { kind: 'fact', fact: name, value, at });
}

function addHandler(
  machine: Machine,
  host: Host,
  known: { readonly handler: HandlerKind; readonly options: string },
  scheme: Value,
  delegate: Value | undefined,
  call: Call,
): void {
  const at = placeOf(call.node);
  if (known.handler === 'jwtBearer' || known.handler === 'openIdConnect')
    addSchemeSection(machine, host, known.options, call, at);
  register(machine, host, { kind: 'scheme', name: scheme, handler: known.handler, at });
  if (delegate) configure(machine, host, typeNamed(known.options), scheme, 'configure', delegate, call.node, at);
}

/** JwtBearerConfigureOptions and OpenIdConnectConfigureOptions: `Authentication:Schemes:NAME`, once, before the code's own delegates. */
function addSchemeSection(machine: Machine, host: Host, options: string, call: Call, at: Place): void {
  const mark = `section of ${options}`;
  if (hasFact(host, mark) || (machine.versions.framework !== undefined && machine.versions.framework < 7)) return;
  fact(machine, host, mark, undefined, at);
  configureInternally(machine, host, options, null, call.node, at, (running, instance, name) => {
    if (!name) return;
    const section = sectionOf(running, host.configuration, `Authentication:Schemes:${name}`);
    const keys =
      options === JWT
        ? { BackchannelTimeout: 'System.TimeSpan', SaveToken: 'System.Boolean', RequireHttpsMetadata: 'System.Boolean' }
        : {
            BackchannelTimeout: 'System.TimeSpan',
            RemoteAuthenticationTimeout: 'System.TimeSpan',
            MaxAge: 'System.TimeSpan',
            UseTokenLifetime: 'System.Boolean',
            SaveTokens: 'System.Boolean',
            GetClaimsFromUserInfoEndpoint: 'System.Boolean',
            SignInScheme: 'System.String',
          };
    if (!hasChildren(section)) return;
    for (const [key, type] of Object.entries(keys)) {
      const value = readKey(section, key);
      if (value.kind !== 'null') record(running, instance, key, convertKey(running, value, typeNamed(type), at), at);
    }
    if (options === JWT) {
      const parameters = newFrameworkObject(
        running,
        typeNamed('Microsoft.IdentityModel.Tokens.TokenValidationParameters'),
      );
      running.heap.write(instance, 'TokenValidationParameters', parameters);
    }
  });
}

function configureCall(machine: Machine, host: Host, call: Call, at: Place): Value {
  const { args, node, name } = call;
  const values = args.map((argument) => argument.value());
  const delegate = values.find((value) => value.kind === 'function');
  const section = values.find((value) => value.kind === 'object' && value.type.full === '$host.configuration');
  const all = name.endsWith('All');
  const phase = name.startsWith('Post') ? 'post' : 'configure';
  const type =
    call.typeArguments[0] ?? (delegate?.kind === 'function' ? parameterType(machine, delegate, 0) : undefined);
  if (!type) return host.services;
  const named = values[0];
  const optionsName: Value | null = all
    ? null
    : values.length > 1 && named && (named.kind === 'text' || named.kind === 'null' || isUnknown(named))
      ? named.kind === 'null'
        ? null
        : named
      : text('');
  if (section?.kind === 'object') bindRegistration(machine, host, type, optionsName, section, call, at);
  else if (delegate) configure(machine, host, type, optionsName, phase, delegate, node, at);
  else {
    const doubt = values.find(isUnknown);
    if (doubt) configure(machine, host, type, optionsName, phase, doubt, node, at);
  }
  return host.services;
}

function bindRegistration(
  machine: Machine,
  host: Host,
  type: TypeRef,
  name: Value | null,
  section: Instance,
  call: Call,
  at: Place,
): void {
  register(machine, host, {
    kind: 'configure',
    options: type,
    name,
    phase: 'configure',
    apply: (running, options) => bindTo(running, section, options, call.node, call.frame),
    at,
    node: call.node,
  });
}

function optionsBuilder(machine: Machine, type: TypeRef, name: Value): Instance {
  const builder = new Instance({ ...typeNamed('$host.options'), args: [type] });
  machine.heap.write(builder, 'Name', name);
  return builder;
}

/** Methods of `OptionsBuilder<T>`. */
export function optionsBuilderMethod(machine: Machine, host: Host, builder: Instance, call: Call): Value {
  const at = placeOf(call.node);
  const type = builder.type.args[0]!;
  const name = builder.cells.get('Name') ?? text('');
  const given = call.args[0]?.value();
  switch (call.name) {
    case 'Configure':
    case 'PostConfigure':
      if (given)
        configure(
          machine,
          host,
          type,
          name,
          call.name === 'Configure' ? 'configure' : 'post',
          given,
          call.node,
          at,
          (running) => dependencies(running, given, call).map((one) => resolveService(running, host, one, call.node)),
        );
      return builder;
    case 'Bind':
      if (given?.kind === 'object') bindRegistration(machine, host, type, name, given, call, at);
      return builder;
    case 'BindConfiguration':
      if (given?.kind === 'text')
        bindRegistration(machine, host, type, name, sectionOf(machine, host.configuration, given.value), call, at);
      return builder;
    default:
      return /^(?:Validate|ValidateOnStart|ValidateDataAnnotations)$/.test(call.name)
        ? builder
        : servicesMethod(machine, host, { ...call, target: host.services });
  }
}

function dependencies(machine: Machine, delegate: Value, call: Call): readonly TypeRef[] {
  if (call.typeArguments.length > 0) return call.typeArguments;
  if (delegate.kind !== 'function') return [];
  const found: TypeRef[] = [];
  for (let i = 1; i < (delegateArity(delegate) ?? 1); i++) {
    const type = parameterType(machine, delegate, i);
    if (type) found.push(type);
  }
  return found;
}

/** A class that configures options: which, its interfaces say. */
function addConfigureClass(
  machine: Machine,
  host: Host,
  type: TypeRef,
  instance: Instance | undefined,
  call: Call,
  only: TypeRef | undefined,
): void {
  const declaration = type.declaration;
  if (!declaration) return;
  const at = placeOf(call.node);
  for (const implemented of interfacesOf(machine, declaration)) {
    const named = implemented.name === 'IConfigureNamedOptions';
    const post = implemented.name === 'IPostConfigureOptions';
    if (!named && !post && implemented.name !== 'IConfigureOptions') continue;
    const options = implemented.args[0];
    if (!options || (only && only.args[0]?.full !== options.full)) continue;
    if (only && (only.name === 'IPostConfigureOptions') !== post) continue;
    register(machine, host, {
      kind: 'configure',
      options,
      name: named || post ? null : text(''),
      phase: post ? 'post' : 'configure',
      at,
      node: call.node,
      apply: (running, target, name) => {
        const self = instance ?? activate(running, host, type, call.node);
        const method = methodWith(running, declaration, post ? 'PostConfigure' : 'Configure', named || post ? 2 : 1);
        if (!method) return;
        const passed = named || post ? [text(name), target] : [target];
        callMember(
          running,
          method,
          self,
          passed.map((one) => argumentOf(one, call.node)),
          new Map(),
          call.node,
        );
      },
    });
  }
}

function addService(machine: Machine, host: Host, call: Call, at: Place): void {
  const names = typeNamesIn(call.node);
  if (call.args.length === 0 && names[0] !== undefined && !/^I(?:Post)?ConfigureOptions$/.test(names[0])) {
    register(machine, host, {
      kind: 'service',
      name: names[0],
      get service() {
        return call.typeArguments[0]!;
      },
      get implementation() {
        return call.typeArguments[1] ?? call.typeArguments[0]!;
      },
      value: undefined,
      at,
    });
    return;
  }
  const values = call.args.map((argument) => argument.value());
  const types = values.flatMap((value) => (value.kind === 'type' ? [value.type] : []));
  const service = call.typeArguments[0] ?? types[0] ?? (values[0]?.kind === 'object' ? values[0].type : undefined);
  const implementation =
    call.typeArguments[1] ??
    types[1] ??
    (values.some((value) => value.kind === 'object' || value.kind === 'function') ? undefined : service);
  if (!service) return;
  const value = values.find((one) => one.kind === 'object' || one.kind === 'function');
  if (service.name === 'IConfigureOptions' || service.name === 'IPostConfigureOptions') {
    const configuring = implementation ?? (value?.kind === 'object' ? value.type : undefined);
    if (configuring?.declaration)
      addConfigureClass(machine, host, configuring, value?.kind === 'object' ? value : undefined, call, service);
    else if (service.args[0]) addConfigureObject(machine, host, service, value, call, at);
    return;
  }
  if (service.name === 'IEnumerable' && service.args[0]?.name === 'Client' && value)
    fact(machine, host, 'clients', value, at);
  register(machine, host, { kind: 'service', name: service.name, service, implementation, value, at });
}

/** Simple names of the type arguments of a call, as written. */
function typeNamesIn(node: CSharpNode): readonly string[] {
  const called = child(node, 'function');
  const name = called && (called.type === 'generic_name' ? called : child(called, 'name'));
  const list = name?.type === 'generic_name' ? ofType(name, 'type_argument_list') : undefined;
  return (list ? namedChildren(list) : []).map((one) => /(\w+)\s*(?:<[\s\S]*)?$/.exec(textOf(one))?.[1] ?? '');
}

/** `AddSingleton<IConfigureOptions<T>>(new ConfigureNamedOptions<T>("name", o => …))`, or a factory that makes one. */
function addConfigureObject(
  machine: Machine,
  host: Host,
  service: TypeRef,
  value: Value | undefined,
  call: Call,
  at: Place,
): void {
  const options = service.args[0]!;
  register(machine, host, {
    kind: 'configure',
    options,
    name: null,
    phase: service.name === 'IPostConfigureOptions' ? 'post' : 'configure',
    at,
    node: call.node,
    apply: (running, target, name) => {
      const made = value?.kind === 'function' ? callWith(running, value, [host.provider], call.node) : value;
      if (made?.kind !== 'object') {
        callWith(running, made ?? NULL, [target], call.node);
        return;
      }
      const declaration = made.type.declaration;
      if (declaration) {
        for (const [method, passed] of [
          ['Configure', [target]],
          ['Configure', [text(name), target]],
          ['PostConfigure', [text(name), target]],
        ] as const) {
          const found = methodWith(running, declaration, method, passed.length);
          if (!found || (passed.length === 1 && name !== '')) continue;
          callMember(
            running,
            found,
            made,
            passed.map((one) => argumentOf(one, call.node)),
            new Map(),
            call.node,
          );
          return;
        }
        return;
      }
      const wanted = made.cells.get('Name');
      const action = made.cells.get('Action');
      if (action && (wanted?.kind === 'null' || (wanted?.kind === 'text' && wanted.value === name)))
        callWith(running, action, [target], call.node);
    },
  });
}

function addHubDefaults(machine: Machine, host: Host, call: Call, at: Place): void {
  if (hasFact(host, 'HubOptionsSetup')) return;
  fact(machine, host, 'HubOptionsSetup', undefined, at);
  writeUnnamed(machine, host, 'Microsoft.AspNetCore.SignalR.HubOptions', call, at, (running, options) => {
    for (const name of ['KeepAliveInterval', 'HandshakeTimeout'])
      if (options.cells.get(name)?.kind === 'null') running.heap.write(options, name, span(15n * TICKS_PER_SECOND));
  });
}

/** IdentityServiceCollectionExtensions.AddIdentity: four cookies, and the defaults that decide who signs in. */
function addIdentity(machine: Machine, host: Host, call: Call, at: Place, delegate: Value | undefined): void {
  writeUnnamed(machine, host, AUTHENTICATION_OPTIONS, call, at, (running, options) => {
    running.heap.write(options, 'DefaultAuthenticateScheme', text(APPLICATION));
    running.heap.write(options, 'DefaultChallengeScheme', text(APPLICATION));
    running.heap.write(options, 'DefaultSignInScheme', text(EXTERNAL));
  });
  addIdentityCookies(machine, host, call, at);
  if (delegate)
    configure(machine, host, typeNamed(CALLS.AddIdentityCore!), text(''), 'configure', delegate, call.node, at);
  fact(machine, host, 'identity', undefined, at);
}

function addIdentityCookies(machine: Machine, host: Host, call: Call, at: Place): Instance {
  const cookies = new Instance(typeNamed('$host.identityCookies'));
  for (const [name, scheme] of [
    ['ApplicationCookie', APPLICATION],
    ['ExternalCookie', EXTERNAL],
    ['TwoFactorRememberMeCookie', REMEMBER],
    ['TwoFactorUserIdCookie', TWO_FACTOR],
  ] as const)
    machine.heap.write(cookies, name, addIdentityCookie(machine, host, call, at, scheme));
  return cookies;
}

function addIdentityCookie(machine: Machine, host: Host, call: Call, at: Place, scheme: string): Instance {
  register(machine, host, { kind: 'scheme', name: text(scheme), handler: 'cookie', at });
  if (scheme === EXTERNAL || scheme === TWO_FACTOR)
    configureInternally(machine, host, COOKIE, scheme, call.node, at, (running, options) =>
      running.heap.write(options, 'ExpireTimeSpan', FIVE_MINUTES),
    );
  if (scheme === APPLICATION) fact(machine, host, 'securityStamp', text(scheme), at);
  return optionsBuilder(machine, typeNamed(COOKIE), text(scheme));
}

/** AddIdentityServer: its two cookies, and what its options say about the first (ConfigureInternalCookieOptions). */
function addIdentityServer(machine: Machine, host: Host, call: Call, at: Place): Value {
  const type = typeNamed(IDENTITY_SERVER_OPTIONS);
  const given = call.args[0]?.value();
  if (given?.kind === 'object' && given.type.full === '$host.configuration')
    bindRegistration(machine, host, type, text(''), given, call, at);
  else if (given && given.kind !== 'null') configure(machine, host, type, text(''), 'configure', given, call.node, at);
  writeUnnamed(machine, host, AUTHENTICATION_OPTIONS, call, at, (running, options) =>
    running.heap.write(options, 'DefaultScheme', text('idsrv')),
  );
  for (const scheme of ['idsrv', 'idsrv.external'])
    register(machine, host, { kind: 'scheme', name: text(scheme), handler: 'cookie', at });
  configureInternally(machine, host, COOKIE, 'idsrv', call.node, at, (running, options) => {
    const server = optionsOf(running, host, type, '', () => newOptions(running, type, call.node));
    const authentication = server.cells.get('Authentication');
    if (authentication?.kind !== 'object') return;
    for (const [to, from] of [
      ['ExpireTimeSpan', 'CookieLifetime'],
      ['SlidingExpiration', 'CookieSlidingExpiration'],
    ] as const) {
      const value = authentication.cells.get(from) ?? NULL;
      const write = writesOf(authentication, from).at(-1);
      if (write) record(running, options, to, value, write.at);
      else running.heap.write(options, to, value);
    }
  });
  fact(machine, host, 'AddIdentityServer', undefined, at);
  return host.services;
}

function addClients(machine: Machine, host: Host, call: Call, at: Place): void {
  const given = call.args[0]?.value();
  const client = typeNamed('Duende.IdentityServer.Models.Client');
  const list = { ...typeNamed('System.Collections.Generic.List'), args: [client] };
  const clients =
    given?.kind === 'object' && given.type.full === '$host.configuration'
      ? get(machine, given, list, call.node, call.frame)
      : given;
  if (clients) fact(machine, host, 'clients', clients, at);
}

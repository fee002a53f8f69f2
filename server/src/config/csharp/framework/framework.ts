import type { CSharpNode } from '../../../syntax/csharp/node';
import { newFrameworkObject } from '../create';
import { emptyList, LIST } from '../list';
import { type Argument, type Call, type Framework, type Machine, Thrown } from '../machine';
import { type TypeRef, typeNamed } from '../types';
import {
  bool,
  type Frame,
  Instance,
  ITEMS,
  isUnknown,
  NULL,
  type Place,
  placeOf,
  TICKS_PER_SECOND,
  text,
  unknown,
  type Value,
  VOID,
} from '../value';
import { basicMember, basicMethod, basicStatic } from './basics';
import { configurationIndex, configurationMember, configurationMethod, writeConfiguration } from './configuration';
import { newOptions } from './container';
import type { Host } from './host';
import { applicationMethod, builderMethod, hostBuilderMethod, hostStatic, providerMethod } from './hosting';
import { katanaMethod, katanaStatic, webConfigMember, webConfigStatic } from './katana';
import { itemsOf, listMember, listMethod, listStatic } from './lists';
import { CONSTANTS, ENUMS, enumValue, TYPE_MODELS } from './model';
import { optionsOf } from './options';
import { KEY_OPTIONS, optionsBuilderMethod, servicesMethod } from './services';
import { newTimeSpan, timeSpanMember, timeSpanMethod, timeSpanStatic } from './timeSpans';

const BASIC_STATICS =
  /^System\.(?:U?Int\d+|S?Byte|Double|Single|Decimal|Boolean|String|Convert|Math|Enum|Char|Object)$/;
const COLLECTIONS = /^System\.Collections\.Generic\.(?:List|HashSet|Queue|Stack|Dictionary|SortedDictionary)$/;

/** What the framework does for a host: everything that start-up code calls and does not declare itself. */
export function frameworkFor(host: Host): Framework {
  return {
    call: (machine, call) =>
      call.target ? callMethod(machine, host, call, call.target) : callStatic(machine, host, call),
    member: (machine, target, name, place) => member(machine, host, target, name, place),
    constant: (machine, type, name, place) => constant(machine, host, type, name, place),
    written,
    create: (machine, type, args, node, frame) => create(machine, host, type, args, node, frame),
    index: (_machine, target, args, place) => {
      if (target.kind === 'object' && target.type.full === '$host.configuration')
        return configurationIndex(target, args);
      if (target.kind === 'native' && target.what === 'appSettings') return appSetting(host, args[0], place);
      return target.kind === 'text' && args[0]?.kind === 'whole'
        ? { kind: 'char', value: target.value[Number(args[0].value)] ?? '\0' }
        : undefined;
    },
    writeIndex: (machine, target, args, value, place) =>
      target.kind === 'object' &&
      target.type.full === '$host.configuration' &&
      writeConfiguration(machine, target, args, value, place),
  };
}

function appSetting(host: Host, key: Value | undefined, place: Place): Value {
  if (!key || isUnknown(key)) return key ?? unknown('the key is not known', place);
  const found = key.kind === 'text' ? host.surroundings.appSettings?.get(key.value.toLowerCase()) : undefined;
  return found ? text(found.value, { place: found.place, literal: found.literal, layer: found.layer }) : NULL;
}

function callStatic(machine: Machine, host: Host, call: Call): Value | undefined {
  const type = call.type!;
  if (type.full === 'System.TimeSpan') return timeSpanStatic(machine, call);
  if (BASIC_STATICS.test(type.full)) return basicStatic(machine, call);
  switch (type.name) {
    case 'Environment':
      return environmentStatic(host, call);
    case 'Enumerable':
    case 'Array':
      return listStatic(machine, call);
    case 'WebApplication':
    case 'Host':
    case 'WebHost':
      return hostStatic(machine, host, call);
    case 'Task':
    case 'ValueTask':
      return call.name === 'FromResult' ? call.args[0]?.value() : VOID;
    case 'ConfigurationManager':
    case 'WebConfigurationManager':
      return webConfigStatic(host, call);
    case 'SecurityStampValidator':
      return katanaStatic(machine, call);
    case 'DateTime':
    case 'DateTimeOffset':
      return undefined;
    case 'Options':
      return call.name === 'Create' ? wrapped(machine, call.args[0]?.value() ?? NULL) : undefined;
    case 'Console':
    case 'Log':
    case 'AppContext':
    case 'Activator':
      return VOID;
  }
  // An extension method of the framework, called as the static method that it is.
  const [first, ...rest] = call.args;
  if (first && /Extensions?$/.test(type.name))
    return callMethod(machine, host, { ...call, target: first.value(), type: undefined, args: rest }, first.value());
  return undefined;
}

function wrapped(machine: Machine, value: Value): Value {
  const holder = new Instance(typeNamed('$host.optionsHolder'));
  machine.heap.write(holder, 'Value', value);
  machine.heap.write(holder, 'CurrentValue', value);
  return holder;
}

function environmentStatic(host: Host, call: Call): Value | undefined {
  const at = placeOf(call.node);
  if (call.name !== 'GetEnvironmentVariable') return unknown(`Environment.${call.name} depends on the machine`, at);
  const name = call.args[0]?.value();
  if (!name || isUnknown(name)) return name ?? undefined;
  if (name.kind !== 'text') return undefined;
  if (/^(?:ASPNETCORE|DOTNET)_ENVIRONMENT$/i.test(name.value)) {
    const environment = host.environment.cells.get('EnvironmentName');
    if (environment) return environment;
  }
  const set = host.surroundings.variables.find((variable) => variable.name.toLowerCase() === name.value.toLowerCase());
  if (set) return text(set.value, set.place ? { place: set.place, literal: set.value, layer: set.layer } : undefined);
  return unknown(`${name.value} is a variable of the server's environment`, at);
}

function callMethod(machine: Machine, host: Host, call: Call, target: Value): Value | undefined {
  if (target.kind === 'span') return timeSpanMethod(target.ticks, call) ?? basicMethod(target, call);
  if (target.kind === 'moment') return momentMethod(target.ticks, call);
  if (target.kind !== 'object') return basicMethod(target, call);
  switch (target.type.full) {
    case '$host.services':
      return servicesMethod(machine, host, call);
    case '$host.options':
      return optionsBuilderMethod(machine, host, target, call);
    case '$host.configuration':
      return configurationMethod(machine, host, target, call);
    case '$host.environment':
      return environmentMethod(target, call);
    case '$host.host':
      return hostBuilderMethod(machine, host, call);
    case '$host.app':
      return host.surroundings.appSettings ? katanaMethod(machine, host, call) : applicationMethod(machine, host, call);
    case '$host.builder':
      return builderMethod(machine, host, call);
    case '$host.provider':
      return providerMethod(machine, host, call);
    case '$host.optionsHolder':
      return call.name === 'Get' && target.type.args[0]
        ? namedOptions(machine, host, target.type.args[0], call)
        : undefined;
    case '$host.identityCookies':
      return servicesMethod(machine, host, { ...call, target: host.services });
  }
  if (target.cells.has(ITEMS)) return listMethod(machine, target, call);
  if (call.name === 'ToString' || call.name === 'GetHashCode' || call.name === 'GetType')
    return unknown(`${call.name} of a ${target.type.name} is not followed`, placeOf(call.node));
  return undefined;
}

function namedOptions(machine: Machine, host: Host, type: TypeRef, call: Call): Value {
  const name = call.args[0]?.value();
  if (name && isUnknown(name)) return name;
  return optionsOf(machine, host, type, name?.kind === 'text' ? name.value : '', () =>
    newOptions(machine, type, call.node),
  );
}

function environmentMethod(environment: Instance, call: Call): Value | undefined {
  const name = environment.cells.get('EnvironmentName');
  if (name?.kind !== 'text') return name;
  const asked = /^Is(Development|Production|Staging)$/.exec(call.name)?.[1];
  if (asked) return bool(name.value.toLowerCase() === asked.toLowerCase());
  if (call.name === 'IsEnvironment') {
    const other = call.args[0]?.value();
    return other?.kind === 'text' ? bool(name.value.toLowerCase() === other.value.toLowerCase()) : other;
  }
  return undefined;
}

const UNITS: Readonly<Record<string, bigint>> = { Days: 86_400n, Hours: 3600n, Minutes: 60n, Seconds: 1n };

/** `DateTimeOffset.UtcNow.AddMinutes(20)`: now and a span. */
function momentMethod(ticks: bigint, call: Call): Value | undefined {
  const by = call.args[0]?.value();
  if (by && isUnknown(by)) return by;
  const unit = /^Add(\w+)$/.exec(call.name)?.[1];
  if (call.name === 'Add' && by?.kind === 'span') return { kind: 'moment', ticks: ticks + by.ticks, from: by.from };
  if (call.name === 'Subtract' && by?.kind === 'span')
    return { kind: 'moment', ticks: ticks - by.ticks, from: by.from };
  if (unit && UNITS[unit] && (by?.kind === 'whole' || by?.kind === 'real'))
    return {
      kind: 'moment',
      ticks: ticks + BigInt(Math.round(Number(by.value) * Number(UNITS[unit] * TICKS_PER_SECOND))),
      from: by.from,
    };
  return ['ToUniversalTime', 'ToLocalTime'].includes(call.name) ? { kind: 'moment', ticks } : undefined;
}

function member(_machine: Machine, host: Host, target: Value, name: string, place: Place): Value | undefined {
  if (target.kind === 'span') return timeSpanMember(target.ticks, name) ?? basicMember(target, name);
  if (target.kind !== 'object') return webConfigMember(host, target, name) ?? basicMember(target, name);
  if (target.type.full === '$host.configuration') return configurationMember(target, name);
  if (target.cells.has(ITEMS)) return listMember(target, name);
  if (target.type.full.startsWith('$host.')) return unknown(`${name} is not known before the site runs`, place);
  return undefined;
}

function constant(_machine: Machine, host: Host, type: TypeRef, name: string, place: Place): Value | undefined {
  const known = CONSTANTS[`${type.full}.${name}`];
  if (known) return known;
  const members = ENUMS[type.full];
  if (members && name in members) return enumValue(type.full, name);
  if ((type.name === 'DateTime' || type.name === 'DateTimeOffset') && ['UtcNow', 'Now'].includes(name))
    return { kind: 'moment', ticks: 0n };
  if (type.name === 'ConfigurationManager' || type.name === 'WebConfigurationManager')
    return name === 'AppSettings' && host.surroundings.appSettings
      ? { kind: 'native', what: 'appSettings', data: 'appSettings' }
      : undefined;
  if (type.full === 'System.StringComparison' || type.full === 'System.Globalization.NumberStyles')
    return { kind: 'enum', type: type.full, name, value: 0n };
  if (type.name === 'CultureInfo' || type.name === 'StringComparer') return new Instance(typeNamed(type.full));
  if (type.full === 'System.Environment')
    return name === 'NewLine' ? text('\n') : unknown(`Environment.${name} depends on the machine`, place);
  if (type.name === 'Task' && name === 'CompletedTask') return VOID;
  if (type.name === 'GrantTypes') return emptyList();
  return undefined;
}

function create(
  machine: Machine,
  host: Host,
  type: TypeRef,
  args: readonly Argument[],
  node: CSharpNode,
  _frame: Frame,
): Value | undefined {
  if (type.full === 'System.TimeSpan') return newTimeSpan(args, placeOf(node));
  if (COLLECTIONS.test(type.full)) {
    const given = args[0]?.value();
    const items = itemsOf(given);
    const made = new Instance({ ...type, nullable: false });
    machine.heap.write(made, ITEMS, { kind: 'items', items: items ?? [] });
    if (given && isUnknown(given)) machine.heap.write(made, ITEMS, given);
    return made;
  }
  switch (type.name) {
    case 'ConfigurationBuilder':
    case 'ConfigurationManager': {
      const made = new Instance(typeNamed('$host.configuration'));
      machine.heap.write(made, '$providers', { kind: 'items', items: [] });
      machine.heap.write(made, 'Path', text(''));
      return made;
    }
    case 'WebHostBuilder':
    case 'HostBuilder':
      return host.host;
    case 'ServiceCollection':
      return host.services;
    case 'ConfigureNamedOptions':
    case 'PostConfigureOptions':
    case 'ConfigureOptions': {
      const made = new Instance(type);
      const values = args.map((argument) => argument.value(typeNamed('System.Action')));
      machine.heap.write(made, 'Name', values.length > 1 ? values[0]! : text(''));
      machine.heap.write(made, 'Action', values.at(-1) ?? NULL);
      return made;
    }
    case 'Uri':
    case 'PathString':
    case 'DirectoryInfo':
    case 'FileInfo': {
      for (const argument of args) argument.value();
      return new Instance(type);
    }
    case 'CookieAuthenticationOptions':
    case 'OpenIdConnectAuthenticationOptions':
    case 'WsFederationAuthenticationOptions': {
      const made = newFrameworkObject(machine, type);
      const named = args[0]?.value();
      if (named?.kind === 'text') machine.heap.write(made, 'AuthenticationType', named);
      return made;
    }
    case 'Client':
      return TYPE_MODELS[type.full] ? newFrameworkObject(machine, type) : undefined;
    case 'DateTime':
    case 'DateTimeOffset':
      return unknown('a fixed point in time', placeOf(node));
  }
  if (type.full === LIST) return emptyList(type.args[0]);
  return undefined;
}

const WEEK = 7n * 86_400n * TICKS_PER_SECOND;

/** What setters of the framework refuse. */
function written(_machine: Machine, target: Instance, name: string, value: Value, place: Place): void {
  if (value.kind !== 'span') return;
  if (target.type.full === KEY_OPTIONS && name === 'NewKeyLifetime' && value.ticks < WEEK)
    throw new Thrown('ArgumentOutOfRangeException', 'the lifetime of keys must be at least seven days', place);
  if (target.type.name === 'KestrelServerLimits' && value.ticks <= 0n && value.ticks !== -10_000n)
    throw new Thrown('ArgumentOutOfRangeException', `${name} must be positive`, place);
}

import { type Configuration, childNames, entryOf, exists, opaqueReason } from '../../appsettings/configuration';
import { convertEnum, convertTimeSpan, convertWhole, parseBoolean, parseReal } from '../../appsettings/convert';
import { type ConfigEntry, type ConfigProvider, variablesProvider } from '../../appsettings/provider';
import { construct, newFrameworkObject } from '../create';
import { defaultOf, enumMembers, WHOLE_TYPES } from '../defaults';
import { addTo, emptyList, LIST, listOf } from '../list';
import { type Call, type Machine, Thrown } from '../machine';
import { readMember, record, typeOfMember } from '../members';
import { baseDeclarations } from '../names';
import { displayed, isDisplayable } from '../operators';
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
  real,
  type Source,
  span,
  text,
  unknown,
  type Value,
  VOID,
  whole,
} from '../value';
import { ABSENT, type AbsentKeys, type Host, PROVIDERS } from './host';
import { itemsOf } from './lists';
import { ENUMS, TYPE_MODELS } from './model';

const CONFIGURATION = '$host.configuration';

/** Providers of a configuration or of the one that a section belongs to. */
function providersOf(section: Instance): Configuration {
  const root = rootOf(section);
  return (providerItems(root) ?? []).map(({ value }) => (value as Value & { kind: 'native' }).data as ConfigProvider);
}

function providerItems(root: Instance) {
  const held = root.cells.get(PROVIDERS);
  return held?.kind === 'items' ? held.items.filter((item) => !item.maybe) : undefined;
}

/** A provider that is there only perhaps makes every key that it holds unknown. */
function doubtfulProvider(section: Instance, key: string): Value | undefined {
  const held = rootOf(section).cells.get(PROVIDERS);
  if (held && isUnknown(held)) return held;
  if (held?.kind !== 'items') return undefined;
  return held.items.find(
    (item) =>
      item.maybe && ((item.value as Value & { kind: 'native' }).data as ConfigProvider).entries.has(key.toLowerCase()),
  )?.maybe;
}

function rootOf(section: Instance): Instance {
  const root = section.cells.get('$root');
  return root?.kind === 'object' ? root : section;
}

export function addProvider(
  machine: Machine,
  configuration: Instance,
  provider: ConfigProvider,
  at: Place | undefined,
): void {
  if (provider.fails) throw new Thrown('InvalidDataException', provider.fails, at);
  const root = rootOf(configuration);
  const held = root.cells.get(PROVIDERS);
  const before = held?.kind === 'items' ? held.items : [];
  machine.heap.write(root, PROVIDERS, {
    kind: 'items',
    items: [...before, { value: { kind: 'native', what: 'provider', data: provider } }],
  });
}

/** What WebApplication.CreateBuilder, Host.CreateDefaultBuilder and WebHost.CreateDefaultBuilder read by default. */
export function addDefaultProviders(machine: Machine, host: Host, at: Place | undefined): void {
  const { environment, json, variables } = host.surroundings;
  const layer = variables[0]?.layer ?? 'environment';
  for (const prefix of ['DOTNET_', 'ASPNETCORE_'])
    addProvider(machine, host.configuration, variablesProvider(variables, layer, prefix), at);
  for (const name of ['appsettings.json', `appsettings.${environment}.json`]) {
    const provider = json(name);
    if (provider) addProvider(machine, host.configuration, provider, at);
  }
  addProvider(machine, host.configuration, variablesProvider(variables, layer), at);
}

function pathOf(section: Instance): string {
  const path = section.cells.get('Path');
  return path?.kind === 'text' ? path.value : '';
}

const below = (path: string, key: string): string => (path && key ? `${path}:${key}` : path || key);

export function sectionOf(machine: Machine, of: Instance, key: string): Instance {
  const section = new Instance(typeNamed(CONFIGURATION));
  machine.heap.write(section, '$root', rootOf(of));
  machine.heap.write(section, 'Path', text(below(pathOf(of), key)));
  return section;
}

function sourceOfEntry(entry: ConfigEntry): Source | undefined {
  return entry.place
    ? { place: entry.place, property: entry.property, literal: entry.literal, layer: entry.layer }
    : undefined;
}

/** The text of a key: null where there is none, unknown where something outside may hold it. */
export function readKey(of: Instance, key: string): Value {
  const full = below(pathOf(of), key);
  const doubt = doubtfulProvider(of, full);
  if (doubt) return doubt;
  const providers = providersOf(of);
  const entry = entryOf(providers, full);
  if (!entry) {
    const opaque = opaqueReason(providers);
    if (opaque) return unknown(`${full} may stand in ${opaque}`);
    return isOutside(of, full)
      ? unknown(`${full} is set in no file here, and the host does not start without it`)
      : NULL;
  }
  return entry.value === null ? { kind: 'null', from: sourceOfEntry(entry) } : text(entry.value, sourceOfEntry(entry));
}

/** Notes that a key is asked for that no file has; is it one that the environment must set? */
function isOutside(of: Instance, key: string): boolean {
  const held = rootOf(of).cells.get(ABSENT);
  if (held?.kind !== 'native') return false;
  const absent = held.data as AbsentKeys;
  absent.asked = key.toLowerCase();
  return absent.outside.has(absent.asked);
}

/** Members and indexer of configuration. */
export function configurationIndex(target: Instance, args: readonly Value[]): Value | undefined {
  const [key] = args;
  if (!key) return undefined;
  if (isUnknown(key)) return key;
  return key.kind === 'text' ? readKey(target, key.value) : undefined;
}

export function configurationMember(target: Instance, name: string): Value | undefined {
  if (name === 'Value') return readKey(target, '');
  if (name === 'Key') return text(pathOf(target).split(':').at(-1) ?? '');
  if (name === 'Sources' || name === 'Providers' || name === 'Properties') return emptyList();
  return undefined;
}

export function writeConfiguration(
  machine: Machine,
  target: Instance,
  args: readonly Value[],
  value: Value,
  place: Place,
): boolean {
  const [key] = args;
  if (key?.kind !== 'text') return false;
  const full = below(pathOf(target), key.value);
  setKey(machine, target, full, value, place);
  return true;
}

function setKey(machine: Machine, target: Instance, full: string, value: Value, place: Place): void {
  const known = value.kind === 'null' ? null : isDisplayable(value) ? displayed(value) : undefined;
  if (known === undefined) {
    const root = rootOf(target);
    const held = root.cells.get(PROVIDERS);
    const maybe = isUnknown(value) ? value : unknown(`${full} is set to something that is not known`, place);
    machine.heap.write(root, PROVIDERS, {
      kind: 'items',
      items: [
        ...(held?.kind === 'items' ? held.items : []),
        { value: { kind: 'native', what: 'provider', data: memory(full, '') }, maybe },
      ],
    });
  } else addProvider(machine, target, memory(full, known), place);
}

function memory(key: string, value: string | null): ConfigProvider {
  return {
    layer: 'code',
    entries: new Map([[key.toLowerCase(), { key, value, literal: value ?? 'null', place: undefined, layer: 'code' }]]),
  };
}

/** Methods of configuration and of its builder. */
export function configurationMethod(machine: Machine, host: Host, target: Instance, call: Call): Value | undefined {
  const at = placeOf(call.node);
  const arg = (i: number, type?: TypeRef): Value | undefined => call.args[i]?.value(type);
  const key = (i: number): string | undefined => {
    const value = arg(i);
    return value?.kind === 'text' ? value.value : undefined;
  };
  switch (call.name) {
    case 'GetSection':
    case 'GetRequiredSection': {
      const name = key(0);
      if (name === undefined) return arg(0) ?? undefined;
      const section = sectionOf(machine, target, name);
      if (
        call.name === 'GetRequiredSection' &&
        !exists(providersOf(target), pathOf(section)) &&
        !isOutside(target, pathOf(section))
      )
        throw new Thrown('InvalidOperationException', `the section ${pathOf(section)} is not there`, at);
      return section;
    }
    case 'GetValue':
      return getValue(machine, target, call, at);
    case 'Get':
      return get(machine, target, call.typeArguments[0] ?? typeArgument(arg(0)), call.node, call.frame);
    case 'Bind': {
      const named = key(0);
      const section = named !== undefined && call.args.length > 1 ? sectionOf(machine, target, named) : target;
      const object = arg(named !== undefined && call.args.length > 1 ? 1 : 0);
      if (object) bindTo(machine, section, object, call.node, call.frame);
      return VOID;
    }
    case 'Exists':
      return opaqueReason(providersOf(target)) && !exists(providersOf(target), pathOf(target))
        ? unknown(`${pathOf(target)} may stand in ${opaqueReason(providersOf(target))}`, at)
        : bool(exists(providersOf(target), pathOf(target)));
    case 'GetConnectionString': {
      const name = key(0);
      return name === undefined ? undefined : readKey(target, `ConnectionStrings:${name}`);
    }
    case 'GetChildren':
      return listOf(
        childNames(providersOf(target), pathOf(target)).map((name) => ({ value: sectionOf(machine, target, name) })),
      );
    case 'AddJsonFile':
      return addJson(machine, host, target, call, at);
    case 'AddEnvironmentVariables': {
      const layer = host.surroundings.variables[0]?.layer ?? 'environment';
      addProvider(machine, target, variablesProvider(host.surroundings.variables, layer, key(0) ?? ''), at);
      return target;
    }
    case 'AddInMemoryCollection':
      return addMemory(machine, target, arg(0), at);
    case 'AddUserSecrets':
    case 'AddCommandLine':
    case 'SetBasePath':
    case 'SetFileProvider':
    case 'AddConfiguration':
    case 'AddXmlFile':
    case 'AddIniFile':
      if (call.name === 'AddXmlFile' || call.name === 'AddIniFile')
        return addOpaque(machine, target, `${call.name} (${key(0) ?? 'a file'})`, at);
      return target;
    case 'Build':
    case 'Reload':
      return target;
    default:
      if (/^Add[A-Z]/.test(call.name)) return addOpaque(machine, target, call.name.slice(3), at);
      return undefined;
  }
}

function typeArgument(value: Value | undefined): TypeRef | undefined {
  return value?.kind === 'type' ? value.type : undefined;
}

function addOpaque(machine: Machine, target: Instance, name: string, at: Place): Value {
  addProvider(machine, target, { layer: name, entries: new Map(), opaque: name }, at);
  return target;
}

function addJson(machine: Machine, host: Host, target: Instance, call: Call, at: Place): Value {
  const named = call.args.map((argument) => argument.value());
  const file = named.find((value) => value.kind === 'text');
  const doubt = named[0] && isUnknown(named[0]) ? named[0] : undefined;
  if (doubt || file?.kind !== 'text') return addOpaque(machine, target, 'a JSON file whose name is not known', at);
  const provider = host.surroundings.json(file.value);
  const optional =
    call.args.find((argument) => argument.name === 'optional')?.value() ?? named.find((value) => value.kind === 'bool');
  if (provider) addProvider(machine, target, provider, at);
  else if (!(optional?.kind === 'bool' && optional.value))
    addOpaque(machine, target, `${file.value}, which is not in the project`, at);
  return target;
}

function addMemory(machine: Machine, target: Instance, pairs: Value | undefined, at: Place): Value {
  const items = itemsOf(pairs);
  if (!items) return addOpaque(machine, target, 'values that code adds', at);
  for (const { value } of items) {
    const [key, held] = value.kind === 'tuple' ? value.items : [undefined, undefined];
    if (key?.kind === 'text' && held) setKey(machine, target, key.value, held, at);
  }
  return target;
}

function getValue(machine: Machine, target: Instance, call: Call, at: Place): Value | undefined {
  const args = call.args;
  const first = args[0]?.value();
  let type = call.typeArguments[0];
  let nameAt = 0;
  if (first?.kind === 'type') {
    type = first.type;
    nameAt = 1;
  }
  const key = args.find((one) => one.name === 'key')?.value() ?? args[nameAt]?.value();
  const fallbackArgument = args.find((one) => one.name === 'defaultValue') ?? args[nameAt + 1];
  const fallback = fallbackArgument?.value(type);
  if (!key) return undefined;
  if (isUnknown(key)) return key;
  if (key.kind !== 'text') return undefined;
  const held = readKey(target, key.value);
  if (isUnknown(held)) return held;
  if (held.kind === 'null') return fallback ?? (type ? defaultOf(machine, type) : NULL);
  const wanted = type ?? typeOfValue(fallback);
  return wanted ? convertKey(machine, held, wanted, at) : held;
}

function typeOfValue(value: Value | undefined): TypeRef | undefined {
  switch (value?.kind) {
    case 'whole':
      return typeNamed(Object.keys(WHOLE_TYPES).find((full) => WHOLE_TYPES[full] === value.type) ?? 'System.Int32');
    case 'real':
      return typeNamed(
        value.type === 'decimal' ? 'System.Decimal' : value.type === 'float' ? 'System.Single' : 'System.Double',
      );
    case 'bool':
      return typeNamed('System.Boolean');
    case 'span':
      return typeNamed('System.TimeSpan');
    case 'text':
      return typeNamed('System.String');
    default:
      return undefined;
  }
}

/** A text of configuration as a value of a type (ConfigurationBinder.TryConvertValue). */
export function convertKey(_machine: Machine, value: Value, type: TypeRef, at: Place): Value {
  if (isUnknown(value)) return value;
  if (value.kind === 'null') return type.nullable ? NULL : defaultOf(_machine, type);
  if (value.kind !== 'text') return value;
  const from = value.from;
  if (type.full === 'System.String' || type.full === 'System.Object') return value;
  if (type.nullable && value.value === '') return { kind: 'null', from };
  const fail = (fault: string): never => {
    throw new Thrown('InvalidOperationException', fault, from?.place ?? at);
  };
  const wholeType = WHOLE_TYPES[type.full];
  if (wholeType) {
    const read = convertWhole(value.value, wholeType);
    return 'value' in read ? whole(read.value, wholeType, from) : fail(read.fault);
  }
  if (type.full === 'System.Boolean') {
    const read = parseBoolean(value.value);
    return 'value' in read ? { ...bool(read.value), from } : fail(read.fault);
  }
  if (type.full === 'System.TimeSpan') {
    const read = convertTimeSpan(value.value);
    return 'value' in read ? span(read.value, from) : fail(read.fault);
  }
  if (['System.Double', 'System.Single', 'System.Decimal'].includes(type.full)) {
    const read = parseReal(value.value);
    return 'value' in read
      ? real(read.value, type.full === 'System.Decimal' ? 'decimal' : 'double', from)
      : fail(read.fault);
  }
  const members =
    type.declaration?.kind === 'enum' ? Object.fromEntries(enumMembers(type.declaration)) : ENUMS[type.full];
  if (members) {
    const read = convertEnum(value.value, members);
    if (!('value' in read)) return fail(read.fault);
    return {
      kind: 'enum',
      type: type.full,
      name: Object.keys(members).find((one) => BigInt(members[one]!) === read.value),
      value: read.value,
      from,
    };
  }
  return { ...unknown(`a ${type.name} is read from configuration`, at), from };
}

/** `section.Get<T>()`. */
export function get(
  machine: Machine,
  section: Instance,
  type: TypeRef | undefined,
  node: Call['node'],
  frame: Frame,
): Value | undefined {
  if (!type) return undefined;
  const at = placeOf(node);
  const providers = providersOf(section);
  const own = readKey(section, '');
  if (isUnknown(own) && !exists(providers, pathOf(section))) return own;
  if (own.kind === 'text' && !isComplex(type)) return convertKey(machine, own, type, at);
  if (!exists(providers, pathOf(section)))
    return type.declaration || type.array || type.nullable ? NULL : defaultOf(machine, type);
  return bound(machine, section, type, undefined, node, frame);
}

function isComplex(type: TypeRef): boolean {
  return (
    type.name === 'List' ||
    type.array ||
    (type.declaration !== undefined && type.declaration.kind !== 'enum') ||
    TYPE_MODELS[type.full] !== undefined ||
    isCollection(type)
  );
}

function isCollection(type: TypeRef): boolean {
  return (
    /^(?:I?List|I?Collection|IEnumerable|IReadOnly(?:List|Collection)|HashSet|ISet|I?Dictionary|IReadOnlyDictionary)$/.test(
      type.name,
    ) && type.args.length > 0
  );
}

/** Writes what a section holds into an object (`Bind`). */
export function bindTo(machine: Machine, section: Instance, object: Value, node: Call['node'], frame: Frame): void {
  if (object.kind !== 'object') {
    machine.doubts++;
    return;
  }
  const names = childNames(providersOf(section), pathOf(section));
  if (object.cells.has(ITEMS)) {
    for (const name of names)
      addTo(machine, object, {
        value: boundElement(machine, sectionOf(machine, section, name), object.type, node, frame),
      });
    return;
  }
  for (const name of names) bindProperty(machine, sectionOf(machine, section, name), object, name, node, frame);
}

function boundElement(machine: Machine, section: Instance, list: TypeRef, node: Call['node'], frame: Frame): Value {
  const dictionary = list.args.length === 2;
  const value = bound(machine, section, list.args.at(-1) ?? typeNamed('System.String'), undefined, node, frame);
  return dictionary
    ? { kind: 'tuple', items: [text(pathOf(section).split(':').at(-1)!), value], names: ['Key', 'Value'] }
    : value;
}

function bindProperty(
  machine: Machine,
  section: Instance,
  object: Instance,
  key: string,
  node: Call['node'],
  frame: Frame,
): void {
  const name = propertyNamed(machine, object, key);
  if (!name) return;
  const type = typeOfMember(machine, object, name);
  if (!type) return;
  const at = placeOf(node);
  const own = readKey(section, '');
  const before = isComplex(type) ? readMember(machine, object, name, node, frame) : undefined;
  const hasChildren = childNames(providersOf(section), pathOf(section)).length > 0;
  if (isComplex(type)) {
    if (!hasChildren) return;
    if (before?.kind === 'object' && !type.array) {
      bindTo(machine, section, before, node, frame);
      return;
    }
    const made = bound(machine, section, type, before, node, frame);
    record(machine, object, name, made, at);
    return;
  }
  if (own.kind === 'null' && !own.from) return;
  if (own.kind === 'null' && !type.nullable && type.full !== 'System.String') return;
  const value = convertKey(machine, own, type, at);
  record(machine, object, name, value, at);
  machine.framework.written(machine, object, name, value, at);
}

/** The settable property that a key means, compared without case. */
function propertyNamed(machine: Machine, object: Instance, key: string): string | undefined {
  const lower = key.toLowerCase();
  const declaration = object.type.declaration;
  if (declaration)
    for (const one of [declaration, ...baseDeclarations(declaration, machine.declarations)])
      for (const member of one.members)
        if (member.kind === 'property' && !member.isStatic && member.name.toLowerCase() === lower) return member.name;
  const names = [...object.cells.keys(), ...Object.keys(TYPE_MODELS[object.type.full]?.properties ?? {})];
  return names.find((name) => name.toLowerCase() === lower && /^[A-Za-z]/.test(name));
}

/** A new value of a type from a section. */
function bound(
  machine: Machine,
  section: Instance,
  type: TypeRef,
  before: Value | undefined,
  node: Call['node'],
  frame: Frame,
): Value {
  const at = placeOf(node);
  if (!isComplex(type)) return convertKey(machine, readKey(section, ''), type, at);
  if (type.array || isCollection(type) || type.full === LIST) {
    const list = listOf(itemsOf(before) ?? [], type.args[0]);
    bindTo(machine, section, type.args.length === 2 ? new Instance(type) : list, node, frame);
    return list;
  }
  const made = type.declaration ? construct(machine, type, [], node, frame) : newFrameworkObject(machine, type);
  bindTo(machine, section, made, node, frame);
  return made;
}

/** Is there anything below the section? */
export function hasChildren(section: Instance): boolean {
  return childNames(providersOf(section), pathOf(section)).length > 0;
}

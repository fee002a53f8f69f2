import type { CSharpNode } from '../../../syntax/csharp/node';
import { argumentOf, callMember, callWith } from '../invoke';
import { addTo } from '../list';
import { type Call, Ended, type Machine } from '../machine';
import { record } from '../members';
import { type TypeRef, typeNamed } from '../types';
import { bool, ITEMS, NULL, placeOf, span, TICKS_PER_SECOND, type Value, VOID } from '../value';
import { addDefaultProviders, convertKey, readKey } from './configuration';
import { activate, methodWith, parametersOf, resolveService } from './container';
import { declaredTypes } from './declared';
import type { Host } from './host';
import { itemsOf } from './lists';
import { configureInternally } from './options';
import { delegateArity, fact, servicesMethod } from './services';

/** What a host builder puts off until it builds. */
type Step =
  | { readonly kind: 'configuration'; readonly delegate: Value; readonly node: CSharpNode }
  | { readonly kind: 'services'; readonly delegate: Value; readonly node: CSharpNode }
  | { readonly kind: 'startup'; readonly type: TypeRef; readonly node: CSharpNode }
  | { readonly kind: 'application'; readonly delegate: Value; readonly node: CSharpNode };

/** Static members that make hosts: `WebApplication.CreateBuilder`, `Host.CreateDefaultBuilder`, `WebHost.CreateDefaultBuilder`. */
export function hostStatic(machine: Machine, host: Host, call: Call): Value | undefined {
  const at = placeOf(call.node);
  switch (`${call.type!.name}.${call.name}`) {
    case 'WebApplication.CreateBuilder':
    case 'WebApplication.CreateSlimBuilder':
    case 'WebApplication.Create':
    case 'Host.CreateApplicationBuilder': {
      const options = call.args[0]?.value();
      const named = options?.kind === 'object' ? options.cells.get('EnvironmentName') : undefined;
      if (named && named.kind !== 'null') machine.heap.write(host.environment, 'EnvironmentName', named);
      addDefaultProviders(machine, host, at);
      hostOptions(machine, host, call.node);
      machine.heap.write(host.host, 'immediate', bool(true));
      return call.name === 'Create' ? host.app : host.builder;
    }
    case 'WebApplication.CreateEmptyBuilder':
      machine.heap.write(host.host, 'immediate', bool(true));
      return host.builder;
    case 'Host.CreateDefaultBuilder':
    case 'WebHost.CreateDefaultBuilder': {
      machine.heap.write(host.host, 'defaults', bool(true));
      const startup = call.typeArguments[0];
      if (startup) step(machine, host, { kind: 'startup', type: startup, node: call.node });
      return host.host;
    }
    default:
      return undefined;
  }
}

/** HostOptions.Initialize: `shutdownTimeoutSeconds` of configuration. */
function hostOptions(machine: Machine, host: Host, node: CSharpNode): void {
  const at = placeOf(node);
  configureInternally(machine, host, 'Microsoft.Extensions.Hosting.HostOptions', '', node, at, (running, options) => {
    const seconds = readKey(host.configuration, 'shutdownTimeoutSeconds');
    if (seconds.kind !== 'text' || seconds.value === '') return;
    if (!/^\s*[+-]?\d+\s*$/.test(seconds.value)) return;
    const value = convertKey(running, seconds, typeNamed('System.Int32'), at);
    if (value.kind === 'whole')
      record(running, options, 'ShutdownTimeout', { ...span(value.value * TICKS_PER_SECOND), from: value.from }, at);
  });
}

function step(machine: Machine, host: Host, what: Step): void {
  addTo(machine, host.host, { value: { kind: 'native', what: 'step', data: what } });
}

/** Methods of host builders: `IHostBuilder`, `IWebHostBuilder` and the two of WebApplicationBuilder. */
export function hostBuilderMethod(machine: Machine, host: Host, call: Call): Value {
  const given = call.args[0]?.value();
  const immediate = host.host.cells.get('immediate')?.kind === 'bool';
  switch (call.name) {
    case 'ConfigureServices':
    case 'ConfigureAppConfiguration':
    case 'ConfigureHostConfiguration':
    case 'ConfigureContainer': {
      if (!given || call.name === 'ConfigureContainer') return host.host;
      const what: Step = {
        kind: call.name === 'ConfigureServices' ? 'services' : 'configuration',
        delegate: given,
        node: call.node,
      };
      if (immediate) run(machine, host, what);
      else step(machine, host, what);
      return host.host;
    }
    case 'ConfigureWebHostDefaults':
    case 'ConfigureWebHost':
      if (given) callWith(machine, given, [host.host], call.node);
      return host.host;
    case 'UseStartup': {
      const type = call.typeArguments[0] ?? (given?.kind === 'type' ? given.type : undefined);
      if (type) step(machine, host, { kind: 'startup', type, node: call.node });
      return host.host;
    }
    case 'Configure':
      if (given) step(machine, host, { kind: 'application', delegate: given, node: call.node });
      return host.host;
    case 'UseEnvironment':
      if (given) machine.heap.write(host.environment, 'EnvironmentName', given);
      return host.host;
    case 'Build':
      build(machine, host, call.node);
      return host.app;
    case 'ConfigureKestrel':
    case 'UseKestrel':
    case 'UseShutdownTimeout':
    case 'ConfigureHostOptions':
      if (immediate) return servicesMethod(machine, host, { ...call, target: host.services });
      step(machine, host, {
        kind: 'services',
        delegate: { kind: 'function', native: () => servicesMethod(machine, host, { ...call, target: host.services }) },
        node: call.node,
      });
      return host.host;
    case 'Run':
    case 'RunAsync':
    case 'Start':
    case 'StartAsync':
    case 'RunConsoleAsync':
      build(machine, host, call.node);
      throw new Ended('started');
    default:
      return host.host;
  }
}

function run(machine: Machine, host: Host, what: Step): void {
  switch (what.kind) {
    case 'configuration':
      callWith(
        machine,
        what.delegate,
        delegateArity(what.delegate) === 1 ? [host.configuration] : [host.context, host.configuration],
        what.node,
      );
      break;
    case 'services':
      callWith(
        machine,
        what.delegate,
        delegateArity(what.delegate) === 1 ? [host.services] : [host.context, host.services],
        what.node,
      );
      break;
    case 'application':
      callWith(
        machine,
        what.delegate,
        delegateArity(what.delegate) === 2 ? [host.context, host.app] : [host.app],
        what.node,
      );
      break;
    case 'startup':
      break;
  }
}

/** Runs what was put off: configuration first, then services in order, then the application's pipeline. */
export function build(machine: Machine, host: Host, node: CSharpNode): void {
  const steps = (itemsOf(host.host) ?? []).flatMap((item) =>
    item.value.kind === 'native' ? [item.value.data as Step] : [],
  );
  machine.heap.write(host.host, ITEMS, { kind: 'items', items: [] });
  if (host.host.cells.get('defaults')?.kind === 'bool') {
    addDefaultProviders(machine, host, placeOf(node));
    hostOptions(machine, host, node);
    machine.heap.write(host.host, 'defaults', undefined);
  }
  for (const one of steps) if (one.kind === 'configuration') run(machine, host, one);
  const pipelines: (() => void)[] = [];
  for (const one of steps)
    if (one.kind === 'services') run(machine, host, one);
    else if (one.kind === 'startup') pipelines.push(...startUp(machine, host, one.type, one.node));
    else if (one.kind === 'application') pipelines.push(() => run(machine, host, one));
  for (const pipeline of pipelines) pipeline();
}

/** Runs a Startup class: its services now, its pipeline when the host is built. Methods and classes may carry the environment's name. */
export function startUp(machine: Machine, host: Host, type: TypeRef, node: CSharpNode): (() => void)[] {
  const declaration = type.declaration;
  if (!declaration) return [];
  const startup = activate(machine, host, type, node);
  const environment = host.environment.cells.get('EnvironmentName');
  const named = environment?.kind === 'text' ? environment.value : '';
  const own =
    methodWith(machine, declaration, `Configure${named}Services`, 1) ??
    methodWith(machine, declaration, 'ConfigureServices', 1);
  if (own) callMember(machine, own, startup, [argumentOf(host.services, node)], new Map(), node);
  const pipeline = declaredTypes(machine, declaration)
    .flatMap((one) => one.members)
    .filter(
      (member) => member.kind === 'method' && (member.name === `Configure${named}` || member.name === 'Configure'),
    );
  const chosen = pipeline.find((member) => member.name === `Configure${named}` && named) ?? pipeline[0];
  if (!chosen) return [];
  return [
    () => {
      const args = parametersOf(chosen).map((parameter) => {
        const typeNode = parameter.children.find((one) => one.field === 'type');
        const parameterType = typeNode && declaredTypes.resolve(machine, chosen, typeNode);
        return argumentOf(parameterType ? resolveService(machine, host, parameterType, node) : NULL, node);
      });
      callMember(machine, chosen, startup, args, new Map(), node);
    },
  ];
}

/** Methods of the application that was built. */
export function applicationMethod(machine: Machine, host: Host, call: Call): Value {
  const at = placeOf(call.node);
  switch (call.name) {
    case 'Run':
    case 'RunAsync':
    case 'Start':
    case 'StartAsync':
    case 'WaitForShutdownAsync':
      if (call.args.some((argument) => argument.value().kind === 'function')) return VOID;
      throw new Ended('started');
    case 'UseSession':
      fact(machine, host, 'UseSession', call.args[0]?.value(), at);
      return host.app;
    case 'Map':
    case 'UseWhen':
    case 'MapWhen':
    case 'Use':
    case 'UseEndpoints':
      return host.app;
    default:
      if (/^(?:Use|Map)/.test(call.name)) fact(machine, host, call.name, undefined, at);
      return host.app;
  }
}

/** Methods of the application builder. */
export function builderMethod(machine: Machine, host: Host, call: Call): Value {
  if (call.name === 'Build') {
    build(machine, host, call.node);
    return host.app;
  }
  return host.builder;
}

/** Methods of a service provider. */
export function providerMethod(machine: Machine, host: Host, call: Call): Value | undefined {
  const type = call.typeArguments[0] ?? typeOf(call.args[0]?.value());
  switch (call.name) {
    case 'CreateScope':
    case 'CreateAsyncScope':
      return host.provider;
    case 'GetRequiredService':
    case 'GetService':
      return type ? resolveService(machine, host, type, call.node) : undefined;
    default:
      return undefined;
  }
}

function typeOf(value: Value | undefined): TypeRef | undefined {
  return value?.kind === 'type' ? value.type : undefined;
}

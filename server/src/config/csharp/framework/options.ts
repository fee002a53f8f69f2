import type { CSharpNode } from '../../../syntax/csharp/node';
import { choose } from '../branches';
import { newFrameworkObject } from '../create';
import { callWith } from '../invoke';
import { addTo } from '../list';
import { type Machine, Thrown } from '../machine';
import { type TypeRef, typeNamed } from '../types';
import { Instance, isUnknown, type Place, text, unknown, type Value, VOID } from '../value';
import type { Host } from './host';
import { itemsOf } from './lists';
import { TYPE_MODELS } from './model';

/** Writes options of a type: one `Configure` or `PostConfigure` of the framework, in order of registration. */
export interface Configure {
  readonly kind: 'configure';
  readonly options: TypeRef;
  /** A text for one name (empty: the unnamed options), null for all names, unknown where nobody can say. */
  readonly name: Value | null;
  readonly phase: 'configure' | 'post';
  apply(machine: Machine, options: Instance, name: string): void;
  readonly at: Place;
  readonly node: CSharpNode;
}

export type HandlerKind = 'cookie' | 'openIdConnect' | 'jwtBearer' | 'bearerToken' | 'introspection' | 'other';

export interface Scheme {
  readonly kind: 'scheme';
  readonly name: Value;
  readonly handler: HandlerKind;
  readonly at: Place;
}

/** A service of the container. */
export interface Service {
  readonly kind: 'service';
  /** Simple name of the service's type; the types themselves may cost a file to be read. */
  readonly name: string;
  readonly service: TypeRef;
  readonly implementation: TypeRef | undefined;
  /** An instance, or a delegate that makes one. */
  readonly value: Value | undefined;
  readonly at: Place;
}

/** Something that start-up code did and that clocks and rules ask for. */
export interface Fact {
  readonly kind: 'fact';
  readonly fact: string;
  readonly value: Value | undefined;
  readonly at: Place;
}

export type Registration = Configure | Scheme | Service | Fact;

export function register(machine: Machine, host: Host, registration: Registration): void {
  addTo(machine, host.services, { value: { kind: 'native', what: 'registration', data: registration } });
}

/** All registrations in order, each with why it is there only perhaps. */
export function registrations(
  host: Host,
): readonly { readonly registration: Registration; readonly maybe: Value | undefined }[] {
  return (itemsOf(host.services) ?? []).flatMap((item) =>
    item.value.kind === 'native' ? [{ registration: item.value.data as Registration, maybe: item.maybe }] : [],
  );
}

export function hasFact(host: Host, fact: string): boolean {
  return registrations(host).some(({ registration }) => registration.kind === 'fact' && registration.fact === fact);
}

/** Registers a delegate, or anything else that can be called with the options. */
export function configure(
  machine: Machine,
  host: Host,
  options: TypeRef,
  name: Value | null,
  phase: 'configure' | 'post',
  delegate: Value,
  node: CSharpNode,
  at: Place,
  more: (machine: Machine) => readonly Value[] = () => [],
): void {
  const apply: Configure['apply'] = (running, instance) => {
    if (delegate.kind === 'null') return;
    callWith(running, delegate, [instance, ...more(running)], node);
  };
  register(machine, host, { kind: 'configure', options, name, phase, apply, at, node });
}

/** Registers what the framework itself writes. */
export function configureInternally(
  machine: Machine,
  host: Host,
  full: string,
  name: string | null,
  node: CSharpNode,
  at: Place,
  apply: (machine: Machine, options: Instance, name: string) => void,
): void {
  register(machine, host, {
    kind: 'configure',
    options: typeNamed(full),
    name: name === null ? null : text(name),
    phase: 'configure',
    apply,
    at,
    node,
  });
}

/** Options as `IOptionsMonitor<T>.Get(name)` would give them. Throws what their configuration throws. */
export function optionsOf(machine: Machine, host: Host, type: TypeRef, name: string, make?: () => Instance): Instance {
  const key = `${type.full}[${name}]`;
  if (machine.making.has(key)) throw new Thrown('InvalidOperationException', `${key} needs itself`, undefined);
  machine.making.add(key);
  try {
    const options = TYPE_MODELS[type.full] ? newFrameworkObject(machine, type) : (make?.() ?? new Instance(type));
    for (const phase of ['configure', 'post'] as const)
      for (const { registration, maybe } of registrations(host)) {
        if (
          registration.kind !== 'configure' ||
          registration.phase !== phase ||
          registration.options.full !== type.full
        )
          continue;
        const reach = reaches(registration, name);
        if (reach === false) continue;
        const apply = (): Value => {
          registration.apply(machine, options, name);
          return VOID;
        };
        const doubt = maybe ?? (reach === true ? undefined : reach);
        if (doubt) choose(machine, doubt, apply, () => VOID);
        else apply();
      }
    return options;
  } finally {
    machine.making.delete(key);
  }
}

function reaches(configured: Configure, name: string): true | false | Value {
  if (configured.name === null) return true;
  if (configured.name.kind === 'text') return configured.name.value === name;
  if (configured.name.kind === 'null') return true;
  return isUnknown(configured.name) ? configured.name : unknown('the name of the options is not known', configured.at);
}

import type { ConfigPlace, ConfigProvider } from '../../appsettings/provider';
import type { Machine } from '../machine';
import { typeNamed } from '../types';
import { Instance, NULL, text, type Value } from '../value';

/** What surrounds a host: its environment and the files that it reads. */
export interface Surroundings {
  readonly environment: string;
  /** A JSON file of the project by the path that code names, relative to the content root. */
  readonly json: (path: string) => ConfigProvider | undefined;
  /** Variables that web.config, or what else starts the host, sets for it. */
  readonly variables: readonly {
    readonly name: string;
    readonly value: string;
    readonly place: ConfigPlace | undefined;
    readonly layer: string;
  }[];
  /** appSettings of web.config by key, for hosts of .NET Framework. */
  readonly appSettings?: ReadonlyMap<
    string,
    { readonly value: string; readonly place: ConfigPlace; readonly literal: string; readonly layer: string }
  >;
  /** `system.web/sessionState/@timeout` in minutes, for code that takes the cookie's length from there. */
  readonly sessionTimeout?:
    | { readonly minutes: number; readonly place?: ConfigPlace; readonly literal: string; readonly layer: string }
    | undefined;
}

/** A host while it is put together. */
export interface Host {
  readonly surroundings: Surroundings;
  readonly configuration: Instance;
  readonly environment: Instance;
  readonly services: Instance;
  readonly builder: Instance;
  readonly host: Instance;
  readonly app: Instance;
  readonly provider: Instance;
  readonly context: Instance;
  readonly absent: AbsentKeys;
}

/**
 * Keys of configuration that no file here has. A host that cannot start without one is given it by its environment:
 * then it is among `outside`, and not known.
 */
export interface AbsentKeys {
  readonly outside: Set<string>;
  /** The last one that code asked for. */
  asked: string | undefined;
}

/** The cell of a configuration that holds them. */
export const ABSENT = '$absent';

/** The cell that holds a configuration's providers. */
export const PROVIDERS = '$providers';

export function newHost(machine: Machine, surroundings: Surroundings, outside: Iterable<string> = []): Host {
  const make = (name: string) => new Instance(typeNamed(`$host.${name}`));
  const host: Host = {
    surroundings,
    configuration: make('configuration'),
    environment: make('environment'),
    services: make('services'),
    builder: make('builder'),
    host: make('host'),
    app: make('app'),
    provider: make('provider'),
    context: make('context'),
    absent: { outside: new Set(outside), asked: undefined },
  };
  const set = (instance: Instance, cell: string, value: Value) => machine.heap.write(instance, cell, value);
  set(host.services, '$items', { kind: 'items', items: [] });
  set(host.host, '$items', { kind: 'items', items: [] });
  set(host.app, '$items', { kind: 'items', items: [] });
  set(host.configuration, PROVIDERS, { kind: 'items', items: [] });
  set(host.configuration, 'Path', text(''));
  set(host.configuration, ABSENT, { kind: 'native', what: 'absent', data: host.absent });
  set(host.environment, 'EnvironmentName', text(surroundings.environment));
  set(host.environment, 'ContentRootPath', {
    kind: 'unknown',
    reason: 'the folder that the site runs in is not known',
  });
  set(host.environment, 'WebRootPath', { kind: 'unknown', reason: 'the folder that the site runs in is not known' });
  for (const holder of [host.builder, host.context, host.app, host.host]) {
    set(holder, 'Configuration', host.configuration);
    set(holder, 'Environment', host.environment);
    set(holder, 'HostingEnvironment', host.environment);
    set(holder, 'Services', holder === host.app ? host.provider : host.services);
  }
  set(host.builder, 'Host', host.host);
  set(host.builder, 'WebHost', host.host);
  set(host.app, 'ApplicationServices', host.provider);
  set(host.provider, 'ServiceProvider', host.provider);
  set(host.services, 'Services', host.services);
  set(host.app, 'Lifetime', NULL);
  return host;
}

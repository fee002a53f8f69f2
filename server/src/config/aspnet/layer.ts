import type { FilePath } from '../../files/files';
import { getOrInsertComputed } from '../../maps';
import type { ConfigElement, ConfigSource } from './source';

export type LayerKind =
  | 'machine.config'
  | 'root web.config'
  | 'applicationHost.config'
  /** Of the application's root. */
  | 'web.config'
  | 'folder web.config';

/** One file of the chain. A chain lists its layers weakest first: machine.config … the folder nearest to the target. */
export interface Layer {
  readonly kind: LayerKind;
  /** What people see: `Web.config`, `admin/Web.config`. */
  readonly name: string;
  readonly source: ConfigSource;
  /** Virtual path of its folder below the application root, with `/`: '' for the root, `admin/app`. */
  readonly folder: string;
  /** Is the folder an application of its own in IIS? Undefined when nobody says. */
  readonly isApplication?: boolean;
  /** The files it names (`externalReferences`), by the value as written. */
  readonly external?: ExternalFiles;
}

export type ExternalFiles = ReadonlyMap<string, ExternalFile>;

/** What the door to files says about a file that a configuration names. */
export type ExternalFile =
  | {
      readonly kind: 'file';
      readonly file: FilePath;
      readonly source: ConfigSource;
      /** Files it names itself: `file=` in an appSettings section that stands in a configSource file. */
      readonly external?: ExternalFiles;
    }
  /** `elsewhere`: why it may well be where the site runs, to follow its name. */
  | { readonly kind: 'missing'; readonly file: FilePath; readonly elsewhere?: string }
  /** Outside the workspace, UNC, too large, a link that leaves; the reason in words. */
  | { readonly kind: 'refused'; readonly reason: string };

/** A `<location>` that can be read; those that cannot are problems and have no effect. */
export interface Location {
  readonly element: ConfigElement;
  /** '' is the level of the file itself. */
  readonly path: string;
  readonly overrideMode: 'Allow' | 'Deny' | 'Inherit';
  readonly inheritInChildApplications: boolean;
}

/** What is wrong with a location path, in `NormalizeLocationSubPath`'s order; undefined when nothing is. */
export function locationPathFault(path: string): 'first' | 'last' | 'character' | undefined {
  if (path === '' || path === '.') return undefined;
  if (/^[\s\\./]/.test(path)) return 'first';
  if (/[\s\\./]$/.test(path)) return 'last';
  return /[\\?:*"<>|]/.test(path) ? 'character' : undefined;
}

/** Read once per file: a server has thousands, and every path and variant asks for them. */
const read = new WeakMap<ConfigSource, readonly Location[]>();

/** All `<location>` elements of a file that ASP.NET can read, in document order. */
export function locationsOf(layer: Layer): readonly Location[] {
  return getOrInsertComputed(read, layer.source, () => {
    const elements = layer.source.root?.children.filter((child) => child.name === 'location') ?? [];
    return elements.flatMap((element) => readLocation(layer, element) ?? []);
  });
}

function readLocation(layer: Layer, element: ConfigElement): Location | undefined {
  const of = (name: string) => element.value(name);
  const path = of('path') ?? '';
  // applicationHost.config names its root with '' and knows no '.', but accepts a site name with any of its characters.
  if (layer.kind !== 'applicationHost.config' && locationPathFault(path)) return undefined;
  const mode = of('overrideMode');
  const allow = of('allowOverride');
  return {
    element,
    path: path === '.' ? '' : path,
    overrideMode:
      mode === 'Allow' || mode === 'Deny' ? mode : allow === 'false' ? 'Deny' : allow === 'true' ? 'Allow' : 'Inherit',
    inheritInChildApplications: of('inheritInChildApplications') !== 'false',
  };
}

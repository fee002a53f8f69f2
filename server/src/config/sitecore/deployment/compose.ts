import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { Span } from '../../../syntax/text';

/** A scalar of a compose file and where it stands. */
export interface ComposeValue {
  readonly text: string;
  /** Offsets into the file's text. */
  readonly span: Span;
}

/** What a service of a compose file says that decides how a site in it is configured. */
export interface ComposeService {
  readonly name: string;
  readonly image: ComposeValue | undefined;
  /** `build.context`, relative to the file's folder. */
  readonly context: ComposeValue | undefined;
  /** `build.args` by name. */
  readonly args: ReadonlyMap<string, ComposeValue>;
  /** Variables of `environment`, as a mapping or as a list of `NAME=value`, in order; the last of a name counts. */
  readonly environment: ReadonlyMap<string, ComposeValue>;
  /** Host folders of bind mounts with the folder that they stand for inside, as written. */
  readonly volumes: readonly { readonly source: ComposeValue; readonly target: string }[];
}

/** Is this the name of a compose file: `docker-compose.yml`, `compose.override.yaml`, `docker-compose.cm.yml`? */
export function isComposeName(name: string): boolean {
  return /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i.test(name);
}

/**
 * The services of a compose file, anchors, aliases and merge keys followed. Nothing is fetched or included; a file that
 * is no YAML, or only in part, gives what can be read of it.
 */
export function composeServices(text: string): ComposeService[] {
  const document = parseDocument(text, { strict: false, uniqueKeys: false });
  const resolve = (node: unknown): Node | undefined => {
    let at = node as Node | undefined;
    // An alias of an alias of itself cannot be written; the bound is for documents that are damaged.
    for (let depth = 0; depth < 10 && at && 'source' in at && !isScalar(at) && !isMap(at) && !isSeq(at); depth++)
      at = (at as { resolve(doc: unknown): Node | undefined }).resolve(document);
    return at ?? undefined;
  };
  const mapOf = (node: unknown): ReadonlyMap<string, Pair> => entriesOf(resolve(node), resolve);
  const top = mapOf(document.contents);
  const services: ComposeService[] = [];
  for (const [name, { value }] of mapOf(top.get('services')?.value)) {
    const service = mapOf(value);
    const build = resolve(service.get('build')?.value);
    const buildMap = mapOf(build);
    services.push({
      name,
      image: scalar(resolve(service.get('image')?.value)),
      context: isScalar(build) ? scalar(build) : scalar(resolve(buildMap.get('context')?.value)),
      args: variablesOf(resolve(buildMap.get('args')?.value)),
      environment: variablesOf(resolve(service.get('environment')?.value)),
      volumes: volumesOf(resolve(service.get('volumes')?.value)),
    });
  }
  return services;

  /** `{ A: x }` or `[ 'A=x' ]`; a name without a value comes from the machine and is not known. */
  function variablesOf(node: Node | undefined): Map<string, ComposeValue> {
    const found = new Map<string, ComposeValue>();
    if (isSeq(node)) {
      for (const item of node.items) {
        const value = scalar(resolve(item));
        const cut = value?.text.indexOf('=') ?? -1;
        if (value && cut > 0)
          found.set(value.text.slice(0, cut), { text: value.text.slice(cut + 1), span: value.span });
      }
    } else {
      for (const [name, { value }] of mapOf(node)) {
        const written = scalar(resolve(value));
        if (written) found.set(name, written);
      }
    }
    return found;
  }

  function volumesOf(node: Node | undefined): ComposeService['volumes'] {
    if (!isSeq(node)) return [];
    return node.items.flatMap((item) => {
      const at = resolve(item);
      const short = scalar(at);
      if (short) {
        // `.\data:c:\inetpub`: the colon of a drive separates nothing.
        const parts = /^((?:[A-Za-z]:[\\/])?[^:]+):((?:[A-Za-z]:[\\/])?[^:]+)(?::[a-z,]+)?$/i.exec(short.text);
        return parts ? [{ source: { text: parts[1]!, span: short.span }, target: parts[2]! }] : [];
      }
      const long = mapOf(at);
      const source = scalar(resolve(long.get('source')?.value));
      const target = scalar(resolve(long.get('target')?.value));
      return source && target ? [{ source, target: target.text }] : [];
    });
  }
}

/** Entries by key, those of merge keys (`<<`) first so that the mapping's own win. */
function entriesOf(
  node: Node | undefined,
  resolve: (node: unknown) => Node | undefined,
  depth = 0,
): ReadonlyMap<string, Pair> {
  const found = new Map<string, Pair>();
  if (!isMap(node) || depth > 20) return found;
  for (const pair of (node as YAMLMap).items) {
    if (keyText(pair) !== '<<') continue;
    const merged = resolve(pair.value);
    for (const part of isSeq(merged) ? merged.items.map(resolve) : [merged])
      for (const [key, value] of entriesOf(part, resolve, depth + 1)) if (!found.has(key)) found.set(key, value);
  }
  for (const pair of (node as YAMLMap).items) {
    const key = keyText(pair);
    if (key !== '<<' && key !== undefined) found.set(key, pair);
  }
  return found;
}

function keyText({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.value ?? '') : undefined;
}

function scalar(node: Node | undefined): ComposeValue | undefined {
  if (!isScalar(node) || node.value === null || node.value === undefined) return undefined;
  const [start = 0, end = start] = node.range ?? [];
  // `yes`, 010 and the like: a variable is the text that was written.
  const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  return { text, span: { start, end } };
}

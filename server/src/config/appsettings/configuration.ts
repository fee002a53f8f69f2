import type { ConfigEntry, ConfigProvider } from './provider';

/** All providers of a host, weakest first. */
export type Configuration = readonly ConfigProvider[];

/** The entry that wins for a key, with those it hides, weakest first. Keys are compared without case. */
export function entryOf(configuration: Configuration, key: string): ConfigEntry | undefined {
  const lower = key.toLowerCase();
  for (let i = configuration.length - 1; i >= 0; i--) {
    const found = configuration[i]!.entries.get(lower);
    if (found) return found;
  }
  return undefined;
}

export function entriesOf(configuration: Configuration, key: string): readonly ConfigEntry[] {
  const lower = key.toLowerCase();
  return configuration.flatMap((provider) => provider.entries.get(lower) ?? []);
}

/** Names of the sections and values right below a key, in the order of ConfigurationKeyComparer. */
export function childNames(configuration: Configuration, key: string): readonly string[] {
  const prefix = key ? `${key.toLowerCase()}:` : '';
  const names = new Map<string, string>();
  for (const { entries } of configuration)
    for (const [lower, entry] of entries) {
      if (!lower.startsWith(prefix)) continue;
      const name = entry.key.slice(prefix.length).split(':', 1)[0]!;
      if (name && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
    }
  return [...names.values()].sort(compareKeys);
}

/** Does the key have a value or anything below it (IConfigurationSection.Exists)? */
export function exists(configuration: Configuration, key: string): boolean {
  const entry = entryOf(configuration, key);
  return (entry !== undefined && entry.value !== null) || childNames(configuration, key).length > 0;
}

/** Why a key that no provider seen from here has may still have a value. */
export function opaqueReason(configuration: Configuration): string | undefined {
  return configuration.find(({ opaque }) => opaque)?.opaque;
}

function compareKeys(a: string, b: string): number {
  const [x, y] = [a, b].map((key) => (/^\d+$/.test(key) ? Number(key) : undefined));
  if (x !== undefined && y !== undefined) return x - y;
  if (x !== undefined) return -1;
  if (y !== undefined) return 1;
  const [low, high] = [a.toLowerCase(), b.toLowerCase()];
  return low < high ? -1 : low > high ? 1 : 0;
}

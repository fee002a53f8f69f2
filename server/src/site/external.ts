import { externalReferences } from '../config/aspnet/external';
import type { ExternalFile } from '../config/aspnet/layer';
import { attributeOf, xmlSource } from '../config/aspnet/source';
import type { FilePath } from '../files/files';
import { folderOf, isInside, join, keyOf, nameOf } from '../files/paths';
import type { Folders } from './folders';
import type { Gathered } from './gather';
import { whyElsewhere } from './keptElsewhere';
import { type FileCache, isParsed, type ParsedFile, xmlOf } from './parsed';
import type { SitePart } from './sitePart';
import { whyNotUnderstood } from './understood';

interface Reading {
  readonly cache: FileCache;
  readonly folders: Folders;
  readonly roots: readonly FilePath[];
  readonly parts: readonly SitePart[];
}

/** Reads the files that configuration files name (`configSource`, `file`), and those that these name in turn. */
export function externalReader({ cache, folders, roots, parts }: Reading, gathered: Gathered) {
  const { sources, sections, use, awaits } = gathered;
  /** What was read, and what came of what could not be. */
  const readings: unknown[] = [];
  const foreign = new Set(parts.flatMap((part) => part.sections ?? []));

  async function of(folder: FilePath, from: readonly ParsedFile[], depth = 0): Promise<Map<string, ExternalFile>> {
    const found = new Map<string, ExternalFile>();
    for (const file of from) {
      // Most files name no other: not a node of them need be looked at.
      if (!/configSource|file\s*=/.test(file.text)) continue;
      for (const reference of externalReferences(xmlSource(xmlOf(file), file.path))) {
        if (found.has(reference.value)) continue;
        found.set(reference.value, await read(folder, reference, depth));
      }
    }
    return found;
  }

  async function read(
    folder: FilePath,
    { value, section, attribute }: ReturnType<typeof externalReferences>[number],
    depth: number,
  ): Promise<ExternalFile> {
    if (/^(\\\\|\/\/)/.test(value))
      return { kind: 'refused', reason: 'it is a network path, and opening one gives away who you are.' };
    if (/^([a-z]:|[\\/])/i.test(value)) return { kind: 'refused', reason: 'it is an absolute path.' };
    const path = join(folder, value);
    if (!roots.some((root) => isInside(root, path)))
      return { kind: 'refused', reason: 'it lies outside the workspace.' };
    if (depth > 8) return { kind: 'refused', reason: 'too many files name one another.' };
    const real = folders.file(folderOf(path), nameOf(path)) ?? path;
    const loaded = await cache.load(real);
    // What is inside a section of another part is none of ASP.NET's business.
    if (!foreign.has(section)) readings.push(isParsed(loaded) ? loaded : `${keyOf(path)}: ${loaded.reason}`);
    if (!isParsed(loaded)) {
      awaits(path);
      if (!loaded.missing) return { kind: 'refused', reason: `${loaded.reason}.` };
      const elsewhere = await whyElsewhere(path, { folders, cache, roots });
      return { kind: 'missing', file: path, ...(elsewhere !== undefined && { elsewhere }) };
    }
    const already = sources.has(keyOf(loaded.path));
    use(loaded, attribute === 'file' ? 'appSettings file' : 'configSource');
    if (!sections.has(keyOf(loaded.path))) sections.set(keyOf(loaded.path), section);
    const why = whyNotUnderstood(loaded);
    if (why) return { kind: 'refused', reason: `it is not understood. ${why.message}` };
    const source = xmlSource(xmlOf(loaded), loaded.path);
    const further =
      already || !source.root || !attributeOf(source.root, 'file') ? undefined : await of(folder, [loaded], depth + 1);
    return { kind: 'file', file: loaded.path, source, ...(further && { external: further }) };
  }

  return { of, readings };
}

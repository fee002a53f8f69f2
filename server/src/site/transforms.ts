import { keyOf, nameOf } from '../files/paths';
import { childElements } from '../syntax/xml/navigate';
import type { SiteSeed } from './discover';
import { type FileCache, isParsed, type ParsedFile, xmlOf } from './parsed';
import type { Variant } from './site';

/**
 * The ways a site is deployed: one for each transform, and one for each publish profile that applies more than a
 * transform of its own (build configuration first, then the profile's, then the environment's).
 */
export async function transformVariants(
  seed: SiteSeed,
  cache: FileCache,
  use: (file: ParsedFile) => void,
): Promise<Variant[]> {
  const byName = new Map<string, ParsedFile>();
  const variants: Variant[] = [];
  for (const { name, transforms } of seed.transforms) {
    const files = (await Promise.all(transforms.map((path) => cache.load(path)))).filter(isParsed);
    if (files.length !== transforms.length) continue;
    variants.push({ name, transforms: files });
    if (files[0]) byName.set(name.toLowerCase(), files[0]);
    files.forEach(use);
  }
  for (const path of seed.profiles) {
    const file = await cache.load(path);
    if (!isParsed(file)) continue;
    const name = nameOf(path).replace(/\.pubxml$/i, '');
    const steps = [
      propertyOf(file, 'LastUsedBuildConfiguration') ?? propertyOf(file, 'Configuration') ?? 'Release',
      name,
      propertyOf(file, 'EnvironmentName'),
    ];
    const transforms = steps.flatMap((step) => (step && byName.get(step.toLowerCase())) || []);
    const distinct = transforms.filter((one, i) => transforms.indexOf(one) === i);
    // A profile that adds nothing to a transform is that transform's variant.
    if (distinct.length < 2) continue;
    const same = variants.findIndex((variant) => keyOf(variant.name) === keyOf(name));
    if (same >= 0) variants[same] = { name, transforms: distinct };
    else variants.push({ name, transforms: distinct });
  }
  return variants;
}

/** `<Project><PropertyGroup><Name>value</Name>`; the last one counts, as in MSBuild. */
function propertyOf(file: ParsedFile, name: string): string | undefined {
  let value: string | undefined;
  for (const group of xmlOf(file).root ? childElements(xmlOf(file).root!, 'PropertyGroup') : [])
    for (const element of childElements(group, name)) {
      const text = element.children
        .map((node) => (node.kind === 'text' ? node.value : ''))
        .join('')
        .trim();
      if (text) value = text;
    }
  return value;
}

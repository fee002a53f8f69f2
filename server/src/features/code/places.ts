import type { Contribution } from '../../config/aspnet/effective';
import { derived } from '../../derived';
import { keyOf } from '../../files/paths';
import { getOrInsertComputed } from '../../maps';
import { type EffectiveSetting, type SettingsReader, settingsOf } from '../../settings/reader';
import { isXml } from '../../site/parsed';
import type { FileInput } from '../input';

/** A place in code, or in a file that code reads, that has a say in an option. */
export interface CodePlace {
  readonly effective: EffectiveSetting;
  readonly contribution: Contribution;
}

/** All of a file, in order of place, as the variant at hand reads it. */
export function codePlacesIn({ site, file, variant }: FileInput): readonly CodePlace[] {
  if (isXml(file)) return [];
  return derived(settingsOf(site.view(variant)), placesByFile).get(keyOf(file.path)) ?? [];
}

/** The innermost at an offset. */
export function codePlacesAt(input: FileInput, offset: number): readonly CodePlace[] {
  const at = codePlacesIn(input).filter(({ contribution: { span } }) => span.start <= offset && offset <= span.end);
  const shortest = Math.min(...at.map(({ contribution: { span } }) => span.end - span.start));
  return at.filter(({ contribution: { span } }) => span.end - span.start === shortest);
}

function placesByFile(reader: SettingsReader): ReadonlyMap<string, CodePlace[]> {
  const byFile = new Map<string, CodePlace[]>();
  for (const effective of reader.all()) {
    if (effective.setting.level !== 'code') continue;
    for (const contribution of effective.history)
      getOrInsertComputed(byFile, keyOf(contribution.file), () => []).push({ effective, contribution });
  }
  for (const found of byFile.values()) found.sort((a, b) => a.contribution.span.start - b.contribution.span.start);
  return byFile;
}

import { type EffectiveConfiguration, lookup } from '../config/aspnet/effective';
import { derived } from '../derived';
import { getOrInsertComputed } from '../maps';
import type { Asked } from './valueSource';
import { type EffectiveSetting, worthOf } from './worth';

/** A setting that stands in the chain of configuration files, as the files of the view leave it. */
export function inherited({ configuration, setting, path }: Pick<Asked, 'configuration' | 'setting' | 'path'>) {
  // What ASP.NET reads is the same for every role, and after an edit of a patch.
  return getOrInsertComputed(derived(configuration, known), setting.default === undefined ? `${path} ` : path, () =>
    worthOf(setting, path, lookup(configuration, path), (other) => lookup(configuration, other)?.literal),
  );
}

function known(_: EffectiveConfiguration): Map<string, EffectiveSetting> {
  return new Map();
}

import type { Contribution } from '../../config/aspnet/effective';
import type { Place } from '../../rules/rule';
import { allVariants } from '../../rules/run';
import { type EffectiveSetting, settingsOf } from '../../settings/reader';
import type { FileInput } from '../input';
import { foundAt } from './at';

/** Where a value comes from: the line that decides the setting in the variant at hand. */
export function settingDefinitionAt(input: FileInput, offset: number): Place[] {
  const winner = effectiveAt(input, offset, input.variant)?.history.at(-1);
  return winner ? [placeOf(winner)] : [];
}

/** Every line of every variant that sets, changes or overrides the setting. */
export function settingReferencesAt(input: FileInput, offset: number): Place[] {
  return allVariants(input.site).flatMap((variant) =>
    (effectiveAt(input, offset, variant)?.history ?? []).map(placeOf),
  );
}

function effectiveAt(
  input: Pick<FileInput, 'site' | 'file'>,
  offset: number,
  variant: string | null,
): EffectiveSetting | undefined {
  const found = foundAt(input, offset);
  if (!found?.setting) return undefined;
  const reader = settingsOf(input.site.view(variant));
  return (found.location ? reader.at(found.location) : reader).get(found.setting.path);
}

function placeOf({ file, span }: Contribution): Place {
  return { file, span };
}

import type { Contribution } from '../config/aspnet/effective';
import { keyOf } from '../files/paths';
import type { Place } from '../rules/rule';
import { type EffectiveSetting, settingsOf } from '../settings/reader';
import type { FeatureInput } from './input';
import { foundAt } from './settingAt';
import { sitecoreDefinitionAt, sitecoreReferencesAt } from './sitecore/definition';

/** Where a value comes from: the line that decides the setting in the variant at hand, or takes it away. */
export function definitionAt(input: Pick<FeatureInput, 'site' | 'file' | 'variant'>, offset: number): Place[] {
  const setting = effectiveAt(input, offset, input.variant);
  const winner = setting?.history[setting.history.length - 1];
  if (winner) return [placeOf(winner)];
  const removal = removalsAt(input, offset, input.variant).slice(-1);
  return removal.length > 0 ? removal : sitecoreDefinitionAt(input, offset);
}

/** Who has a say: every line of every variant that sets, changes or overrides the setting, in order of file and place. */
export function referencesAt(input: Pick<FeatureInput, 'site' | 'file' | 'variant'>, offset: number): Place[] {
  const found = new Map<string, Place>();
  for (const variant of [null, ...input.site.variants.map(({ name }) => name)]) {
    for (const contribution of effectiveAt(input, offset, variant)?.history ?? []) {
      const place = placeOf(contribution);
      found.set(`${keyOf(place.file)}:${place.span.start}`, place);
    }
    for (const place of removalsAt(input, offset, variant))
      found.set(`${keyOf(place.file)}:${place.span.start}`, place);
  }
  if (found.size === 0) return sitecoreReferencesAt(input, offset);
  return [...found.values()].sort((a, b) =>
    keyOf(a.file) < keyOf(b.file) ? -1 : keyOf(a.file) > keyOf(b.file) ? 1 : a.span.start - b.span.start,
  );
}

function effectiveAt(
  input: Pick<FeatureInput, 'site' | 'file'>,
  offset: number,
  variant: string | null,
): EffectiveSetting | undefined {
  const found = foundAt(input, offset);
  if (!found?.setting) return undefined;
  const reader = settingsOf(input.site.view(variant));
  return (found.location ? reader.at(found.location) : reader).get(found.setting.path);
}

/** Instructions of a variant's transforms that take the attribute at an offset of the web.config away. */
function removalsAt(
  { site, file }: Pick<FeatureInput, 'site' | 'file'>,
  offset: number,
  variant: string | null,
): Place[] {
  const found = foundAt({ site, file }, offset);
  if (!found?.attribute) return [];
  const { element, attribute } = found;
  return site
    .view(variant)
    .transforms.flatMap(({ file: transform, result }) =>
      result.actions
        .filter(({ targets }) =>
          targets.some(
            ({ origins: [origin], attributes, effect }) =>
              origin?.start === element.start &&
              keyOf(origin.file) === keyOf(file.path) &&
              (effect === 'removed' ||
                attributes.some(({ name, change }) => change === 'lost' && name === attribute.name)),
          ),
        )
        .map((action) => ({ file: transform.path, span: action.attribute })),
    );
}

function placeOf({ file, span }: Contribution): Place {
  return { file, span };
}

import { keyOf } from '../../files/paths';
import type { Place } from '../../rules/rule';
import { allVariants } from '../../rules/run';
import type { FileInput } from '../input';
import { foundAt } from '../settings/at';

/** The last instruction that takes the attribute at an offset away, in the variant at hand. */
export function removalAt(input: FileInput, offset: number): Place[] {
  return removalsAt(input, offset, input.variant).slice(-1);
}

/** Those of every variant. */
export function allRemovalsAt(input: FileInput, offset: number): Place[] {
  return allVariants(input.site).flatMap((variant) => removalsAt(input, offset, variant));
}

/** Instructions of a variant's transforms that take the attribute at an offset of the web.config away. */
function removalsAt({ site, file }: Pick<FileInput, 'site' | 'file'>, offset: number, variant: string | null): Place[] {
  const found = foundAt({ site, file }, offset);
  if (!found?.attribute) return [];
  const { element, attribute } = found;
  return site
    .view(variant)
    .transforms()
    .flatMap(({ file: transform, result }) =>
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

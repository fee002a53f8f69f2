import { placeOf } from '../../config/aspnet/source';
import { keyOf, nameOf } from '../../files/paths';
import type { FileInput } from '../input';
import type { DocumentLink } from '../results';

/** From `xdt:Transform` to the line of the web.config it acts on. */
export function transformLinksOf({ site, file }: Pick<FileInput, 'site' | 'file'>): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const variant of site.variants) {
    const applied = site
      .view(variant.name)
      .transforms()
      .find((transform) => keyOf(transform.file.path) === keyOf(file.path));
    for (const action of applied?.result.actions ?? []) {
      const origin = action.targets[0]?.origins[0];
      if (!origin || keyOf(origin.file) === keyOf(file.path)) continue;
      const place = placeOf(origin);
      links.push({
        span: action.attribute,
        target: origin.file,
        place,
        tooltip: `What it changes in ${nameOf(origin.file)}`,
      });
    }
    if (applied) break;
  }
  return links;
}

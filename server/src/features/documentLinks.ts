import { externalReferences } from '../config/aspnet/external';
import { xmlSource } from '../config/aspnet/source';
import type { FilePath } from '../files/files';
import { folderOf, join, keyOf, nameOf } from '../files/paths';
import type { Place } from '../rules/rule';
import type { Span } from '../syntax/text';
import type { FeatureInput } from './input';

export interface DocumentLink {
  readonly span: Span;
  readonly target: FilePath;
  /** Where in the target, when that is known. */
  readonly place?: Place;
  readonly tooltip: string;
}

/** Files that a configuration names, and for a transform the lines it changes. */
export function documentLinksOf(input: Pick<FeatureInput, 'site' | 'file'>): DocumentLink[] {
  const { site, file } = input;
  const links: DocumentLink[] = [];
  for (const { value, span, attribute } of externalReferences(xmlSource(file.tree, file.path))) {
    const wanted = join(folderOf(file.path), value);
    const source = site.sources.get(keyOf(wanted));
    if (source)
      links.push({
        span,
        target: source.path,
        tooltip: `Open the ${attribute === 'file' ? 'settings' : 'section'} file`,
      });
  }
  return [...links, ...transformLinks(input)];
}

/** From `xdt:Transform` to the line of the web.config it acts on. */
function transformLinks({ site, file }: Pick<FeatureInput, 'site' | 'file'>): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const variant of site.variants) {
    const applied = site
      .view(variant.name)
      .transforms.find((transform) => keyOf(transform.file.path) === keyOf(file.path));
    for (const action of applied?.result.actions ?? []) {
      const origin = action.targets[0]?.origins[0];
      if (!origin || keyOf(origin.file) === keyOf(file.path)) continue;
      const place = { file: origin.file, span: { start: origin.start, end: origin.end } };
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

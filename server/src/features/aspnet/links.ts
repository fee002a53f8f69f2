import { externalReferences } from '../../config/aspnet/external';
import { xmlSource } from '../../config/aspnet/source';
import { folderOf, join, keyOf } from '../../files/paths';
import { xmlOf } from '../../site/parsed';
import type { FileInput } from '../input';
import type { DocumentLink } from '../results';

/** Files that a configuration names. */
export function externalLinksOf({ site, file }: Pick<FileInput, 'site' | 'file'>): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const { value, span, attribute } of externalReferences(xmlSource(xmlOf(file), file.path))) {
    const wanted = join(folderOf(file.path), value);
    const source = site.sources.get(keyOf(wanted));
    if (source)
      links.push({
        span,
        target: source.path,
        tooltip: `Open the ${attribute === 'file' ? 'settings' : 'section'} file`,
      });
  }
  return links;
}

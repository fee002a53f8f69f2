import { placeOf } from '../../config/aspnet/source';
import { printConfiguration } from '../../config/sitecore/print';
import { ConfigAttribute, type ConfigElement, type ConfigText } from '../../config/sitecore/view';
import type { SiteView } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import type { ComposedDocument, OriginLink } from '../results';
import { isSecret } from '../secrets';

/**
 * The merged `<sitecore>` of a variant as ShowConfig prints it, with passwords and keys hidden, where each
 * `patch:source` leads to the line it speaks of; undefined for sites of other stacks.
 */
export function sitecoreDocument(view: SiteView): ComposedDocument | undefined {
  const configuration = view.part(SITECORE);
  if (!configuration) return undefined;
  const { text, places } = printConfiguration(configuration.document, { hide: hidden });
  const links = places.flatMap(({ start, end, node }): OriginLink[] => {
    if (!(node instanceof ConfigAttribute) || node.prefix !== 'patch' || node.localName !== 'source') return [];
    const origin = node.origins.at(-1);
    return origin ? [{ span: { start, end }, place: placeOf(origin) }] : [];
  });
  return { text, links };
}

const HIDDEN = '***';
/** What stands in place of a value that nobody may see; undefined for all others. */
function hidden(node: ConfigAttribute | ConfigText): string | undefined {
  if ('data' in node) {
    const isComment = node.nodeName === '#comment';
    return !isComment && isSecret(namesOf(node.parentNode), node.data) ? HIDDEN : undefined;
  }
  if (node.prefix === 'xmlns' || node.name === 'name' || node.name === 'type') return undefined;
  const names = node.name === 'value' ? namesOf(node.ownerElement) : [node.name];
  return isSecret(names, node.value) ? HIDDEN : undefined;
}

function namesOf(element: ConfigElement): string[] {
  return [element.localName, element.getAttribute('name') ?? '', element.getAttribute('desc') ?? ''];
}

import { DomElement } from '../config/dom/dom';
import { folderOf, join, keyOf, nameOf, relativeTo } from '../files/paths';
import type { ParsedFile } from '../site/parsed';
import type { Site, SiteView } from '../site/site';
import { attributeOf, childElements, indentOf, lineEndingOf } from '../syntax/xml/navigate';
import { parseXml } from '../syntax/xml/parse';
import type { XmlElement } from '../syntax/xml/tree';

/**
 * The web.config of a variant as it is deployed: transforms applied, `configSource` sections in their place, and
 * behind each start tag that another file decided a comment that says which file and line.
 */
export function effectiveDocument(view: SiteView): string {
  const { site } = view;
  const webConfig = site.webConfig;
  if (!webConfig) return '';
  const last = view.transforms[view.transforms.length - 1]?.result;
  const text = last?.succeeded ? last.text : webConfig.text;
  const inserts: { at: number; end: number; text: string }[] = [];
  const tree = parseXml(text);
  if (tree.root) {
    const dom = last?.succeeded ? last.document.documentElement : undefined;
    collect(tree.root, dom ?? undefined);
  }
  return inserts
    .sort((a, b) => b.at - a.at)
    .reduce((now, { at, end, text: insert }) => now.slice(0, at) + insert + now.slice(end), text);

  /** The printed tree and the one that knows its origins have the same elements in the same order. */
  function collect(top: XmlElement, topDom: DomElement | undefined): void {
    const work: [XmlElement, DomElement | undefined][] = [[top, topDom]];
    for (let pair = work.pop(); pair; pair = work.pop()) {
      const [element, dom] = pair;
      // `<sitecore>` is patched after it is read: its effective form is a document of its own.
      const source = element.name === 'sitecore' ? undefined : attributeOf(element, 'configSource');
      const external = source && site.sources.get(keyOf(join(folderOf(webConfig!.path), source.value)));
      if (external?.tree.root) {
        inserts.push({ at: element.start, end: element.end, text: inlined(site, external, text, element) });
        continue;
      }
      const decided = dom && decidedElsewhere(site, webConfig!, dom);
      if (decided) inserts.push({ at: element.openEnd, end: element.openEnd, text: ` <!-- ${decided} -->` });
      const doms = dom?.children ?? [];
      childElements(element).forEach((child, index) => {
        work.push([child, doms[index]]);
      });
    }
  }
}

/** `Web.Release.config:12 SetAttributes`, when the element or one of its attributes came from another file. */
function decidedElsewhere(site: Site, base: ParsedFile, dom: DomElement): string | undefined {
  const origins = [...dom.origins, ...dom.attributes.flatMap((attribute) => attribute.origins)];
  const foreign = origins.filter((origin) => keyOf(origin.file) !== keyOf(base.path));
  const parent = dom.parentNode;
  // What was inserted as a whole says so once.
  if (parent instanceof DomElement && parent.origins[0] && keyOf(parent.origins[0].file) !== keyOf(base.path))
    return undefined;
  const said = foreign.map((origin) => {
    const file = site.sources.get(keyOf(origin.file));
    const line = file ? `:${file.lines.positionAt(origin.start).line + 1}` : '';
    return `${nameOf(origin.file)}${line}${origin.action ? ` ${origin.action}` : ''}`;
  });
  return said.length > 0 ? [...new Set(said)].join(', ').replace(/--/g, '- -') : undefined;
}

/** The content of a section file where it is named, in the indentation of the place. */
function inlined(site: Site, external: ParsedFile, text: string, element: XmlElement): string {
  const root = external.tree.root!;
  const indent = indentOf(text, element.start);
  const eol = lineEndingOf(text);
  const own = indentOf(external.text, root.start);
  const lines = external.text.slice(root.start, root.end).split(/\r\n|\n|\r/);
  const body = lines
    .map((line, i) => (i === 0 ? line : indent + (line.startsWith(own) ? line.slice(own.length) : line)))
    .join(eol);
  return `<!-- ${relativeTo(site.root, external.path)} -->${eol}${indent}${body}`;
}

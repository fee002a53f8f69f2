import { placeOf } from '../../config/aspnet/source';
import { DomElement } from '../../config/dom/dom';
import { folderOf, join, keyOf, nameOf, relativeTo } from '../../files/paths';
import type { Place } from '../../rules/rule';
import { linesOf, type ParsedFile, xmlOf } from '../../site/parsed';
import type { Site, SiteView } from '../../site/site';
import { attributeOf, childElements, indentOf, lineEndingOf } from '../../syntax/xml/navigate';
import { parseXml } from '../../syntax/xml/parse';
import type { XmlElement } from '../../syntax/xml/tree';
import type { ComposedDocument, OriginLink } from '../results';
import { withoutSecrets } from '../secrets';

/** A piece of text that is put in place of what stands from `at` to `end`, made of words that may name a line. */
interface Insert {
  readonly at: number;
  readonly end: number;
  readonly words: readonly Word[];
}

interface Word {
  readonly text: string;
  readonly place?: Place;
}

/**
 * The web.config of a variant as it is deployed: transforms applied, `configSource` sections in their place, entries of
 * an `appSettings` file behind those that they override, and behind each start tag that another file decided a comment
 * that says which file and line. Secrets are asterisks. Sections of `elsewhere` have a document of their own, and stay as
 * they are written.
 */
export function effectiveDocument(view: SiteView, elsewhere: ReadonlySet<string> = new Set()): ComposedDocument {
  const { site } = view;
  const webConfig = site.webConfig;
  if (!webConfig) return { text: '', links: [] };
  // A transform that fails writes no file: what was there before is deployed.
  const last = view
    .transforms()
    .filter(({ result }) => result.succeeded)
    .pop()?.result;
  const tree = last ? parseXml(last.text) : xmlOf(webConfig);
  const text = withoutSecrets(tree);
  const inserts: Insert[] = [];
  if (tree.root) {
    collect(tree.root, last?.document?.documentElement ?? undefined);
  }
  return composed(text, inserts);

  /** The printed tree and the one that knows its origins have the same elements in the same order. */
  function collect(top: XmlElement, topDom: DomElement | undefined): void {
    const work: [XmlElement, DomElement | undefined][] = [[top, topDom]];
    for (let pair = work.pop(); pair; pair = work.pop()) {
      const [element, dom] = pair;
      const source = elsewhere.has(element.name) ? undefined : attributeOf(element, 'configSource');
      const external = source && site.sources.get(keyOf(join(folderOf(webConfig!.path), source.value)));
      if (external && xmlOf(external).root) {
        inserts.push({ at: element.start, end: element.end, words: inlined(site, external, text, element) });
        continue;
      }
      const settings = element.name === 'appSettings' ? attributeOf(element, 'file') : undefined;
      const further = settings && site.sources.get(keyOf(join(folderOf(webConfig!.path), settings.value)));
      if (further && xmlOf(further).root?.name === 'appSettings') inserts.push(appended(site, further, text, element));
      const decided = dom ? decidedElsewhere(site, webConfig!, dom) : [];
      const words = [{ text: ' <!-- ' }, ...decided, { text: ' -->' }];
      if (decided.length > 0) inserts.push({ at: element.openEnd, end: element.openEnd, words });
      const doms = dom?.children ?? [];
      childElements(element).forEach((child, index) => {
        work.push([child, doms[index]]);
      });
    }
  }
}

/** The text with every insert in its place. */
function composed(text: string, inserts: readonly Insert[]): ComposedDocument {
  const links: OriginLink[] = [];
  let made = '';
  let taken = 0;
  for (const { at, end, words } of [...inserts].sort((a, b) => a.at - b.at)) {
    made += text.slice(taken, at);
    for (const word of words) {
      if (word.place)
        links.push({ span: { start: made.length, end: made.length + word.text.length }, place: word.place });
      made += word.text;
    }
    taken = end;
  }
  return { text: made + text.slice(taken), links };
}

/** `Web.Release.config:12 SetAttributes`, when the element or one of its attributes came from another file. */
function decidedElsewhere(site: Site, base: ParsedFile, dom: DomElement): Word[] {
  const origins = [...dom.origins, ...dom.attributes.flatMap((attribute) => attribute.origins)];
  const foreign = origins.filter((origin) => keyOf(origin.file) !== keyOf(base.path));
  const parent = dom.parentNode;
  // What was inserted as a whole says so once.
  if (parent instanceof DomElement && parent.origins[0] && keyOf(parent.origins[0].file) !== keyOf(base.path))
    return [];
  const said = new Map<string, Place>();
  for (const origin of foreign) {
    const file = site.sources.get(keyOf(origin.file));
    const line = file ? `:${linesOf(file).positionAt(origin.start).line + 1}` : '';
    const label = `${nameOf(origin.file)}${line}${origin.action ? ` ${origin.action}` : ''}`.replace(/--/g, '- -');
    if (!said.has(label)) said.set(label, placeOf(origin));
  }
  return [...said].flatMap(([text, place], i) => [...(i > 0 ? [{ text: ', ' }] : []), { text, place }]);
}

/** The entries of an `appSettings` file behind the inline ones, over which they win. */
function appended(site: Site, external: ParsedFile, text: string, element: XmlElement): Insert {
  const eol = lineEndingOf(text);
  const outer = indentOf(text, element.start);
  const inner = `${outer}  `;
  const name = relativeTo(site.root, external.path).replace(/--/g, '- -');
  const root = xmlOf(external).root!;
  const place = { file: external.path, span: { start: root.start, end: root.nameEnd } };
  const shown = withoutSecrets(xmlOf(external), 'appSettings');
  const entries = childElements(root).map((entry) => `${eol}${inner}${shown.slice(entry.start, entry.end)}`);
  const words: Word[] = [{ text: '<!-- ' }, { text: name, place }, { text: ` -->${entries.join('')}${eol}${outer}` }];
  if (element.closeStart >= 0) {
    // Between the last entry and the end tag, in the place of the blanks there.
    let at = element.closeStart;
    while (at > element.openEnd && /\s/.test(text[at - 1]!)) at--;
    return { at, end: element.closeStart, words: [{ text: `${eol}${inner}` }, ...words] };
  }
  const open = text.slice(element.start, element.openEnd).replace(/\s*\/?>$/, '');
  return {
    at: element.start,
    end: element.openEnd,
    words: [{ text: `${open}>${eol}${inner}` }, ...words, { text: '</appSettings>' }],
  };
}

/** The content of a section file where it is named, in the indentation of the place. */
function inlined(site: Site, external: ParsedFile, text: string, element: XmlElement): Word[] {
  const root = xmlOf(external).root!;
  const indent = indentOf(text, element.start);
  const eol = lineEndingOf(text);
  const own = indentOf(external.text, root.start);
  const lines = withoutSecrets(xmlOf(external), site.sections.get(keyOf(external.path)))
    .slice(root.start, root.end)
    .split(/\r\n|\n|\r/);
  const body = lines
    .map((line, i) => (i === 0 ? line : indent + (line.startsWith(own) ? line.slice(own.length) : line)))
    .join(eol);
  const place = { file: external.path, span: { start: root.start, end: root.nameEnd } };
  const name = relativeTo(site.root, external.path).replace(/--/g, '- -');
  return [{ text: '<!-- ' }, { text: name, place }, { text: ` -->${eol}${indent}${body}` }];
}

import type { Contribution, EffectiveElement } from '../config/aspnet/effective';
import { keyOf } from '../files/paths';
import { type ParsedFile, xmlOf } from '../site/parsed';
import type { Site, SiteView } from '../site/site';
import type { Span } from '../syntax/text';
import { attributeText, attributeValueEdit } from '../syntax/xml/escape';
import { attributeOf, childElements, indentOf, lineEndingOf } from '../syntax/xml/navigate';
import type { XmlAttribute, XmlElement } from '../syntax/xml/tree';
import type { Edit, Place, RuleInput } from './rule';

/** Edits that give settings values, where they are decided now or, when nothing sets them, where they belong. */

/** `system.web/sessionState/@timeout` becomes `literal`; undefined when no file can take it. */
export function setSetting(input: RuleInput, path: string, literal: string): Edit[] | undefined {
  const setting = input.settings.get(path);
  const cut = path.lastIndexOf('/@');
  const attribute = path.slice(cut + 2);
  if (setting.winner && !isMachineWide(input.view.site, setting.winner)) {
    const edit = replaceValue(input.view.site, setting.winner, literal);
    return edit && [edit];
  }
  if (cut < 0) return undefined;
  const element = input.settings.element(path.slice(0, cut));
  const holder = element && writableElement(input.view, element);
  if (holder) return [insertAttribute(holder.file, holder.element, attribute, literal)];
  return insertElement(input.view, path.slice(0, cut), attributeText(attribute, literal));
}

/** Does the file speak for every site of the server? A fix for one site leaves it alone. */
export function isMachineWide({ files }: Pick<Site, 'files'>, { file }: Pick<Contribution, 'file'>): boolean {
  const layer = files.find((known) => keyOf(known.file) === keyOf(file))?.layer;
  return layer === 'machine.config' || layer === 'root web.config' || layer === 'applicationHost.config';
}

/** The value that a contribution gave, replaced where it stands. */
export function replaceValue(
  site: Pick<Site, 'sources'>,
  contribution: Pick<Contribution, 'file' | 'span' | 'written'>,
  literal: string,
): Edit | undefined {
  if (contribution.written) return { file: contribution.file, ...contribution.written.replace(literal) };
  const file = site.sources.get(keyOf(contribution.file));
  const attribute = file && attributeAt(file, contribution.span.start);
  if (!file || !attribute) return undefined;
  const { span, text } = attributeValueEdit(attribute, file.text, literal);
  return { file: file.path, span, text };
}

/** The attribute whose value a contribution gave, taken out. */
export function removeValue(
  site: Pick<Site, 'sources'>,
  contribution: Pick<Contribution, 'file' | 'span'>,
): Edit | undefined {
  const file = site.sources.get(keyOf(contribution.file));
  const attribute = file && attributeAt(file, contribution.span.start);
  return file && attribute && removeAttribute(file, attribute);
}

/** An attribute taken out, with the blank before it. */
export function removeAttribute(file: ParsedFile, attribute: XmlAttribute): Edit {
  let start = attribute.start;
  while (start > attribute.owner.nameEnd && /\s/.test(file.text[start - 1]!)) start--;
  return { file: file.path, span: { start, end: attribute.end }, text: '' };
}

/** An element taken out, with its line when it has one for itself. */
export function removeElement(file: ParsedFile, element: XmlElement): Edit {
  return removeNode(file, element);
}

/** Any node taken out, with its line when it has one for itself. */
export function removeNode(file: ParsedFile, node: Span): Edit {
  let { start, end } = node;
  const { text } = file;
  let lineStart = start;
  while (lineStart > 0 && /[ \t]/.test(text[lineStart - 1]!)) lineStart--;
  const after = /[ \t]*(?:\r\n|\n|\r)?/y;
  after.lastIndex = end;
  const rest = after.exec(text)![0];
  const ownLine = lineStart === 0 || /[\r\n]/.test(text[lineStart - 1]!);
  if (ownLine && /[\r\n]$/.test(rest)) {
    start = lineStart;
    end += rest.length;
  }
  return { file: file.path, span: { start, end }, text: '' };
}

/** ` name="value"` behind the last attribute. */
export function insertAttribute(file: ParsedFile, element: XmlElement, name: string, value: string): Edit {
  const last = element.attributes[element.attributes.length - 1];
  const at = last ? last.end : element.nameEnd;
  return { file: file.path, span: { start: at, end: at }, text: attributeText(name, value) };
}

/** A new element at a path below `<configuration>`, inside what is there of the path already. */
function insertElement(view: SiteView, path: string, attributes: string): Edit[] | undefined {
  const file = view.site.webConfig;
  const root = file && xmlOf(file).root;
  if (!file || root?.name !== 'configuration') return undefined;
  let holder = root;
  const names = path.split('/');
  while (names.length > 1) {
    const next = childElements(holder, names[0]!)[0];
    if (!next) break;
    holder = next;
    names.shift();
  }
  return [insertChild(file, holder, (indent, step) => nestedElements(names, attributes, indent, step))];
}

/** A child at the end of an element, on a line of its own; opens `<a/>` where need be. */
export function insertChild(
  file: ParsedFile,
  parent: XmlElement,
  write: (indent: string, step: string) => string[],
): Edit {
  const eol = lineEndingOf(file.text);
  const outer = indentOf(file.text, parent.start);
  const first = childElements(parent)[0];
  const firstIndent = first && indentOf(file.text, first.start);
  const step =
    firstIndent?.startsWith(outer) && firstIndent.length > outer.length
      ? firstIndent.slice(outer.length)
      : file.text.includes('\n\t')
        ? '\t'
        : '  ';
  const lines = write(outer + step, step).join(eol);
  if (parent.selfClosing) {
    const at = parent.openEnd - 2;
    let start = at;
    while (start > parent.nameEnd && /[ \t]/.test(file.text[start - 1]!)) start--;
    return {
      file: file.path,
      span: { start, end: parent.openEnd },
      text: `>${eol}${lines}${eol}${outer}</${parent.name}>`,
    };
  }
  const children = parent.children.filter((node) => node.kind !== 'text' || node.value.trim() !== '');
  const last = children[children.length - 1];
  const at = last ? last.end : parent.openEnd;
  const closes = !last && parent.closeStart >= 0 && !/[\r\n]/.test(file.text.slice(parent.openEnd, parent.closeStart));
  return { file: file.path, span: { start: at, end: at }, text: `${eol}${lines}${closes ? eol + outer : ''}` };
}

/** `<a>`, `<b x="1" />`, `</a>`, each on its line; `attributes` is what `attributeText` writes. */
export function nestedElements(names: readonly string[], attributes: string, indent: string, step: string): string[] {
  const [name, ...rest] = names;
  if (rest.length === 0) return [`${indent}<${name}${attributes} />`];
  return [`${indent}<${name}>`, ...nestedElements(rest, attributes, indent + step, step), `${indent}</${name}>`];
}

/** The element of the strongest file that mentions it and could take an attribute: not one with a configSource. */
function writableElement(
  view: SiteView,
  element: EffectiveElement,
): { file: ParsedFile; element: XmlElement } | undefined {
  for (const origin of [...element.origins].reverse()) {
    if (isMachineWide(view.site, origin)) continue;
    const file = view.site.sources.get(keyOf(origin.file));
    const found = file && elementAt(file, origin.span.start);
    if (file && found && found.name === element.name && !attributeOf(found, 'configSource'))
      return { file, element: found };
  }
  return undefined;
}

/** The element whose start tag begins at an offset. */
export function elementAt(file: ParsedFile, start: number): XmlElement | undefined {
  let nodes = xmlOf(file).children;
  for (;;) {
    const holder = nodes.find((node) => node.kind === 'element' && node.start <= start && start < node.end);
    if (holder?.kind !== 'element') return undefined;
    if (holder.start === start) return holder;
    nodes = holder.children;
  }
}

/** The attribute whose value begins at an offset. */
export function attributeAt(file: ParsedFile, valueStart: number): XmlAttribute | undefined {
  let nodes = xmlOf(file).children;
  for (;;) {
    const holder = nodes.find((node) => node.kind === 'element' && node.start <= valueStart && valueStart < node.end);
    if (holder?.kind !== 'element') return undefined;
    if (valueStart <= holder.openEnd) return holder.attributes.find((a) => a.valueStart === valueStart);
    nodes = holder.children;
  }
}

/** The name of an element, to be underlined. */
export function nameOf(file: ParsedFile, element: XmlElement): Place {
  return { file: file.path, span: { start: element.nameStart, end: element.nameEnd } };
}

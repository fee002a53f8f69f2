import { applyTransform, type TransformResult } from '../../../config/xdt/apply';
import { keyOf } from '../../../files/paths';
import type { ParsedFile } from '../../../site/parsed';
import { childElements } from '../../../syntax/xml/navigate';
import { parseXml } from '../../../syntax/xml/parse';
import type { XmlElement } from '../../../syntax/xml/tree';
import type { Edit, RuleInput } from '../../rule';

/**
 * Does a transform of the variant, with some edits in it, still transform, without a word about `element`, and leave
 * no section of that name twice? A fix that is offered has been tried.
 */
export function works(input: RuleInput, file: ParsedFile, element: XmlElement, edits: readonly Edit[]): boolean {
  const result = resultWith(input, file, edits);
  if (!result?.succeeded) return false;
  const end = element.end + edits.reduce((sum, { span, text }) => sum + text.length - (span.end - span.start), 0);
  const isAbout = (span: { start: number } | undefined) => span && span.start >= element.start && span.start < end;
  if (result.messages.some(({ kind, span }) => (kind === 'warning' || kind === 'error') && isAbout(span))) return false;
  return !standsTwice(result.text, namesTo(element));
}

function resultWith(input: RuleInput, file: ParsedFile, edits: readonly Edit[]): TransformResult | undefined {
  const { webConfig } = input.view.site;
  if (!webConfig) return undefined;
  let text = webConfig.text;
  for (const { file: other } of input.view.transforms()) {
    const isEdited = keyOf(other.path) === keyOf(file.path);
    const result = applyTransform(
      { text, file: webConfig.path },
      { text: isEdited ? edited(other.text, edits) : other.text, file: other.path },
    );
    if (isEdited) return result;
    text = result.text;
  }
  return undefined;
}

function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((now, { span, text: put }) => now.slice(0, span.start) + put + now.slice(span.end), text);
}

/** Names from the root to an element, itself the last. */
export function namesTo(element: XmlElement): string[] {
  const names: string[] = [];
  for (let at: XmlElement | undefined = element; at; at = at.parent.kind === 'element' ? at.parent : undefined)
    names.unshift(at.name);
  return names;
}

/** Sections and their groups may stand once; entries of lists as often as they like. */
function standsTwice(text: string, names: readonly string[]): boolean {
  if (/^(?:add|remove|clear|location|section|sectionGroup)$/.test(names.at(-1)!)) return false;
  let holders = [parseXml(text).root].flatMap((root) => root ?? []);
  for (const name of names.slice(1, -1)) holders = holders.flatMap((holder) => childElements(holder, name));
  return holders.some((holder) => childElements(holder, names.at(-1)).length > 1);
}

import { getOrInsertComputed } from '../maps';
import { isXml, linesOf, type ParsedFile, xmlOf } from '../site/parsed';
import type { Span } from '../syntax/text';
import type { XmlNode } from '../syntax/xml/tree';

/**
 * Comments that silence findings: `<!-- session-timeline-disable-next-line rule-id other-rule -->` for the line (or
 * the element) that follows, `<!-- session-timeline-disable rule-id -->` for the file. Without ids: every rule. In C# and
 * JSON the same words stand after two slashes.
 */
export interface Suppressions {
  silences(ruleId: string, at: Span): boolean;
}

const COMMENT = /^\s*session-timeline-disable(-next-line)?((?:[\s,]+[a-z0-9-]+)*)\s*(?::.*)?$/s;

const cache = new WeakMap<ParsedFile, Suppressions>();

export function suppressionsOf(file: ParsedFile): Suppressions {
  return getOrInsertComputed(cache, file, () => readSuppressions(file));
}

const NONE: Suppressions = { silences: () => false };

function readSuppressions(file: ParsedFile): Suppressions {
  if (!file.text.includes('session-timeline-disable')) return NONE;
  const ranges = isXml(file) ? rangesInXml(file) : rangesInLines(file);
  return {
    silences: (rule, at) =>
      ranges.some(
        (range) => at.start >= range.start && at.start < range.end && (range.rules.size === 0 || range.rules.has(rule)),
      ),
  };
}

interface Silenced extends Span {
  readonly rules: ReadonlySet<string>;
}

function rangesInLines(file: ParsedFile): readonly Silenced[] {
  return [...file.text.matchAll(/\/\/([^\n]*)/g)].flatMap((comment) => {
    const match = COMMENT.exec(comment[1]!);
    if (!match) return [];
    const rules = new Set(match[2]!.split(/[\s,]+/).filter(Boolean));
    if (!match[1]) return [{ rules, start: 0, end: file.text.length + 1 }];
    const line = linesOf(file).positionAt(comment.index).line + 1;
    const [start, end] = [line, line + 1].map((at) => linesOf(file).offsetAt({ line: at, character: 0 })) as [
      number,
      number,
    ];
    return [{ rules, start, end: Math.max(end, start + 1) }];
  });
}

function rangesInXml(file: ParsedFile): readonly Silenced[] {
  const ranges: Silenced[] = [];
  const work: (readonly XmlNode[])[] = [xmlOf(file).children];
  for (let nodes = work.pop(); nodes; nodes = work.pop()) {
    for (const [index, node] of nodes.entries()) {
      if (node.kind === 'element') work.push(node.children);
      if (node.kind !== 'comment') continue;
      const match = COMMENT.exec(node.value);
      if (!match) continue;
      const rules = new Set(match[2]!.split(/[\s,]+/).filter(Boolean));
      if (!match[1]) ranges.push({ rules, start: 0, end: file.text.length + 1 });
      else ranges.push({ rules, ...nextLine(file, nodes, index) });
    }
  }
  return ranges;
}

/** The line after the comment, stretched to the end of the start tag that begins there. */
function nextLine(file: ParsedFile, siblings: readonly XmlNode[], index: number): Span {
  const after = siblings[index]!.end;
  const line = linesOf(file).positionAt(after).line + 1;
  const start = linesOf(file).offsetAt({ line, character: 0 });
  let end = linesOf(file).offsetAt({ line: line + 1, character: 0 });
  const element = siblings.slice(index + 1).find((node) => node.kind === 'element');
  if (element?.kind === 'element' && element.start >= start && element.start < end)
    end = Math.max(end, element.openEnd);
  return { start, end: Math.max(end, start + 1) };
}

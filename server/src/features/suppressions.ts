import { rules } from '../rules/all';
import type { Finding, Fix } from '../rules/rule';
import { isXml, linesOf, type ParsedFile, xmlOf } from '../site/parsed';
import { lineEndingOf, nodeAt } from '../syntax/xml/navigate';
import type { FeatureSet } from './featureSet';
import type { FileInput } from './input';
import type { Completion } from './results';

/** Comments that silence rules; their ids are completed in XML files. */
export const suppressionFeatures: FeatureSet = { name: 'suppressions', completions: ruleIdsAt };

/** Ids behind `session-timeline-disable…` in a comment. */
function ruleIdsAt({ file }: Pick<FileInput, 'file'>, offset: number): Completion[] {
  if (!isXml(file) || nodeAt(xmlOf(file), offset).node.kind !== 'comment') return [];
  const { text } = file;
  const line = text.slice(text.lastIndexOf('<!--', offset), offset);
  const match = /session-timeline-disable(?:-next-line)?[\s,][^<>]*?([a-z0-9-]*)$/.exec(line);
  if (!match) return [];
  const span = { start: offset - match[1]!.length, end: offset };
  return rules.map(({ id, title, explains }) => ({
    label: id,
    kind: 'rule',
    insert: id,
    span,
    detail: title,
    documentation: explains,
  }));
}

/** A comment that silences a rule for the line of a finding, or for its file. */
export function suppressionFixes(file: ParsedFile, finding: Finding): Fix[] {
  return isXml(file) ? inXml(file, finding) : inCode(file, finding);
}

/** C# and JSON: comments of a line of their own. */
function inCode({ path, text }: ParsedFile, { rule, at }: Finding): Fix[] {
  const eol = lineEndingOf(text);
  const start = text.lastIndexOf('\n', at.span.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start))![0];
  const insert = (place: number, comment: string) => [
    { file: path, span: { start: place, end: place }, text: `${comment}${eol}` },
  ];
  return [
    {
      title: `Accept this here: silence ${rule} for this line`,
      edits: insert(start, `${indent}// session-timeline-disable-next-line ${rule}`),
    },
    {
      title: `Accept this in the whole file: silence ${rule}`,
      edits: insert(0, `// session-timeline-disable ${rule}`),
    },
  ];
}

function inXml(file: ParsedFile, finding: Finding): Fix[] {
  const line = linesOf(file).positionAt(lineStartOf(file, finding.at.span.start)).line;
  const start = linesOf(file).offsetAt({ line, character: 0 });
  const indent = /^[ \t]*/.exec(file.text.slice(start))![0];
  const eol = lineEndingOf(file.text);
  const first = xmlOf(file).root;
  const fixes: Fix[] = [
    {
      title: `Accept this here: silence ${finding.rule} for this line`,
      edits: [
        {
          file: file.path,
          span: { start, end: start },
          text: `${indent}<!-- session-timeline-disable-next-line ${finding.rule} -->${eol}`,
        },
      ],
    },
  ];
  if (first)
    fixes.push({
      title: `Accept this in the whole file: silence ${finding.rule}`,
      edits: [
        {
          file: file.path,
          span: { start: first.openEnd, end: first.openEnd },
          text: `${eol}${indent || '  '}<!-- session-timeline-disable ${finding.rule} -->`,
        },
      ],
    });
  return fixes;
}

/** A comment cannot stand inside a tag: the start of the element that holds the offset. */
function lineStartOf(file: ParsedFile, offset: number): number {
  let best = offset;
  const work = [...xmlOf(file).children];
  for (let node = work.pop(); node; node = work.pop()) {
    if (node.kind !== 'element' || offset < node.start || offset >= node.end) continue;
    if (offset < node.openEnd) best = node.start;
    work.push(...node.children);
  }
  return best;
}

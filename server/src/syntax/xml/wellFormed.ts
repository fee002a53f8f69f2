import { characterProblems } from './characterProblems';
import { isSpace, skipSpace, trimEnd } from './characters';
import { DECLARATION, isPlainName } from './names';
import { lineEndingOf } from './navigate';
import { type Edit, problem } from './problem';
import { TagChecker } from './tagProblems';
import type { XmlComment, XmlDoctype, XmlDocument, XmlElement, XmlInstruction, XmlNode, XmlProblem } from './tree';

/**
 * What a finished tree shows to be wrong, by XML 1.0 and Namespaces in XML 1.0. What had to be mended to make a tree
 * at all was reported by the parser. Works in one pass without recursion; linear in the text. `markupIsSound` is what
 * `sound.ts` has found out beforehand.
 */
export function wellFormednessProblems(document: XmlDocument, markupIsSound = false): XmlProblem[] {
  const problems: XmlProblem[] = [];
  if (!markupIsSound) {
    checkTopLevel(document, problems);
    checkNodes(document, problems);
  }
  characterProblems(document, problems);
  return problems;
}

function checkTopLevel(document: XmlDocument, problems: XmlProblem[]): void {
  const { text, root } = document;
  let doctype: XmlDoctype | undefined;
  for (const node of document.children) {
    if (node.kind === 'text' || node.kind === 'cdata') {
      const start = skipSpace(text, node.start === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : node.start);
      if (start >= node.end) continue;
      const end = trimEnd(text, start, node.end);
      const message = 'Text must stand inside the root element. Move it there or remove it.';
      problems.push(problem('text-outside-root', start, end, message, 'Remove the text', [start, end, '']));
    } else if (node.kind === 'element' && node !== root && node.name !== '') {
      const message = `A document has one root element, here \`<${root!.name}>\`. Move \`<${node.name}>\` into it.`;
      problems.push(problem('second-root', node.nameStart, node.nameEnd, message));
    } else if (node.kind === 'doctype') {
      if (doctype || (root && root.start < node.start)) problems.push(misplacedDoctype(node));
      else problems.push(ignoredDoctype(node));
      doctype ??= node;
    }
  }
  if (!root) problems.push(problem('no-root', 0, 0, 'There is no root element. Add one, such as `<configuration>`.'));
}

function ignoredDoctype({ start, end }: XmlDoctype): XmlProblem {
  const message = 'The document type is skipped: no entity or external file is ever read.';
  return { severity: 'information', code: 'doctype', start, end, message };
}

function misplacedDoctype({ start, end }: XmlDoctype): XmlProblem {
  const message = 'A document type may stand once, before the root element. Remove it.';
  return problem('doctype', start, end, message, 'Remove the document type', [start, end, '']);
}

function checkNodes(document: XmlDocument, problems: XmlProblem[]): void {
  const { text } = document;
  const tags = new TagChecker(document, problems);
  /** Nodes still to be seen; an element that is there a second time is left. */
  const pending: XmlNode[] = [...document.children].reverse();
  const entered: XmlElement[] = [];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === 'element') {
      if (node === entered[entered.length - 1]) {
        entered.pop();
        tags.leave(node);
        continue;
      }
      tags.enter(node);
      entered.push(node);
      pending.push(node);
      for (let i = node.children.length - 1; i >= 0; i--) pending.push(node.children[i]!);
    } else if (node.kind === 'comment') checkComment(text, node, problems);
    else if (node.kind === 'instruction') checkInstruction(document, node, problems);
    else if (node.kind === 'doctype' && node.parent.kind === 'element') problems.push(misplacedDoctype(node));
  }
}

/** XML 1.0, production 15: `--` may not stand in a comment, nor `-` at its end. */
function checkComment(text: string, comment: XmlComment, problems: XmlProblem[]): void {
  const start = comment.start + 4;
  const end = comment.end - 3;
  if (end < start || !text.startsWith('-->', end)) return;
  const first = text.indexOf('--', start);
  if (first >= end) return;
  const edits = [...text.slice(start, end).matchAll(/--+|-$/g)].map((run) => {
    const from = start + run.index;
    const to = from + run[0].length;
    return [from, to, [...run[0]].join(' ') + (to === end ? ' ' : '')] as const;
  });
  const message = 'A comment cannot hold `--`. Put a blank between the hyphens.';
  problems.push(problem('bad-comment', first, Math.min(first + 2, end), message, 'Write - -', ...edits));
}

function checkInstruction(document: XmlDocument, node: XmlInstruction, problems: XmlProblem[]): void {
  const { target } = node;
  const targetEnd = node.start + 2 + target.length;
  if (target === 'xml') {
    checkDeclaration(document, node, problems);
  } else if (target.toLowerCase() === 'xml') {
    const message = `\`<?${target}\` is reserved. Write \`<?xml\`.`;
    problems.push(
      problem('bad-name', node.start + 2, targetEnd, message, 'Write xml', [node.start + 2, targetEnd, 'xml']),
    );
  } else if (!isPlainName(target)) {
    const message = 'A name must follow `<?`, and white space the name.';
    problems.push(problem('bad-name', node.start, Math.min(targetEnd, node.end), message));
  }
}

function checkDeclaration(document: XmlDocument, node: XmlInstruction, problems: XmlProblem[]): void {
  const { text } = document;
  const first = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  if (node.start !== first) {
    const message = 'The XML declaration must be the very first thing in the file, even before white space.';
    const { title, edits } = moveToTop(text, node, first);
    problems.push(problem('misplaced-declaration', node.start, node.end, message, title, ...edits));
  }
  if (!DECLARATION.test(node.value)) {
    const message = 'The XML declaration is `<?xml version="1.0" encoding="utf-8"?>`, with its parts in this order.';
    const whole: [number, number, string] = [node.start, node.end, '<?xml version="1.0" encoding="utf-8"?>'];
    problems.push(problem('bad-declaration', node.start, node.end, message, 'Write it anew', whole));
  }
}

function moveToTop(text: string, node: XmlInstruction, first: number): { title: string; edits: Edit[] } {
  if (skipSpace(text, first) === node.start)
    return { title: 'Remove the white space before it', edits: [[first, node.start, '']] };
  if (text.startsWith('<?xml', first) && isSpace(text.charCodeAt(first + 5)))
    return { title: 'Remove it, there is one', edits: [[node.start, node.end, '']] };
  const declaration = text.slice(node.start, node.end) + lineEndingOf(text);
  return {
    title: 'Move it to the top',
    edits: [
      [first, first, declaration],
      [node.start, node.end, ''],
    ],
  };
}

const BYTE_ORDER_MARK = 0xfeff;

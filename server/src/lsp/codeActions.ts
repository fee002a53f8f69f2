import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { fixAll, isSafe } from '../features/fixAll';
import { suppressionFixes } from '../features/suppressions';
import { keyOf } from '../files/paths';
import { plainText } from '../rules/plainText';
import type { Finding, Fix } from '../rules/rule';
import { linesOf, type ParsedFile } from '../site/parsed';
import { fileIn, type Site } from '../site/site';
import type { Span } from '../syntax/text';
import { rangeOf } from './ranges';
import type { Uris } from './uris';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.sessionTimeline`;

/** Where an edit goes: the client's version of an open document, null for a file that is not open. */
export type VersionOf = (file: ParsedFile) => number | null;

export function quickFixes(
  site: Site,
  file: ParsedFile,
  findings: readonly Finding[],
  range: Span,
  diagnostics: readonly Diagnostic[],
  uris: Uris,
  versionOf: VersionOf,
): CodeAction[] {
  const actions: CodeAction[] = [];
  for (const finding of findings) {
    const { start, end } = finding.at.span;
    if (end < range.start || start > range.end) continue;
    const settles = diagnostics.filter(
      (d) => d.code === finding.rule && linesOf(file).offsetAt(d.range.start) === start,
    );
    const action = (fix: Fix, preferred: boolean): CodeAction => ({
      title: plainText(fix.title),
      kind: CodeActionKind.QuickFix,
      diagnostics: settles,
      edit: workspaceEdit(site, [fix], uris, versionOf),
      ...(preferred && { isPreferred: true }),
    });
    // Only what needs no decision is preferred: "auto fix" makes it without asking.
    (finding.fixes ?? []).forEach((fix, index) => void actions.push(action(fix, index === 0 && isSafe(finding, fix))));
    actions.push(...suppressionFixes(file, finding).map((fix) => action(fix, false)));
  }
  return actions;
}

/** Changes that nobody has to make: offered where the cursor is, with no finding behind them. */
export function refactorings(site: Site, fixes: readonly Fix[], uris: Uris, versionOf: VersionOf): CodeAction[] {
  return fixes.map((fix) => ({
    title: plainText(fix.title),
    kind: CodeActionKind.RefactorExtract,
    edit: workspaceEdit(site, [fix], uris, versionOf),
  }));
}

/**
 * One action that makes every safe fix of a file, again and again until nothing is left to do. `after` gives the
 * findings of the site with other texts in place of the files'.
 */
export async function fixAllAction(
  file: ParsedFile,
  findings: readonly Finding[],
  after: (texts: ReadonlyMap<string, string>) => Promise<readonly Finding[]>,
  uris: Uris,
  versionOf: VersionOf,
): Promise<CodeAction | undefined> {
  const inFile = (found: readonly Finding[]) => found.filter(({ at }) => keyOf(at.file) === keyOf(file.path));
  const { texts } = await fixAll({
    findings: inFile(findings),
    textOf: (path) => (keyOf(path) === keyOf(file.path) ? file.text : undefined),
    after: async (texts) => inFile(await after(texts)),
  });
  const [text] = texts.values();
  if (text === undefined) return undefined;
  return {
    title: 'Make all safe fixes of Session Timeline',
    kind: FIX_ALL,
    edit: { documentChanges: [replacement(file, text, uris, versionOf)] },
  };
}

/** The smallest single edit that turns the file into `text`. */
function replacement(file: ParsedFile, text: string, uris: Uris, versionOf: VersionOf): TextDocumentEdit {
  const old = file.text;
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start++;
  let tail = 0;
  while (
    tail < old.length - start &&
    tail < text.length - start &&
    old[old.length - 1 - tail] === text[text.length - 1 - tail]
  )
    tail++;
  const range = rangeOf(file, { start, end: old.length - tail });
  return {
    textDocument: { uri: uris.uriOf(file.path), version: versionOf(file) },
    edits: [{ range, newText: text.slice(start, text.length - tail) }],
  };
}

function workspaceEdit(site: Site, fixes: readonly Fix[], uris: Uris, versionOf: VersionOf): WorkspaceEdit {
  const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
  for (const fix of fixes) {
    const files = new Map<string, ParsedFile>();
    for (const edit of fix.edits) {
      const source = fileIn(site, edit.file);
      if (source) files.set(keyOf(edit.file), source);
    }
    for (const [key, source] of files) {
      const edits = fix.edits.filter((edit) => keyOf(edit.file) === key);
      documentChanges.push({
        textDocument: { uri: uris.uriOf(source.path), version: versionOf(source) },
        edits: edits.map((edit) => ({ range: rangeOf(source, edit.span), newText: edit.text })),
      });
    }
    if (fix.create) {
      const uri = uris.uriOf(fix.create.file);
      const start = { line: 0, character: 0 };
      documentChanges.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
      documentChanges.push({
        textDocument: { uri, version: null },
        edits: [{ range: { start, end: start }, newText: fix.create.text }],
      });
    }
  }
  return { documentChanges };
}

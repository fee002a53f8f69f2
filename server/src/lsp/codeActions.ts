import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { applyEdits, fixesTogether } from '../features/fixes';
import { suppressionFixes } from '../features/suppressions';
import { keyOf } from '../files/paths';
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
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: settles,
      edit: workspaceEdit(site, [fix], uris, versionOf),
      ...(preferred && { isPreferred: true }),
    });
    (finding.fixes ?? []).forEach((fix, index) => void actions.push(action(fix, index === 0)));
    actions.push(...suppressionFixes(file, finding).map((fix) => action(fix, false)));
  }
  return actions;
}

/** Changes that nobody has to make: offered where the cursor is, with no finding behind them. */
export function refactorings(site: Site, fixes: readonly Fix[], uris: Uris, versionOf: VersionOf): CodeAction[] {
  return fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.RefactorExtract,
    edit: workspaceEdit(site, [fix], uris, versionOf),
  }));
}

/**
 * One action that settles a file: the first fix of every finding in it, again and again until nothing is left to do.
 * `after` gives the findings of the site with other texts in place of the files'.
 */
export async function fixAll(
  site: Site,
  file: ParsedFile,
  findings: readonly Finding[],
  after: (texts: ReadonlyMap<string, string>) => Promise<readonly Finding[]>,
  uris: Uris,
  versionOf: VersionOf,
): Promise<CodeAction | undefined> {
  const texts = new Map<string, string>();
  let left = findings;
  for (let round = 0; round < 10; round++) {
    // Only edits of files that are known can be shown in one edit; files to make are left to quick fixes.
    const chosen = fixesTogether(left.filter((finding) => finding.fixes?.[0] && !finding.fixes[0].create));
    if (chosen.length === 0) break;
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    for (const key of new Set(edits.map((edit) => keyOf(edit.file)))) {
      const before = texts.get(key) ?? site.sources.get(key)?.text;
      if (before !== undefined)
        texts.set(
          key,
          applyEdits(
            before,
            edits.filter((edit) => keyOf(edit.file) === key),
          ),
        );
    }
    left = (await after(texts)).filter((finding) => keyOf(finding.at.file) === keyOf(file.path));
  }
  const documentChanges: TextDocumentEdit[] = [];
  for (const [key, text] of texts) {
    const source = site.sources.get(key);
    if (source && source.text !== text) documentChanges.push(replacement(source, text, uris, versionOf));
  }
  if (documentChanges.length === 0) return undefined;
  return { title: 'Fix all Session Timeline findings', kind: FIX_ALL, edit: { documentChanges } };
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

import { DiagnosticSeverity, type Location, type Range } from 'vscode-languageserver-types';
import type { Severity } from '../rules/rule';
import { linesOf, type ParsedFile } from '../site/parsed';
import type { Span } from '../syntax/text';

export function rangeOf(file: ParsedFile, span: Span): Range {
  return { start: linesOf(file).positionAt(span.start), end: linesOf(file).positionAt(span.end) };
}

export function locationOf(uri: string, file: ParsedFile, span: Span): Location {
  return { uri, range: rangeOf(file, span) };
}

export const severityOf: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

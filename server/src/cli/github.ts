import { plainText } from '../rules/plainText';
import type { Severity } from '../rules/rule';
import type { ShownFinding } from './shownFinding';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands: GitHub Actions shows each as an annotation beside the line. */
export function github(findings: readonly ShownFinding[]): string {
  return findings.map((finding) => `${annotation(finding)}\n`).join('');
}

function annotation({
  rule,
  severity,
  message,
  file,
  line,
  column,
  endLine,
  endColumn,
  variants,
}: ShownFinding): string {
  const properties = {
    file,
    line,
    endLine,
    // Columns are taken only of what stands on one line.
    ...(line === endLine && { col: column, endColumn }),
    title: rule,
  };
  const told = Object.entries(properties).map(([name, value]) => `${name}=${escaped(String(value), true)}`);
  const where = variants && variants.length > 0 ? ` (${variants.join(', ')})` : '';
  return `::${COMMANDS[severity]} ${told.join(',')}::${escaped(plainText(message) + where, false)}`;
}

/** As `@actions/core` writes them: `escapeData`, and `escapeProperty` for what stands before the message. */
function escaped(text: string, property: boolean): string {
  const plain = text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  return property ? plain.replace(/:/g, '%3A').replace(/,/g, '%2C') : plain;
}

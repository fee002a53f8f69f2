import { rules } from '../rules/all';
import { docsOf, type Severity } from '../rules/rule';
import type { ShownFinding } from './shownFinding';
import { VERSION } from './version';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0, as code scanning services read it. */
export function sarif(findings: readonly ShownFinding[]): unknown {
  const index = new Map(rules.map((rule, at) => [rule.id, at]));
  const location = (file: string, region: object, message?: string) => ({
    physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: 'PATH' }, region },
    ...(message !== undefined && { message: { text: message } }),
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Session Timeline',
            semanticVersion: VERSION,
            informationUri: 'https://github.com/session-timeline/session-timeline',
            rules: rules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title },
              fullDescription: { text: rule.explains },
              helpUri: docsOf(rule.id),
              defaultConfiguration: { level: LEVELS[rule.severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => {
          const { line, column, endLine, endColumn } = finding;
          return {
            ruleId: finding.rule,
            ruleIndex: index.get(finding.rule),
            level: LEVELS[finding.severity],
            message: { text: finding.message },
            locations: [location(finding.file, { startLine: line, startColumn: column, endLine, endColumn })],
            ...(finding.related.length > 0 && {
              relatedLocations: finding.related.map((r) =>
                location(r.file, { startLine: r.line, startColumn: r.column }, r.message),
              ),
            }),
            ...(finding.variants && { properties: { variants: finding.variants } }),
          };
        }),
      },
    ],
  };
}

/** A relative reference (RFC 3986): `#` and `?` are letters of a file's name, and `C:` must not look like a scheme. */
function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}

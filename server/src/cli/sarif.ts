import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { FilePath } from '../files/files';
import { rules } from '../rules/all';
import { plainText } from '../rules/plainText';
import type { Rule, Severity } from '../rules/rule';
import type { Region, ShownFinding } from './shownFinding';
import { VERSION } from './version';

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** A finding and the folder that its files are relative to. */
export interface RootedFinding extends ShownFinding {
  readonly base: FilePath;
}

/** SARIF 2.1.0, as code scanning services read it. */
export function sarif(findings: readonly RootedFinding[]): unknown {
  const index = new Map(rules.map((rule, at) => [rule.id, at]));
  const bases = [...new Set(findings.map(({ base }) => base))].sort();
  const fingerprint = fingerprints();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Session Timeline', semanticVersion: VERSION, rules: rules.map(descriptor) },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: Object.fromEntries(bases.map((base, i) => [baseId(i), { uri: folderUri(base) }])),
        results: findings.map((finding) => result(finding, baseId(bases.indexOf(finding.base)))),
      },
    ],
  };

  function result(finding: RootedFinding, uriBaseId: string) {
    const artifact = (file: string) => ({ uri: uriOf(file), uriBaseId });
    const location = (file: string, region: object, message?: string) => ({
      physicalLocation: { artifactLocation: artifact(file), region },
      ...(message !== undefined && { message: { text: plainText(message) } }),
    });
    const fixes = finding.fixes.flatMap(({ title, edits, ...rest }) => {
      // Only files that are there can be changed (SARIF 2.1.0, 3.56).
      const changes = edits.flatMap((edit) => ('create' in edit ? [] : edit));
      if (changes.length === 0 || changes.length < edits.length) return [];
      const files = [...new Set(changes.map(({ file }) => file))];
      return {
        description: { text: title },
        artifactChanges: files.map((file) => ({
          artifactLocation: artifact(file),
          replacements: changes
            .filter((change) => change.file === file)
            .map((change) => ({ deletedRegion: regionOf(change), insertedContent: { text: change.text } })),
        })),
        ...(Object.keys(rest).length > 0 && { properties: rest }),
      };
    });
    return {
      ruleId: finding.rule,
      ruleIndex: index.get(finding.rule),
      level: LEVELS[finding.severity],
      message: { text: plainText(finding.message) },
      locations: [location(finding.file, regionOf(finding))],
      ...(finding.related.length > 0 && {
        relatedLocations: finding.related.map((r) =>
          location(r.file, { startLine: r.line, startColumn: r.column }, r.message),
        ),
      }),
      partialFingerprints: { 'sessionTimeline/v1': fingerprint(finding) },
      ...(fixes.length > 0 && { fixes }),
      ...(finding.variants && { properties: { variants: finding.variants } }),
    };
  }
}

function descriptor(rule: Rule) {
  const text = `${rule.explains}\n\nSource: ${rule.source}`;
  const examples = `\n\nFound in:\n\n\`\`\`xml\n${rule.examples.bad.trim()}\n\`\`\`\n\nNot in:\n\n\`\`\`xml\n${rule.examples.good.trim()}\n\`\`\``;
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.explains },
    help: { text, markdown: `${text}${examples}` },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { tags: [rule.system] },
  };
}

/**
 * What stays the same while other lines come and go and values change: rule, file and message without its numbers; the
 * second of two alike is counted. No text of the file is in it, so none of its secrets.
 */
function fingerprints(): (finding: ShownFinding) => string {
  const seen = new Map<string, number>();
  return ({ rule, file, message }) => {
    const key = JSON.stringify([rule, file.toLowerCase(), message.replace(NUMBERS, '#')]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return createHash('sha256').update(`${key}${before}`).digest('hex').slice(0, 32);
  };
}

/** `30`, `30 min`, `1 h 30 min`. */
const NUMBERS = /\d+(?: (?:s|min|h|days?)\b)?(?: \d+ (?:s|min|h|days?)\b)*/g;

function regionOf({ line, column, endLine, endColumn }: Region) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Most runs look at one repository. */
function baseId(index: number): string {
  return index === 0 ? 'SRCROOT' : `SRCROOT${index + 1}`;
}

/** With a slash at its end, as the format wants it of a folder (3.14.14). */
function folderUri(folder: FilePath): string {
  return pathToFileURL(`${folder}/`).href;
}

/** A relative reference (RFC 3986): `#` and `?` are letters of a file's name, and `C:` must not look like a scheme. */
function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}

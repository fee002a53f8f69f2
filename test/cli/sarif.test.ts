import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { folderOf, run } from './run';
import { SHOP } from './shop';

/** The committee's schema, as Microsoft's own test matcher carries it. */
const SCHEMA = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

interface Artifact {
  uri: string;
  uriBaseId: string;
}

interface Log {
  runs: {
    tool: { driver: { rules: { id: string; help: { text: string; markdown: string } }[] } };
    originalUriBaseIds: Record<string, { uri: string }>;
    results: {
      ruleId: string;
      ruleIndex: number;
      message: { text: string };
      locations: { physicalLocation: { artifactLocation: Artifact; region: Region } }[];
      partialFingerprints: Record<string, string>;
      fixes?: {
        description: { text: string };
        artifactChanges: {
          artifactLocation: Artifact;
          replacements: { deletedRegion: Region; insertedContent: { text: string } }[];
        }[];
      }[];
    }[];
  }[];
}

function problemsOf(log: unknown): unknown[] {
  // The schema has a pattern that only the lenient reading of regular expressions takes.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const valid = ajv.compile(JSON.parse(fs.readFileSync(SCHEMA, 'utf8')));
  return valid(log) ? [] : (valid.errors ?? []);
}

describe('command line: SARIF', () => {
  let repository = '';
  const checked = (from: string, ...args: string[]) =>
    run(path.join(repository, from), 'check', ...args, '--format', 'sarif').json<Log>();
  before(() => {
    repository = folderOf(SHOP.replaceAll('//- shop/', '//- src/the shop #1/'));
    fs.mkdirSync(path.join(repository, '.git'));
  });
  after(() => fs.rmSync(repository, { recursive: true }));

  it('is valid against the schema of the standard, which tells good from bad', () => {
    const log = checked('.', '.');
    assert.ok(log.runs[0]!.results.some(({ fixes }) => fixes));
    assert.deepEqual(problemsOf(log), []);
    const spoiled = structuredClone(log);
    spoiled.runs[0]!.results[0]!.locations[0]!.physicalLocation.region.startLine = 0;
    assert.notDeepEqual(problemsOf(spoiled), []);
  });

  it('is valid without a finding', () => {
    const folder = folderOf('//- Web.config\n<configuration />\n');
    assert.deepEqual(problemsOf(run(folder, 'check', '.', '--format', 'sarif').json()), []);
    fs.rmSync(folder, { recursive: true });
  });

  it('names files relative to the repository, whatever PATH and working directory', () => {
    const [whole, part, file] = [
      checked('.', '.'),
      checked('src', 'the shop #1'),
      checked('src', 'the shop #1/Web.config'),
    ].map((log) => log.runs[0]!);
    for (const { results, originalUriBaseIds } of [whole!, part!, file!]) {
      const { uri, uriBaseId } = results[0]!.locations[0]!.physicalLocation.artifactLocation;
      assert.equal(uri, 'src/the%20shop%20%231/Web.config');
      const base = originalUriBaseIds[uriBaseId]!.uri;
      assert.match(base, /^file:\/\/\/.*\/$/);
      assert.ok(fs.existsSync(fileURLToPath(new URL(uri, base))));
    }
    assert.deepEqual(part!.results, whole!.results);
  });

  it('explains each rule', () => {
    const { driver } = checked('.', '.').runs[0]!.tool;
    for (const { id, help } of driver.rules) assert.ok(help.text.length > 40 && help.markdown.includes('```xml'), id);
  });

  it('knows a finding again after lines came in above and a value changed', () => {
    const before = checked('.', '.').runs[0]!.results;
    const marks = before.map(({ ruleId, partialFingerprints }) => `${ruleId} ${Object.values(partialFingerprints)[0]}`);
    assert.equal(new Set(marks).size, marks.length, 'no two are alike');
    const file = path.join(repository, 'src/the shop #1/Web.config');
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, `<!-- a line -->\n${text.replace('timeout="30"', 'timeout="31"')}`);
    const after = checked('.', '.').runs[0]!.results;
    fs.writeFileSync(file, text);
    assert.deepEqual(
      after.map(({ ruleId, partialFingerprints }) => `${ruleId} ${Object.values(partialFingerprints)[0]}`),
      marks,
    );
  });

  it('has fixes that do what the command itself would do', () => {
    const { results, originalUriBaseIds } = checked('.', '.').runs[0]!;
    const changed = results.flatMap(({ fixes }) => fixes ?? []).flatMap(({ artifactChanges }) => artifactChanges);
    assert.ok(changed.length > 0);
    for (const { artifactLocation, replacements } of changed) {
      const base = originalUriBaseIds[artifactLocation.uriBaseId]!.uri;
      const lines = fs.readFileSync(fileURLToPath(new URL(artifactLocation.uri, base)), 'utf8').split('\n');
      for (const { deletedRegion } of replacements) {
        assert.ok(deletedRegion.endLine <= lines.length);
        assert.ok(deletedRegion.endColumn <= lines[deletedRegion.endLine - 1]!.length + 1);
      }
    }
    const longer = results.find(({ ruleId }) => ruleId === 'auth-outlives-session-data')!.fixes![0]!;
    const { deletedRegion } = longer.artifactChanges[0]!.replacements[0]!;
    assert.deepEqual(deletedRegion, { startLine: 6, startColumn: 28, endLine: 6, endColumn: 30 });
  });
});

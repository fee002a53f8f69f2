import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { folderOf, run } from './run';
import { type Checked, inShop, SHOP } from './shop';

describe('command line: check', () => {
  const shop = inShop();
  it('prints findings with places, related places and fixes, as promised', () => {
    const { code, json } = run(shop(), 'check', '.', '--format', 'json');
    const result = json<Checked>();
    assert.equal(code, 1);
    assert.equal(result.schema, 1);
    assert.deepEqual(result.sites, [{ root: 'shop', stack: 'framework', variants: ['Release'] }]);
    const finding = result.findings.find(({ rule }) => rule === 'auth-outlives-session-data')!;
    assert.deepEqual(
      { ...finding, message: undefined, fixes: undefined },
      {
        rule: 'auth-outlives-session-data',
        severity: 'warning',
        message: undefined,
        file: 'shop/Web.config',
        line: 4,
        column: 23,
        endLine: 4,
        endColumn: 25,
        related: [{ file: 'shop/Web.config', line: 6, column: 28, message: 'Session data lasts 20 min' }],
        fixes: undefined,
      },
    );
    const [edit] = finding.fixes[0]!.edits;
    const text = fs.readFileSync(path.join(shop(), 'shop/Web.config'), 'utf8');
    assert.ok(edit && 'offset' in edit);
    assert.equal(text.slice(edit.offset, edit.offset + edit.length), '30');
  });

  it('says in which variants a finding holds', () => {
    const all = run(shop(), 'check', '.', '--format', 'json').json<Checked>();
    assert.deepEqual(all.findings.find(({ rule }) => rule === 'execution-timeout-dead')?.variants, []);
    const release = run(shop(), 'check', '.', '--variant', 'Release', '--format', 'json').json<Checked>();
    assert.ok(!release.findings.some(({ rule }) => rule === 'execution-timeout-dead'));
  });

  it('gives the same bytes twice, flags before or after paths', () => {
    const first = run(shop(), 'check', '.', '--format', 'json').out;
    assert.equal(run(shop(), '--format=json', 'check', '.').out, first);
  });

  it('fails on what is asked for', () => {
    assert.equal(run(shop(), 'check', '.', '--fail-on', 'error').code, 0);
    assert.equal(run(shop(), 'check', '.', '--fail-on', 'never').code, 0);
    assert.equal(run(shop(), 'check', '.', '--fail-on', 'hint').code, 1);
  });

  it('looks at one file when PATH is a file, relative to its shop()', () => {
    const { findings } = run(shop(), 'check', 'shop/Web.config', '--format', 'json').json<Checked>();
    assert.ok(findings.length > 0);
    assert.ok(findings.every(({ file }) => file === 'Web.config'));
  });

  it('writes SARIF 2.1.0 with its rules', () => {
    const sarif = run(shop(), 'check', '.', '--format', 'sarif').json<{
      version: string;
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; ruleIndex: number; locations: object[] }[];
      }[];
    }>();
    assert.equal(sarif.version, '2.1.0');
    const [first] = sarif.runs;
    for (const result of first!.results) assert.equal(first!.tool.driver.rules[result.ruleIndex]!.id, result.ruleId);
    assert.ok(first!.results.length > 0);
  });

  it('fixes until nothing changes, says what it did, and keeps bytes it need not touch', () => {
    const copy = folderOf(SHOP);
    const file = path.join(copy, 'shop/Web.config');
    fs.writeFileSync(file, `\ufeff${fs.readFileSync(file, 'utf8').replace(/\n/g, '\r\n')}`);
    const { out, code } = run(copy, 'check', '.', '--fix');
    assert.equal(code, 0, out);
    assert.match(out, /^Fixed shop\/Web\.config: /m);
    const text = fs.readFileSync(file, 'utf8');
    assert.ok(text.startsWith('\ufeff') && !/[^\r]\n/.test(text), 'byte order mark and line ends are kept');
    assert.match(text, /<forms timeout="40" \/>/);
    assert.match(text, /<sessionState timeout="40" \/>/);
    assert.match(text, /<compilation debug="false" \/>/);
    fs.rmSync(copy, { recursive: true });
  });
});

describe('command line: check --fix', () => {
  const WRONG = '<configuration><system.web><sessionState timeout="00:20:00" /></system.web></configuration>';
  const RIGHT = WRONG.replace('00:20:00', '20');
  const declared = (encoding: string, letter: number) =>
    Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><!-- `),
      Buffer.from([letter]),
      Buffer.from(` -->${WRONG}`),
    ]);

  it('writes a file in the encoding it was read in', () => {
    const copy = folderOf('//- a/Web.config\n<a/>\n//- b/Web.config\n<a/>\n//- c/Web.config\n<a/>');
    const file = (site: string) => path.join(copy, site, 'Web.config');
    const western = declared('windows-1252', 0xe9);
    const wide = Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-16"?><!-- é -->${WRONG}`, 'utf16le');
    fs.writeFileSync(file('a'), western);
    fs.writeFileSync(file('b'), wide);
    fs.writeFileSync(file('c'), declared('shift_jis', 0xb1));
    const { error } = run(copy, 'check', '.', '--fix');
    const mended = (bytes: Buffer, encoding: BufferEncoding) =>
      Buffer.from(bytes.toString(encoding).replace('00:20:00', '20'), encoding);
    assert.deepEqual(fs.readFileSync(file('a')), mended(western, 'latin1'));
    assert.deepEqual(fs.readFileSync(file('b')), mended(wide, 'utf16le'));
    assert.deepEqual(fs.readFileSync(file('c')), declared('shift_jis', 0xb1), 'what cannot be written is left alone');
    assert.match(error, /^c\/Web\.config is not fixed: .*cannot be written in the encoding of the file\.$/m);
    fs.rmSync(copy, { recursive: true });
  });

  it('keeps a byte that is no UTF-8', () => {
    const copy = folderOf('//- a/Web.config\n<a/>');
    const file = path.join(copy, 'a/Web.config');
    const marked = (text: string) =>
      Buffer.concat([
        Buffer.from([0xef, 0xbb, 0xbf]),
        Buffer.from('<!-- '),
        Buffer.from([0xe9]),
        Buffer.from(` -->${text}`),
      ]);
    fs.writeFileSync(file, marked(WRONG));
    run(copy, 'check', '.', '--fix');
    assert.deepEqual(fs.readFileSync(file), marked(RIGHT));
    fs.rmSync(copy, { recursive: true });
  });
});

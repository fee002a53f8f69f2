import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { folderOf, run } from './run';
import { type Checked, inShop, SHOP, XDT } from './shop';

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
    assert.equal(text.slice(edit.offset, edit.offset + edit.length), '20');
    assert.deepEqual([edit.line, edit.column], [6, 28]);
  });

  it('says in which variants a finding holds', () => {
    const folder = folderOf(
      SHOP.replace('debug="false" xdt:Transform="SetAttributes"', 'xdt:Transform="RemoveAttributes(debug)"').replace(
        '<compilation debug="true" />',
        '<authorization><deny users="?" /></authorization><compilation debug="true" />',
      ),
    );
    fs.writeFileSync(
      path.join(folder, 'shop/Web.Live.config'),
      `<configuration ${XDT}><system.web><sessionState timeout="30" xdt:Transform="SetAttributes" /></system.web></configuration>`,
    );
    const variantsOf = (...args: string[]) =>
      run(folder, 'check', '.', '--format', 'json', ...args)
        .json<Checked>()
        .findings.find(({ rule }) => rule === 'auth-outlives-session-data')?.variants;
    assert.deepEqual(variantsOf(), ['as-written', 'Release']);
    assert.equal(variantsOf('--variant', 'Release'), undefined);
    fs.rmSync(folder, { recursive: true });
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

  it('changes nothing of the shop: how long it lasts is for a person to say', () => {
    const copy = folderOf(SHOP);
    const file = path.join(copy, 'shop/Web.config');
    const before = fs.readFileSync(file);
    const { out } = run(copy, 'check', '.', '--fix');
    assert.doesNotMatch(out, /^Fixed/m);
    assert.deepEqual(fs.readFileSync(file), before);
    fs.rmSync(copy, { recursive: true });
  });

  it('marks the fixes that are safe', () => {
    const copy = folderOf(WORDS);
    const { findings } = run(copy, 'check', '.', '--format', 'json').json<Checked>();
    const safe = (rule: string) => findings.find((finding) => finding.rule === rule)!.fixes.map((fix) => fix.safe);
    assert.deepEqual(safe('enum-case'), [true]);
    assert.deepEqual(safe('sliding-expiration-off'), [false]);
    fs.rmSync(copy, { recursive: true });
  });
});

/** A site with two mistakes that are mended without asking, and one that somebody has to decide. */
const WORDS = `//- shop/Web.config
<configuration>
  <system.web>
    <authentication mode="Forms">
      <forms timeout="01:00:00" slidingExpiration="false" />
    </authentication>
    <sessionState mode="stateserver" timeout="20" />
  </system.web>
</configuration>
`;

describe('command line: fixes', () => {
  const fixed = (...args: string[]) => {
    const copy = folderOf(WORDS);
    const file = path.join(copy, 'shop/Web.config');
    fs.writeFileSync(file, `\ufeff${fs.readFileSync(file, 'utf8').replace(/\n/g, '\r\n')}`);
    const result = run(copy, 'check', '.', ...args);
    const text = fs.readFileSync(file, 'utf8');
    const apply = (diff: string) => {
      fs.writeFileSync(path.join(copy, 'change.diff'), diff);
      execFileSync('git', ['apply', 'change.diff'], { cwd: copy });
      return fs.readFileSync(file, 'utf8');
    };
    return { ...result, text, apply };
  };

  it('says what it did, keeps bytes it need not touch, and leaves choices alone', () => {
    const { out, text } = fixed('--fix');
    assert.match(out, /^Fixed shop\/Web\.config: /m);
    assert.ok(text.startsWith('\ufeff') && !/[^\r]\n/.test(text), 'byte order mark and line ends are kept');
    assert.match(text, /<forms timeout="60" slidingExpiration="false" \/>/);
    assert.match(text, /<sessionState mode="StateServer" timeout="20" \/>/);
  });

  it('makes the first choice of a rule that is named', () => {
    const { text } = fixed('--fix-rule', 'sliding-expiration-off');
    assert.match(text, /<forms timeout="60" slidingExpiration="true" \/>/);
    assert.match(text, /timeout="20"/);
  });

  it('shows a unified diff instead, which does the same when it is applied', () => {
    const { out, text, apply } = fixed('--fix', '--dry-run');
    assert.match(text, /mode="stateserver"/);
    assert.match(out, /^--- a\/shop\/Web\.config\n\+\+\+ b\/shop\/Web\.config\n@@ -\d/);
    assert.equal(apply(out), fixed('--fix').text);
    const { diff } = fixed('--fix', '--dry-run', '--format', 'json').json<{ diff: string }>();
    assert.equal(diff, out);
  });

  it('knows no rule by a name that it has not, and says which is near', () => {
    const { code, error, text } = fixed('--fix-rule', 'sliding-expiration-of');
    assert.equal(code, 2);
    assert.match(error, /No rule is called "sliding-expiration-of": did you mean sliding-expiration-off\?/);
    assert.match(text, /stateserver/);
  });
});

describe('command line: check --fix', () => {
  const WRONG = '<configuration><system.web><sessionState timeout="00:20:00" /></system.web></configuration>';
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

  it('leaves a file with a byte that is no UTF-8 alone', () => {
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
    assert.deepEqual(fs.readFileSync(file), marked(WRONG));
    fs.rmSync(copy, { recursive: true });
  });
});

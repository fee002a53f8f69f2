import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { folderOf, ROOT, run } from './run';
import { type Checked, inShop, SHOP } from './shop';

describe('command line: what cannot be run', () => {
  const shop = inShop();
  it('is exit 2 with one line on stderr', () => {
    for (const args of [
      ['check', 'nowhere'],
      ['check', '.', '--colour'],
      ['dance'],
      ['check'],
      [],
      ['check', '.', '--format', 'yaml'],
      ['check', '.', '--variant', 'Nope'],
      ['timeline', '.', '--clicks', 'soon'],
      ['timeline', '.', '--clicks', '0,99999999999999999999'],
      ['check', ''],
      ['check', '.', '--application-host', 'nowhere.config'],
      ['check', '.', '--application-host', 'shop'],
      ['rules', 'shop'],
      ['lsp'],
    ]) {
      const { code, out, error } = run(shop(), ...args);
      assert.equal(code, 2, args.join(' '));
      assert.equal(out, '', args.join(' '));
      assert.equal(error.trim().split('\n').length, 1, error);
    }
  });

  it('is no fault when the reader has enough', () => {
    const command = `"${process.execPath}" "${path.join(ROOT, 'dist/cli.js')}" settings . --format json | head -c 10`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: shop(), encoding: 'utf8' });
    assert.deepEqual([stdout, stderr], ['{\n  "schem', '']);
  });

  it('knows help and version', () => {
    assert.match(run(shop(), '--version').out, /^\d+\.\d+\.\d+\n$/);
    assert.match(run(shop(), 'check', '--help').out, /session-timeline/);
  });
});

describe('command line: bad input', () => {
  it('is said on stderr, and the sites beside it are checked', () => {
    const copy = folderOf(SHOP);
    const write = (file: string, content: string | Uint8Array) => {
      fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
      fs.writeFileSync(path.join(copy, file), content);
    };
    write('binary/Web.config', new Uint8Array([0x4d, 0x5a, 0, 0, 1, 2, 3]));
    write('empty/Web.config', '');
    write('half/Web.config', '<configuration><system.web><sessionState timeout="');
    write('deep/Web.config', `<configuration>${'<a>'.repeat(100_000)}`);
    write('huge/Web.config', `<configuration>${'<add key="a" value="b" />\n'.repeat(2_100_000)}</configuration>`);
    write(
      'twice/Web.config',
      '<configuration><system.web><sessionState timeout="1" /><sessionState timeout="2" /></system.web></configuration>',
    );
    write(
      'doctype/Web.config',
      '<!DOCTYPE c [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><configuration>&b;</configuration>',
    );
    write(
      'lying/Web.config',
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="utf-8"?><configuration><!-- '),
        Buffer.from([0xe9, 0xff]),
        Buffer.from(' --></configuration>'),
      ]),
    );
    const { code, json, error } = run(copy, 'check', '.', '--format', 'json');
    const { findings } = json<Checked>();
    assert.equal(code, 1);
    assert.match(error, /^huge\/Web\.config is not looked at: .*(MB|million)/m);
    const rulesOf = (folder: string) =>
      findings.filter(({ file }) => file.startsWith(`${folder}/`)).map(({ rule }) => rule);
    assert.ok(rulesOf('shop').includes('auth-outlives-session-data'));
    assert.deepEqual(rulesOf('half'), ['file-not-understood']);
    assert.deepEqual(rulesOf('binary'), ['file-encoding']);
    assert.ok(rulesOf('twice').length > 0);
    assert.ok(rulesOf('doctype').length > 0);
    assert.ok(rulesOf('lying').length > 0, 'a wrong encoding is said');
    fs.rmSync(copy, { recursive: true });
  });
});

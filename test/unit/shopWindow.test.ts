import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';
import { deadLinks, pages } from '../../scripts/docs/links';
import { noticesFor } from '../../scripts/notices.mjs';
import { packagedReadme } from '../../scripts/packagedReadme';
import { ROOT } from '../../scripts/place';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** What people see before they see the product at work. */
describe('The shop window', () => {
  it('has no page with a link that leads nowhere', () => {
    const all = pages();
    assert.ok(
      all.length > 100 && all.includes('README.md') && all.includes('docs/rules/auth-outlives-session-data.md'),
    );
    assert.deepEqual(all.flatMap(deadLinks), []);
  });

  it('names no repository of ours, as long as the manifest names none', () => {
    assert.ok(!('repository' in manifest));
    const naming = [...pages(), 'package.json'].filter((page) => /github\.com\/session-timeline/.test(read(page)));
    assert.deepEqual(naming, []);
  });

  it('says what is new in this version', () => {
    assert.match(read('CHANGELOG.md'), new RegExp(`^## ${manifest.version.replaceAll('.', '\\.')}$`, 'm'));
  });

  it('has a README for the extension’s details: a drawing where pictures cannot show, no link to a file', () => {
    const packaged = packagedReadme(read('README.md'));
    assert.doesNotMatch(packaged, /!\[|\]\((?!https?:|#)/);
    assert.match(packaged, /```text\nminutes after sign-in/);
    assert.match(packaged, /\| auth-outlives-session-data \|/);
  });

  it('lets the pages of rules, the sample and the licences travel', () => {
    const allowed = read('.vscodeignore').split('\n');
    for (const what of ['!docs/rules/*.md', '!samples/**', '!dist/THIRD-PARTY-NOTICES.txt', '!dist/README.md'])
      assert.ok(allowed.includes(what), what);
  });

  it('opens every file of the sample', () => {
    const listed = /const FILES = \[([\s\S]*?)\];/.exec(read('client/src/sample.ts'))![1]!;
    const named = [...listed.matchAll(/'([^']+)'/g)].map(([, file]) => file!);
    const there = readdirSync(path.join(ROOT, 'samples'), { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(path.join(ROOT, 'samples', file)).isFile())
      .map((file) => file.replace(/\\/g, '/'));
    assert.deepEqual(named.sort(), there.sort());
  });

  it('gives the licence of everything bundled, once, and of nothing else', () => {
    const preact = 'node_modules/preact/dist/preact.module.js';
    const text = noticesFor([preact, 'client/webview/main.tsx', preact, 'node_modules/xpath/xpath.js'], ROOT);
    assert.match(
      text,
      /^Session Timeline contains these packages:\n\n {2}preact [\d.]+ \(MIT\)\n {2}xpath [\d.]+ \(MIT\)\n\n/,
    );
    assert.equal(text.match(/Permission is hereby granted/g)?.length, 2);
  });
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';
import { ROOT } from '../../scripts/place';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:tsx?|mts|mjs|css)$/.test(name))
      .map((name) => `${folder}/${name.replace(/\\/g, '/')}`),
  );
}

function tableRows(page: string): string[][] {
  return [...page.matchAll(/^\| (.*) \|$/gm)].map(([, row]) => row!.split(' | '));
}

/** What strangers read first must be true. */
describe('The guide', () => {
  it('lists the floors of the house from the ground up, as the graph test knows them', () => {
    const listed = tableRows(read('ARCHITECTURE.md')).flatMap(([first]) =>
      [...first!.matchAll(/`([a-z]+)`/g)].map(([, floor]) => floor!),
    );
    const floors = /const FLOORS = \[([\s\S]*?)\]/.exec(read('test/unit/architecture.test.ts'))![1]!;
    const known = [...floors.matchAll(/'(\w+)'/g)].map(([, floor]) => floor!);
    assert.deepEqual(listed.filter((floor) => known.includes(floor)).slice(0, known.length), known);
  });

  it('names only files and folders that are there', () => {
    const missing = ['ARCHITECTURE.md', 'CONTRIBUTING.md'].flatMap((page) =>
      [...read(page).matchAll(/`((?:server|client|scripts|test|docs|samples)\/[\w./-]+)`/g)]
        .map(([, file]) => file!)
        .filter((file) => !/PART/.test(file) && !existsSync(path.join(ROOT, file)))
        .map((file) => `${page}: ${file}`),
    );
    assert.deepEqual(missing, []);
  });

  it('names only scripts that there are, and every script that people run', () => {
    const named = [...read('CONTRIBUTING.md').matchAll(/(?:`|^)npm (?:run )?([a-z:]+)/gm)].map(([, name]) => name!);
    const scripts = Object.keys(manifest.scripts);
    assert.deepEqual(
      named.filter((name) => name !== 'ci' && !scripts.includes(name)),
      [],
    );
    const unnamed = scripts.filter((name) => !named.includes(name) && !/^(?:types|lint|vscode:prepublish)$/.test(name));
    assert.deepEqual(unnamed, []);
  });

  it('shows a setting and a rule as they are', () => {
    const contributing = read('CONTRIBUTING.md');
    const file = /`(server\/src\/settings\/aspnet\/\w+\.ts)`/.exec(contributing)![1]!;
    for (const line of ["default: '20',", 'literal: MINUTES_OR_INFINITE,', "drives: 'sessionData',"])
      assert.ok(contributing.includes(line) && read(file).includes(line), line);
    const rule = read('server/src/rules/iis/idleActionUnused.ts');
    const [shown] = /export default rule\(\{\n([\s\S]*?) {2}explains/.exec(contributing)!.slice(1);
    assert.ok(rule.includes(shown!), shown);
  });

  it('is what comments cite: the page is there, and the heading', () => {
    const wrong: string[] = [];
    let cited = 0;
    for (const file of sources('server', 'client', 'scripts', 'test'))
      for (const [whole, page, heading] of read(file).matchAll(
        /\b(docs\/[\w/-]+\.md)(?:, ([A-Z][\w .-]*?\w))?(?=[);:.`'"]|$)/gm,
      )) {
        if (/[*$]/.test(whole) || file.endsWith('guide.test.ts')) continue;
        cited++;
        const there = existsSync(path.join(ROOT, page!));
        if (!there || (heading && !new RegExp(`^#+ ${heading}`, 'm').test(read(page!))))
          wrong.push(`${file}: ${whole}`);
      }
    assert.ok(cited > 20, `${cited} citations`);
    assert.deepEqual(wrong, []);
  });

  it('cites nothing that is not in the repository', () => {
    const outside = [
      ...sources('server', 'client', 'scripts'),
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
    ].filter((file) => /\.\.\/shared|(?<![\w.])\/work\//.test(read(file).replace(/'\.\.\/shared\/corpus'/, '')));
    assert.deepEqual(outside, []);
  });
});

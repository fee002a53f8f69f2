import assert from 'node:assert/strict';
import { generatedFiles, read } from '../../../scripts/docs/generated';
import { fileNameOfRule, ruleFiles } from '../../../scripts/docs/ruleList';
import { CONFIG_PROBLEM_CODES } from '../../../server/src/config/aspnet/problem';
import { rules, rulesByFolder } from '../../../server/src/rules/all';
import { FOR_EVERY_SITE } from '../../../server/src/rules/run';
import { siteParts } from '../../../server/src/site/parts';

describe('The rules', () => {
  it('are in order of id, each once', () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
  });

  it('lie in files of their names, one in each', () => {
    const files = ruleFiles();
    for (const { folder, name } of files) {
      const inFolder = rulesByFolder[folder as keyof typeof rulesByFolder];
      const own = inFolder.filter(({ id }) => fileNameOfRule(id) === name);
      assert.equal(own.length, 1, `${folder}/${name}.ts holds one rule, called ${name} in kebab case`);
    }
    assert.equal(files.length, rules.length);
  });

  it('lie in the folder of a part, or of what every site has', () => {
    const parts = new Set(siteParts.map(({ key }) => key.id));
    for (const folder of Object.keys(rulesByFolder))
      assert.ok(FOR_EVERY_SITE.has(folder) !== parts.has(folder), folder);
  });

  it('leave no code of the configuration system out', () => {
    const ids = new Set(rules.map(({ id }) => id));
    assert.deepEqual(
      CONFIG_PROBLEM_CODES.filter((code) => !ids.has(code)),
      [],
    );
  });

  it('have ids in kebab case of at most 36 characters', () => {
    for (const { id } of rules) {
      assert.match(id, /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
      assert.ok(id.length <= 36, `${id}: ${id.length}`);
    }
  });

  it('have titles that start with a capital and have no full stop', () => {
    for (const { id, title } of rules) {
      assert.match(title, /^[A-Z].*[^.!?]$/, id);
      assert.ok(title.length <= 80, `${id}: ${title.length} characters`);
    }
    const titles = rules.map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length);
  });

  it('have explanations that end with a full stop, and sources', () => {
    for (const { id, explains, source } of rules) {
      assert.match(explains, /^[A-Z`a-z].*\.$/s, id);
      assert.doesNotMatch(explains, /\n| {2}|TODO/, id);
      assert.match(source, /[^.]$/, id);
    }
  });

  it('have examples', () => {
    for (const { id, examples } of rules) {
      assert.ok(examples.bad.trim() && examples.good.trim(), id);
      assert.notEqual(examples.bad, examples.good, id);
    }
  });

  it('have pages, tables and a schema that are up to date (npm run docs)', async () => {
    const stale = [...(await generatedFiles())].filter(([file, text]) => read(file) !== text).map(([file]) => file);
    assert.deepEqual(stale, []);
  });
});

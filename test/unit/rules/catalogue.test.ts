import assert from 'node:assert/strict';
import { generatedFiles, read } from '../../../scripts/docs/generated';
import { rules } from '../../../server/src/rules/all';

describe('The rules', () => {
  it('are in order of id, each once', () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
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

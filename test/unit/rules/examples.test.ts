import assert from 'node:assert/strict';
import { rules } from '../../../server/src/rules/all';
import type { Finding, Rule } from '../../../server/src/rules/rule';
import { parseFixture } from '../fixture';
import { findingsIn, workspaceOf } from '../sites';
import { badOnes, fixed, type Texts } from './fixing';

/** Every rule against its own examples: what the documentation shows is what happens. */
for (const rule of rules) {
  describe(`Rule ${rule.id}`, () => {
    const bad = parseFixture(rule.examples.bad).files;

    it('makes its finding on the bad example', async () => {
      const found = await of(rule, bad);
      assert.notEqual(found.length, 0);
      for (const finding of found) checkWording(finding);
    });

    it('makes none on the good example, nor does any rule an error', async () => {
      const all = findingsIn(await workspaceOf(rule.examples.good, rule.examples.options));
      assert.deepEqual(
        all.filter((finding) => finding.rule === rule.id || finding.severity === 'error').map(({ message }) => message),
        [],
      );
    });

    it(rule.fixable ? 'has fixes that settle it and break nothing else' : 'has no fix, as it says', async () => {
      const before = findingsIn(await workspaceOf(bad, rule.examples.options));
      const known = new Set(before.map(({ rule: id }) => id));
      let tried = 0;
      for (const finding of before.filter(({ rule: id }) => id === rule.id)) {
        for (const fix of finding.fixes ?? []) {
          tried++;
          const after = findingsIn(await workspaceOf(fixed(bad, [fix]), rule.examples.options));
          const same = after.filter((other) => other.rule === rule.id && other.message === finding.message);
          assert.deepEqual(same, [], `"${fix.title}" leaves the finding`);
          const fresh = after.filter(({ rule: id, severity }) => !known.has(id) && severity !== 'hint');
          assert.deepEqual(badOnes(fresh), [], `"${fix.title}" makes new findings`);
        }
      }
      assert.equal(tried > 0, rule.fixable);
    });
  });
}

async function of(rule: Rule, texts: Texts): Promise<Finding[]> {
  return findingsIn(await workspaceOf(texts, rule.examples.options)).filter((finding) => finding.rule === rule.id);
}

function checkWording({ message, fixes, related }: Finding): void {
  // A message may begin with the name of a file.
  assert.match(message, /^(?:[A-Z`<"]|\S+\.config).*[.]$/s, message);
  assert.doesNotMatch(message, /undefined|null|NaN|\[object|\{|\}| {2}/, message);
  for (const { title } of fixes ?? []) assert.match(title, /^[A-Z].*[^.]$/, title);
  for (const other of related ?? []) assert.match(other.message, /^[A-Z"`].*[^.]$/, other.message);
}

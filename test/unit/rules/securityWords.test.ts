import assert from 'node:assert/strict';
import { findingsIn, workspaceOf } from '../sites';

/** The safe fixes of a web.config with this in `system.web`, by title. */
async function safeFixes(inside: string): Promise<string[]> {
  const text = `<configuration><system.web>${inside}</system.web></configuration>`;
  const findings = findingsIn(await workspaceOf(new Map([['/site/Web.config', text]])));
  return findings.flatMap(({ fixes = [] }) => fixes.filter(({ safe }) => safe).map(({ title }) => title));
}

describe('A word about security', () => {
  it('that nobody could read so far is not switched on unasked', async () => {
    assert.deepEqual(await safeFixes('<compilation debug="yes" />'), []);
    assert.deepEqual(await safeFixes('<httpCookies requireSSL="1" />'), []);
  });

  it('gets its right case, and other words their meaning', async () => {
    assert.equal((await safeFixes('<sessionState mode="inproc" />')).length, 1);
    assert.equal(
      (await safeFixes('<authentication mode="Forms"><forms protection="all" /></authentication>')).length,
      1,
    );
  });
});

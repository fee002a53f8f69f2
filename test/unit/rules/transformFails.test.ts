import assert from 'node:assert/strict';
import { findingsIn, workspaceOf } from '../sites';

describe('a transform that is far from closed', () => {
  it('is told in a sentence, not in a list of all its elements', async () => {
    const findings = findingsIn(
      await workspaceOf(`//- /site/Web.config
<configuration />
//- /site/Web.Release.config
<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">${'<a>'.repeat(1000)}`),
    );
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['file-not-understood'],
    );
    assert.ok(findings[0]!.message.length < 400);
  });
});

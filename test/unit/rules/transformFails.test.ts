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
    const told = findings.filter(({ rule }) => rule === 'transform-fails');
    assert.equal(told.length, 1);
    assert.match(told[0]!.message, /^The build fails here: .*not closed: a, a, /);
    assert.ok(told[0]!.message.length < 400);
  });
});

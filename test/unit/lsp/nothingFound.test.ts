import assert from 'node:assert/strict';
import { nothingFound } from '../../../server/src/lsp/nothingFound';

describe('where there is no site', () => {
  it('says what was looked for and where', () => {
    const said = nothingFound(['/repo/shop', '/repo/blog']);
    assert.match(said, /^No site was found\. Looked for .*web\.config.* in shop and blog, and in the folders below\.$/);
  });

  it('says that no folder is open', () => {
    assert.match(nothingFound([]), /^No folder is open\. Open one that holds .*web\.config/);
  });
});

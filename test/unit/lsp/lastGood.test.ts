import assert from 'node:assert/strict';
import { failedModel, timelineModel } from '../../../server/src/features/timelineModel';
import { lastGoodModels } from '../../../server/src/lsp/lastGood';
import { siteOf } from '../sites';

const WHOLE = '<configuration><system.web><sessionState timeout="45" /></system.web></configuration>';
const HALF = '<configuration><system.web><sessionState timeout="4';

describe('the last good model', () => {
  const modelOf = async (text: string, revision: number) => timelineModel(await siteOf(text), null, revision).model;
  const data = ({ clocks }: { clocks: readonly { id: string; length: unknown }[] }) =>
    clocks.find(({ id }) => id === 'sessionData')?.length;

  it('stands in while a file cannot be read, and says so', async () => {
    const steady = lastGoodModels();
    assert.equal(data(steady(await modelOf(WHOLE, 1))), 45 * 60);
    const shown = steady(await modelOf(HALF, 2));
    assert.equal(data(shown), 45 * 60);
    assert.ok(shown.status.kind === 'stale' && shown.status.lastGood);
    assert.equal(shown.revision, 2);
  });

  it('is claimed only where there was one', async () => {
    const { status } = lastGoodModels()(await modelOf(HALF, 1));
    assert.ok(status.kind === 'stale' && !status.lastGood);
  });

  it('stands in for a model that could not be made', async () => {
    const steady = lastGoodModels();
    const site = await siteOf(WHOLE);
    assert.equal(failedModel(site, null, 1).clocks.length, 0);
    steady(timelineModel(site, null, 1).model);
    const shown = steady(failedModel(site, null, 2));
    assert.equal(data(shown), 45 * 60);
    assert.ok(shown.status.kind === 'error' && shown.status.lastGood);
  });

  it('is that of the same variant only', async () => {
    const steady = lastGoodModels();
    const site = await siteOf(WHOLE);
    steady(timelineModel(site, null, 1).model);
    assert.equal(steady(failedModel(site, 'Release', 2)).clocks.length, 0);
  });
});

import assert from 'node:assert/strict';
import type { Run, Verdict } from '../../server/src/session/clocks';
import { run } from './run';
import { inShop } from './shop';

describe('command line: timeline', () => {
  const shop = inShop();
  interface Timelines {
    timelines: {
      site: string;
      verdict: Verdict;
      run: Run;
      scenario: { clicks: number[] };
      clocks: { id: string; length: unknown }[];
    }[];
  }

  it('gives bounds over every click history, the clocks, the scenario and its run', () => {
    const { timelines } = run(shop(), 'timeline', '.', '--clicks', '0,4,16', '--format', 'json').json<Timelines>();
    const [first] = timelines;
    assert.equal(timelines.length, 1);
    assert.deepEqual(first!.verdict.signOut, { least: 900, most: 1800 });
    assert.deepEqual(first!.verdict.dataLoss, { least: 1200, most: 1200 });
    assert.equal(first!.verdict.signedInWithoutData, 600);
    assert.equal(first!.verdict.dataWithoutSignIn, 300);
    assert.equal(first!.verdict.safeEdit, 900);
    assert.deepEqual(first!.verdict.anytime, [{ clock: 'poolRecycle', every: 104400 }]);
    assert.deepEqual(first!.scenario.clicks, [0, 240, 960]);
    assert.deepEqual(first!.run.windows[0], {
      from: 2160,
      to: 2760,
      state: 'signedInNoData',
      causes: first!.run.windows[0]!.causes,
    });
  });

  it('reads times in every way they are written', () => {
    const clicks = (text: string) =>
      run(shop(), 'timeline', '.', '--clicks', text, '--format', 'json').json<Timelines>().timelines[0]!.scenario
        .clicks;
    assert.deepEqual(clicks('90s,1:30:00,4,2h'), [0, 90, 240, 5400, 7200]);
  });

  it('is readable as text', () => {
    const { out } = run(shop(), 'timeline', '.', '--clicks', '0,4,16');
    assert.match(out, /signed in, session data GONE/);
    assert.match(out, /Web\.config:4/);
  });
});

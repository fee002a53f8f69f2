import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type RecordedScenario, replay } from '../recordings';

/** Made by `npx tsx test/oracle/cookies/save.ts` from the handlers themselves. */
const file = path.resolve(__dirname, '../../../fixtures/cookies/aspnetcore.json');

describe("ASP.NET Core's cookie handler, security stamp validator and session, saved scenarios", () => {
  it('agrees with every answer', () => {
    const scenarios = JSON.parse(readFileSync(file, 'utf8')) as RecordedScenario[];
    const tally = replay('aspnetcore', scenarios);
    assert.deepEqual(tally.examples, []);
    assert.ok(tally.compared > 2000, String(tally));
  });
});

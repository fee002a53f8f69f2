import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Message, ourVerdict, sameVerdict } from '../../../oracle/transforms/ours';

interface Judged {
  readonly source: string;
  readonly transform: string;
  readonly succeeded: boolean;
  readonly output: string;
  readonly messages: readonly (readonly [string, string, number, number, string])[];
}

// Made by test/oracle/transforms/save.ts
const judged = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../../fixtures/xdt/judged.json'), 'utf8'),
) as Judged[];

describe("Microsoft's engine on random pairs, as saved", () => {
  judged.forEach(({ source, transform, succeeded, output, messages }, id) => {
    it(`agrees on pair ${id}`, () => {
      const theirs = {
        id,
        succeeded,
        output,
        messages: messages.map(([kind, file, line, column, text]): Message => ({ kind, file, line, column, text })),
      };
      const ours = ourVerdict({ id, source, transform });
      if (sameVerdict(ours, theirs)) return;
      const readable = (verdict: typeof ours) => ({
        ...verdict,
        output: Buffer.from(verdict.output, 'base64').toString('utf8'),
      });
      assert.deepEqual(readable(ours), readable(theirs));
    });
  });
});

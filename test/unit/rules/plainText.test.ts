import assert from 'node:assert/strict';
import { plainText } from '../../../server/src/rules/plainText';

describe('plain text', () => {
  it('takes the marks of code away, and nothing else', () => {
    assert.equal(
      plainText('`timeout` takes minutes: "00:20:00". Write `20`.'),
      'timeout takes minutes: "00:20:00". Write 20.',
    );
    assert.equal(plainText('one ` alone'), 'one ` alone');
    assert.equal(plainText('nothing'), 'nothing');
  });
});

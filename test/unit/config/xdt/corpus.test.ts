import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { applyTransform, encodeText, type TransformMessage } from '../../../../server/src/config/xdt/apply';

const corpus = path.resolve(__dirname, '../../../../../shared/corpus/xdt');

interface Case {
  readonly name: string;
  readonly source: string;
  readonly transform: string;
  readonly features: readonly string[];
  readonly oracle: { readonly status: string; readonly output: string | null; readonly log: string };
}

/** The log the way the corpus keeps it. */
function logOf(messages: readonly TransformMessage[]): string {
  let indent = '';
  return messages
    .map(({ kind, text, file, line, column }) => {
      if (kind === 'error' || kind === 'warning')
        return line > 0 ? `${file} (${line}, ${column}) ${kind}: ${text}` : `${kind}: ${text}`;
      if (/^(Done executing|Error during) /.test(text)) indent = '';
      const shown = indent + text;
      if (/^Executing /.test(text)) indent = '  ';
      return shown;
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** That test of Microsoft's applies the transform to what it has just made. */
function isAppliedTwice(name: string): boolean {
  return name === 'dotnet-xdt/RemoveAttributes_AttributeNotPresent';
}

/** Exceptions are in the status and not in the log there; the build task logs them. */
function thrown(status: string): string {
  const saving = /save-exception \w+: (.*)/.exec(status);
  if (saving) return `error: Could not write Destination file: ${saving[1]}\n`;
  const loading = /^exception XmlException: (.* Line (\d+), position (\d+)\.)/.exec(status);
  return loading ? `source.config (${loading[2]}, ${loading[3]}) error: ${loading[1]}\n` : '';
}

describe("Microsoft's engine on the corpus", () => {
  if (!existsSync(corpus)) {
    it('is skipped: ../shared/corpus is not here');
    return;
  }
  const cases = JSON.parse(readFileSync(path.join(corpus, 'manifest.json'), 'utf8')) as Case[];
  for (const { name, source, transform, oracle } of cases)
    it(name, () => {
      const read = (file: string) => readFileSync(path.join(corpus, file));
      const text = (file: string) => new TextDecoder().decode(read(file));
      const bom = read(source)
        .subarray(0, 3)
        .equals(Buffer.from([0xef, 0xbb, 0xbf]));
      const apply = (from: string) =>
        applyTransform({ text: from, file: 'source.config', bom }, { text: text(transform), file: 'transform.config' });
      let result = apply(text(source));
      let log = logOf(result.messages);
      if (isAppliedTwice(name)) {
        result = apply(result.text);
        log += logOf(result.messages);
      }
      if (oracle.output) {
        const written = Buffer.from(encodeText(result.text, result.encoding));
        const expected = read(oracle.output);
        if (!written.equals(expected)) assert.equal(written.toString('utf8'), expected.toString('utf8'));
        if (expected.length > 0) assert.ok(written.equals(expected), 'bytes differ');
      }
      assert.equal(log, read(oracle.log).toString('utf8') + thrown(oracle.status));
    });
});

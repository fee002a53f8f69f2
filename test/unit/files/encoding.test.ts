import assert from 'node:assert/strict';
import { decodeText } from '../../../server/src/files/encoding';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const utf16 = (text: string, order: 'le' | 'be') =>
  Uint8Array.from(
    [...text]
      .flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8])
      .map((_, i, all) => all[order === 'le' ? i : i ^ 1]!),
  );
const withMark = (mark: number[], bytes: Uint8Array) => Uint8Array.from([...mark, ...bytes]);

describe('bytes to text', () => {
  it('is UTF-8 when nothing is said', () => {
    assert.deepEqual(decodeText(utf8('<é/>')), { kind: 'text', text: '<é/>', encoding: 'utf-8', bom: false });
    assert.deepEqual(decodeText(new Uint8Array()), { kind: 'text', text: '', encoding: 'utf-8', bom: false });
  });

  it('obeys a byte order mark and takes it off', () => {
    const expected = { kind: 'text', text: '<é/>', bom: true };
    assert.deepEqual(decodeText(withMark([0xef, 0xbb, 0xbf], utf8('<é/>'))), { ...expected, encoding: 'utf-8' });
    assert.deepEqual(decodeText(withMark([0xff, 0xfe], utf16('<é/>', 'le'))), { ...expected, encoding: 'utf-16le' });
    assert.deepEqual(decodeText(withMark([0xfe, 0xff], utf16('<é/>', 'be'))), { ...expected, encoding: 'utf-16be' });
  });

  it('recognises UTF-16 without mark by its <', () => {
    const text = '<?xml version="1.0" encoding="utf-16"?><é/>';
    assert.deepEqual(decodeText(utf16(text, 'le')), { kind: 'text', text, encoding: 'utf-16le', bom: false });
    assert.deepEqual(decodeText(utf16(text, 'be')), { kind: 'text', text, encoding: 'utf-16be', bom: false });
  });

  it('obeys the XML declaration', () => {
    for (const name of ['windows-1252', 'iso-8859-1', 'ISO-8859-1', 'Windows-1252']) {
      const text = `<?xml version="1.0" encoding='${name}'?><é/>`;
      assert.deepEqual(decodeText(latin1(text)), { kind: 'text', text, encoding: 'windows-1252', bom: false });
    }
    const cyrillic = decodeText(latin1('<?xml version="1.0" encoding="windows-1251"?>\xc4'));
    assert.equal(cyrillic.kind === 'text' && cyrillic.text.at(-1), 'Д');
  });

  it('says where the declaration is not true', () => {
    const damage = (bytes: Uint8Array) => {
      const read = decodeText(bytes);
      return read.kind === 'text' ? read.damage : read.reason;
    };
    const declared = (name: string) => `<?xml version="1.0" encoding="${name}"?><a/>`;
    assert.match(damage(utf8(declared('utf-16')))!, /declares encoding="utf-16" but is stored as UTF-8/);
    assert.match(damage(utf8(declared('klingon')))!, /declares encoding="klingon"/);
    assert.match(damage(withMark([0xff, 0xfe], utf16(declared('utf-8'), 'le')))!, /stored as UTF-16/);
    assert.match(damage(withMark([0xef, 0xbb, 0xbf], utf8(declared('iso-8859-1'))))!, /stored as UTF-8/);
    assert.equal(damage(utf8(declared('UTF-8'))), undefined);
  });

  it('reads what is no UTF-8 as Windows-1252, and says so with the line', () => {
    const read = decodeText(latin1('<a>\n<caf\xe9/>'));
    assert.equal(read.kind === 'text' && read.text, '<a>\n<café/>');
    assert.match((read.kind === 'text' && read.damage) || '', /not valid UTF-8 \(line 2\)/);
  });

  it('says when UTF-16 is cut off', () => {
    const read = decodeText(withMark([0xff, 0xfe], utf16('<a/>', 'le').subarray(0, 7)));
    assert.match((read.kind === 'text' && read.damage) || '', /not valid UTF-16/);
  });

  it('shows nothing of what is no text, and refuses what it cannot read', () => {
    const binary = decodeText(Uint8Array.of(77, 90, 0, 3, 0));
    assert.ok(binary.kind === 'text' && binary.text === '' && /binary/.test(binary.damage!));
    assert.equal(decodeText(Uint8Array.of(0xff, 0xfe, 0, 0, 60, 0, 0, 0)).kind, 'refused');
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyTransform, decodeBytes, encodeText } from '../../../../server/src/config/xdt/apply';
import { becomes, transform, XDT } from './transform';

describe('layout', () => {
  it('stays as it is where nothing changes', () => {
    const source =
      '\ufeff'.slice(1) +
      '<a\tb = "1"\r\n   c="2"   >\r\n\r\n\t<d></d><e/><f />\r\n text &amp; more\r\n</a >'
        .replace(' = ', '=')
        .replace('</a >', '</a>');
    becomes(source, '<a XDT />', source);
  });

  it('takes tabs and Windows line ends from the neighbours', () =>
    becomes(
      '<a>\r\n\t<b>\r\n\t\t<c />\r\n\t</b>\r\n</a>',
      '<a XDT><b><d xdt:Transform="Insert"><e /></d></b></a>',
      '<a>\r\n\t<b>\r\n\t\t<c />\r\n\t\t<d>\r\n\t\t\t<e/>\r\n\t\t</d>\r\n\t</b>\r\n</a>',
    ));

  it('puts a new attribute on a line of its own where the others are', () =>
    becomes(
      '<a>\n  <b x="1"\n     y="2" />\n</a>',
      '<a XDT><b z="3" xdt:Transform="SetAttributes" /></a>',
      '<a>\n  <b x="1"\n     y="2"\n     z="3" />\n</a>',
    ));

  it('gives the space of a removed attribute to the next', () =>
    becomes(
      '<a>\n  <b   x="1" y="2" />\n</a>',
      '<a XDT><b xdt:Transform="RemoveAttributes(x)" /></a>',
      '<a>\n  <b   y="2" />\n</a>',
    ));

  it('starts a new line for an attribute that would end after column 160', () => {
    const long = 'x'.repeat(150);
    becomes(
      `<a>\n  <b v="${long}" />\n</a>`,
      '<a XDT><b z="12345" xdt:Transform="SetAttributes" /></a>',
      `<a>\n  <b v="${long}"\n  \tz="12345" />\n</a>`,
    );
  });

  it('keeps <a></a> and <a/> apart, and fills the latter', () => {
    becomes('<a><b></b><c/></a>', '<a XDT />', '<a><b></b><c/></a>');
    becomes(
      '<a>\n  <c/>\n</a>',
      '<a XDT><c><d xdt:Transform="Insert" /></c></a>',
      '<a>\n  <c>\n  \n  <d/>\n  </c>\n</a>',
    );
  });
});

describe('encoding', () => {
  const bytes = (text: string, bom: boolean) => {
    const result = applyTransform({ text, file: 'a', bom }, { text: `<a ${XDT} />`, file: 'b' });
    return Buffer.from(encodeText(result.text, result.encoding)).toString('latin1');
  };

  it('is UTF-8 without a mark where nothing is said', () => assert.equal(bytes('<a b="é" />', false), '<a b="Ã©" />'));
  it('keeps a mark', () => assert.equal(bytes('<a />', true), 'ï»¿<a />'));
  it('gets a mark from a declaration', () =>
    assert.equal(bytes('<?xml version="1.0" encoding="utf-8"?><a />', false).slice(0, 5), 'ï»¿<?'));
  it('becomes what the declaration says', () => {
    assert.equal(bytes('<?xml version="1.0" encoding="utf-16"?><a />', false).slice(0, 6), 'ÿþ<\0?\0');
    assert.match(bytes('<?xml version="1.0" encoding="iso-8859-1"?><a b="é–Ω" />', false), /b="é-\?"/);
    assert.match(bytes('<?xml version="1.0" encoding="us-ascii"?><a b="é" />', false), /b="\?"/);
  });
  it('of the source is what its mark says, or else UTF-8', () => {
    const decode = (latin1: string) => decodeBytes(Buffer.from(latin1, 'latin1'));
    assert.deepEqual(decode('ï»¿<a/>'), { text: '<a/>', encoding: 'utf-8', bom: true });
    assert.deepEqual(decode('ÿþ<\0a\0'), { text: '<a', encoding: 'utf-16le', bom: true });
    assert.deepEqual(decode('þÿ\0<\0a'), { text: '<a', encoding: 'utf-16be', bom: true });
    assert.deepEqual(decode('ÿþ\0\0<\0\0\0'), { text: '<', encoding: 'utf-16le', bom: true });
    assert.deepEqual(decode('\0\0þÿ\0\0\0<'), { text: '<', encoding: 'utf-8', bom: false });
    assert.deepEqual(decode('<é'), { text: '<\ufffd', encoding: 'utf-8', bom: false });
  });
  it('cannot be one that .NET does not know', () => {
    const result = transform('<?xml version="1.0" encoding="windows-1252"?>\n<a />', '<a XDT />');
    assert.match(result.messages.at(-1)!.text, /^Could not write Destination file: 'windows-1252' is not a supported/);
  });
});

describe('bad input', () => {
  const source = `<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY e "x">]>\n<a xmlns:p="urn:p" b='1'>&e;<!-- c --><![CDATA[d]]><?i j?>\r\n <p:f g="&#10;&e;"/>é😀</a>\n`;
  const release = `<a ${XDT} xmlns:p="urn:p"><p:f g="2" xdt:Transform="SetAttributes(g)" xdt:Locator="Condition(@g='1' or p:x)" /></a>`;

  it('never throws, wherever a file breaks off', () => {
    for (let end = 0; end <= source.length; end++) transform(source.slice(0, end), release);
    for (let end = 0; end <= release.length; end++) transform(source, release.slice(0, end));
  });

  it('never throws, whatever stands where', () => {
    const damaged = (text: string) =>
      fc
        .tuple(
          fc.nat(text.length),
          fc.string({ unit: fc.constantFrom(...'<>&"\'/=;#x!-[]? \n\0\ud83d'), maxLength: 4 }),
        )
        .map(([at, put]) => text.slice(0, at) + put + text.slice(at + put.length));
    fc.assert(
      fc.property(damaged(source), damaged(release), (from, by) => {
        const result = transform(from, by);
        assert.equal(
          result.succeeded,
          result.messages.every(({ kind }) => kind !== 'error'),
        );
      }),
    );
  });

  it('may be as deep as it likes', () => {
    const deep = `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`;
    assert.equal(transform(deep, '<a XDT />').text, deep);
    assert.equal(transform('<a />', deep.replace('<a>', '<a XDT>')).succeeded, true);
    transform('<a />', deep.replace('<a>', '<a XDT>').replace('<a><', '<a xdt:Transform="Insert"><'));
  });

  it('may be as long as it likes', () => {
    const long = `<a>${'<b k="1" />\n'.repeat(20_000)}</a>`;
    const result = transform(long, '<a XDT><b k="2" xdt:Transform="SetAttributes" /></a>');
    assert.equal(result.text, long.replaceAll('"1"', '"2"'));
  });

  it('may name entities upon entities', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY a "0123456789">${'bcdefgh'.replace(/./g, (name) => `<!ENTITY ${name} "${`&${String.fromCharCode(name.charCodeAt(0) - 1)};`.repeat(10)}">`)}]><a>&h;</a>`;
    assert.equal(transform(bomb, '<a XDT />').succeeded, false);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeOfPage, codeOnly } from '../../../server/src/syntax/codeText';

/** Blanks shown as dots, so that a test shows what is hidden. */
const dots = (text: string) => text.replaceAll(' ', '.');

describe('Code without comments and strings', () => {
  it('of C#', () => {
    const shown = (text: string) => dots(codeOnly(text, 'csharp'));
    assert.equal(shown('a=1;// b\nc'), 'a=1;....\nc');
    assert.equal(shown('a/* b\n c */d'), 'a....\n.....d');
    assert.equal(shown('a("b\\"c",d)'), 'a(......,d)');
    assert.equal(shown('a(@"b\\",c)'), 'a(.....,c)');
    assert.equal(shown('a(@"b""c",d)'), 'a(.......,d)');
    assert.equal(shown('a($"b{c}",d)'), 'a(.......,d)');
    assert.equal(shown('a("""b "c" d""",e)'), 'a(.............,e)');
    assert.equal(shown("a('\"',b)"), 'a(...,b)');
    assert.equal(shown('a("b\nc'), 'a(..\nc', 'a string that nobody closes ends with its line');
    assert.equal(shown('a/*b'), 'a...');
  });

  it('of Basic', () => {
    const shown = (text: string) => dots(codeOnly(text, 'basic'));
    assert.equal(shown("a = 1 ' b\nc"), 'a.=.1....\nc');
    assert.equal(shown('a("b""c", d) : Rem e'), 'a(......,.d).:......');
    assert.equal(shown('remember'), 'remember');
  });

  it('of a page: what stands in code blocks and in scripts of the server', () => {
    const page = '<%@ Page Language="C#" %><p>x=1</p><%-- <% y=2 %> --%><% z=3; // w %><script>v</script>';
    const script = '<script runat="server">u=4;</script>';
    const code = codeOfPage(page + script, 'basic');
    assert.equal(code.length, (page + script).length);
    assert.equal(code.replace(/\s+/g, ' ').trim(), 'z=3; u=4;');
    assert.equal(code.indexOf('u=4'), (page + script).indexOf('u=4'));
    assert.equal(codeOfPage("<% a ' b %>", 'basic').trim(), 'a');
  });

  it('of a page that breaks off', () => {
    assert.equal(codeOfPage('<p><% a = 1;', 'csharp').trim(), 'a = 1;');
    assert.equal(codeOfPage('<script runat="server"> b = 2;', 'csharp').trim(), 'b = 2;');
    assert.equal(codeOfPage('<%-- c = 3;', 'csharp').trim(), '');
  });

  it('keeps every offset and line, whatever the text', () => {
    const pieces = fc.constantFrom(
      '"',
      "'",
      '//',
      '/*',
      '*/',
      '@"',
      '$"',
      '"""',
      '\\',
      '\n',
      '\r\n',
      'a',
      '<%',
      '%>',
      '<script runat=server>',
      '</script>',
      '<%--',
      '--%>',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const breaks = (one: string) =>
          [...one].map((letter, at) => (/[\r\n]/.test(letter) ? at : -1)).filter((at) => at >= 0);
        for (const code of [codeOnly(text, 'csharp'), codeOnly(text, 'basic'), codeOfPage(text, 'csharp')]) {
          assert.equal(code.length, text.length);
          assert.deepEqual(breaks(code), breaks(text));
        }
      }),
    );
  });
});

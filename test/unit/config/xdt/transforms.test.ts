import assert from 'node:assert/strict';
import { becomes, complaints, transform } from './transform';

const settings = `<configuration>
  <appSettings>
    <add key="Mode" value="debug" />
    <add key="Url" value="http://localhost" />
  </appSettings>
</configuration>`;

describe('transforms', () => {
  it('SetAttributes sets what the element has, on every element found', () => {
    becomes(
      settings,
      '<configuration XDT><appSettings><add value="x" xdt:Transform="SetAttributes" /></appSettings></configuration>',
      settings.replace('debug', 'x').replace('http://localhost', 'x'),
    );
  });

  it('SetAttributes with names sets only those', () => {
    becomes(
      '<a><b x="1" y="1" /></a>',
      '<a XDT><b x="2" y="2" xdt:Transform="SetAttributes(y)" /></a>',
      '<a><b x="1" y="2" /></a>',
    );
  });

  it('RemoveAttributes takes the ones named', () => {
    becomes(
      '<a><compilation debug="true" targetFramework="4.8" /></a>',
      '<a XDT><compilation xdt:Transform="RemoveAttributes(debug)" /></a>',
      '<a><compilation targetFramework="4.8" /></a>',
    );
  });

  it('RemoveAttributes without names takes all', () => {
    becomes('<a><b x="1" y="2" /></a>', '<a XDT><b xdt:Transform="RemoveAttributes" /></a>', '<a><b/></a>');
  });

  it('Replace puts its element in place of the first one found', () => {
    becomes(
      '<a>\n  <b>\n    <s mode="InProc" timeout="20" />\n  </b>\n</a>',
      '<a XDT>\n  <b><s timeout="40" xdt:Transform="Replace"><t x="1" /></s></b>\n</a>',
      '<a>\n  <b>\n    <s timeout="40">\n      <t x="1"/>\n    </s>\n  </b>\n</a>',
    );
  });

  it('Remove takes one element and its line', () => {
    becomes(
      settings,
      '<configuration XDT><appSettings><add key="Mode" xdt:Transform="Remove" xdt:Locator="Match(key)" /></appSettings></configuration>',
      settings.replace('    <add key="Mode" value="debug" />\n', ''),
    );
  });

  it('RemoveAll takes every element found', () => {
    becomes(
      settings,
      '<configuration XDT><appSettings><add xdt:Transform="RemoveAll" /></appSettings></configuration>',
      '<configuration>\n  <appSettings>\n  </appSettings>\n</configuration>',
    );
  });

  it('Insert appends, indented like its neighbours', () => {
    becomes(
      settings,
      '<configuration XDT><appSettings><add key="New" value="1" xdt:Transform="Insert" /></appSettings></configuration>',
      settings.replace('localhost" />', 'localhost" />\n    <add key="New" value="1"/>'),
    );
  });

  it('InsertIfMissing appends only what is not there', () => {
    const insert = (key: string) =>
      `<configuration XDT><appSettings><add key="${key}" value="1" xdt:Transform="InsertIfMissing" xdt:Locator="Match(key)" /></appSettings></configuration>`;
    becomes(settings, insert('Mode'), settings);
    becomes(
      settings,
      insert('New'),
      settings.replace('localhost" />', 'localhost" />\n    <add key="New" value="1"/>'),
    );
  });

  it('InsertBefore and InsertAfter go beside the sibling their path finds', () => {
    const insert = (call: string) =>
      `<configuration XDT><appSettings><add key="New" xdt:Transform="${call}" /></appSettings></configuration>`;
    const added = '<add key="New"/>\n    ';
    becomes(settings, insert('InsertBefore(add[2])'), settings.replace('<add key="Url"', `${added}<add key="Url"`));
    becomes(
      settings,
      insert("InsertAfter(/configuration/appSettings/add[@key='Mode'])"),
      settings.replace('<add key="Url"', `${added}<add key="Url"`),
    );
  });

  it('CommentOut puts the element into a comment', () => {
    becomes(
      '<a>\n  <b x="1" />\n</a>',
      '<a XDT><b xdt:Transform="CommentOut" /></a>',
      '<a>\n  <!-- <b x="1" /> -->\n</a>',
    );
  });

  it('SetTokenizedAttributes puts in the values of other attributes', () => {
    becomes(
      '<a><b name="shop" url="x" /></a>',
      '<a XDT><b url="https://$(name).example" xdt:Transform="SetTokenizedAttributes" /></a>',
      '<a><b name="shop" url="https://shop.example" /></a>',
    );
  });

  it('work inside what a Replace has just put there', () => {
    becomes(
      '<a>text<b />text</a>',
      '<a XDT><b xdt:Transform="Replace">text<c x="1">text<d xdt:Transform="Insert" /></c>text</b></a>',
      '<a>text<b>text<c x="1">text<d/>\t\t\t<d/>\t\t</c>text</b>text</a>',
    );
  });

  it('do not pass on a transform to children, but a locator', () => {
    becomes(
      '<a><b k="1"><c x="1" /></b><b k="2"><c x="1" /></b></a>',
      '<a XDT><b k="2" xdt:Locator="Match(k)"><c x="9" xdt:Transform="SetAttributes" /></b></a>',
      '<a><b k="1"><c x="1" /></b><b k="2"><c x="9" /></b></a>',
    );
  });
});

describe('locators', () => {
  const source = '<a><b k="1" v="x" /><b k="2" v="y" /></a>';
  const set = (locator: string) =>
    `<a XDT><b k="2" v="z" xdt:Transform="SetAttributes(v)" xdt:Locator="${locator}" /></a>`;
  const second = source.replace('v="y"', 'v="z"');

  it('Match compares attributes', () => becomes(source, set('Match(k)'), second));
  it('Condition takes a predicate, with brackets or without', () => {
    becomes(source, set("Condition(@v='y')"), second);
    becomes(source, set("Condition([@v='y'])"), second);
  });
  it('XPath takes a whole path', () => becomes(source, set('XPath(/a/b[2])'), second));
  it('XPath that does not start at the root starts at the element itself', () =>
    becomes(
      '<a><b><c v="x" /></b></a>',
      '<a XDT><b v="z" xdt:Transform="SetAttributes" xdt:Locator="XPath(c)" /></a>',
      '<a><b><c v="z" /></b></a>',
    ));
  it('know the default namespace of the transform as _defaultNamespace', () =>
    becomes(
      '<a xmlns="urn:a"><b k="1" /></a>',
      `<a XDT xmlns="urn:a"><b k="2" xdt:Transform="SetAttributes" xdt:Locator="XPath(/_defaultNamespace:a/_defaultNamespace:b)" /></a>`,
      '<a xmlns="urn:a"><b k="2" /></a>',
    ));
  it('find nothing in a namespace the transform does not declare', () =>
    assert.deepEqual(complaints(transform('<a xmlns="urn:a"><b /></a>', '<a XDT><b xdt:Transform="Remove" /></a>')), [
      "Web.Release.config(1,75): warning: No element in the source document matches '/a'".replace('75', '2'),
    ]));
});

describe('what a build says', () => {
  it('warns where nothing matches, at the outermost element that failed', () => {
    const result = transform('<a />', '<a XDT>\n  <b>\n    <c xdt:Transform="Remove" />\n  </b>\n</a>');
    assert.deepEqual(complaints(result), [
      "Web.Release.config(2,4): warning: No element in the source document matches '/a/b'",
    ]);
    assert.equal(result.succeeded, true);
  });

  it('fails where an insertion has no parent', () => {
    const result = transform('<a />', '<a XDT>\n  <b><c xdt:Transform="Insert" /></b>\n</a>');
    assert.deepEqual(complaints(result), [
      "Web.Release.config(2,7): error: No element in the source document matches '/a/b/c'",
    ]);
    assert.equal(result.succeeded, false);
  });

  it('tells what an earlier transform took away from what never was', () => {
    const result = transform(
      '<a><b /></a>',
      '<a XDT>\n<b xdt:Transform="Remove" />\n<b xdt:Transform="Remove" />\n</a>',
    );
    assert.deepEqual(complaints(result), [
      "Web.Release.config(3,2): warning: '/a/b' did not find a match, because matching nodes in the source document were modified or removed by a previous transform",
    ]);
  });

  it('makes messages of warnings under xdt:SupressWarnings', () => {
    const result = transform('<a><b /><b /></a>', '<a XDT><b xdt:Transform="Remove" xdt:SupressWarnings="true" /></a>');
    assert.deepEqual(complaints(result), []);
    assert.ok(result.messages.some(({ kind, text }) => kind === 'message' && text.startsWith('Found multiple')));
  });

  it('goes on with the next element after an error', () => {
    const result = transform(
      '<a><b /><c /></a>',
      '<a XDT>\n<b xdt:Transform="Foo" />\n<c xdt:Transform="Remove" />\n</a>',
    );
    assert.deepEqual(complaints(result), [
      "Web.Release.config(2,4): error: Could not resolve 'Foo' as a type of Transform",
    ]);
    assert.equal(result.text, '<a><b /></a>');
  });

  it('says nothing but a message, and does nothing, without the namespace', () => {
    const source = '<a><b /></a>';
    const result = transform(
      source,
      '<a xmlns:xdt="https://schemas.microsoft.com/XML-Document-Transform"><b xdt:Transform="Remove" /></a>',
    );
    assert.deepEqual(complaints(result), []);
    assert.equal(result.text, source);
    assert.equal(result.succeeded, true);
    assert.equal(result.namespace.kind, 'mistyped');
  });

  it('never carries out xdt:Import', () => {
    const result = transform('<a />', '<a XDT>\n<xdt:Import assembly="Evil" namespace="Evil" />\n</a>');
    assert.deepEqual(complaints(result), [
      'Web.Release.config(2,2): error: xdt:Import loads and runs foreign code; Session Timeline never does that',
      '(0,0): error: Could not open Transform file: Fatal syntax error',
    ]);
    assert.equal(result.succeeded, false);
  });

  it('gives the place where a file is not XML', () => {
    assert.deepEqual(complaints(transform('<a>\n  <b x=1 />\n</a>', '<a XDT />')), [
      "Web.config(2,8): error: '1' is an unexpected token. The expected token is '\"' or '''. Line 2, position 8.",
    ]);
    assert.deepEqual(complaints(transform('<a />', '<a XDT>\n<b></a>')), [
      "Web.Release.config(2,6): error: The 'b' start tag on line 2 position 2 does not match the end tag of 'a'. Line 2, position 6.",
    ]);
  });
});

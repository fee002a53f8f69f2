import assert from 'node:assert/strict';
import { becomes, complaints, transform } from './transform';

/** Where Microsoft's engine errs it is followed: docs/xdt.md explains each. Every one was checked against it. */
describe("Microsoft's mistakes that are followed", () => {
  it('a new element at the second level brings an empty line before its children', () =>
    becomes(
      '<a>\n  <b />\n</a>',
      '<a XDT><b xdt:Transform="Replace"><c /></b></a>',
      '<a>\n  <b>\n  \n  <c/>\n  </b>\n</a>',
    ));

  it('without indentation new elements are set apart by tabs', () =>
    becomes('<a><b /></a>', '<a XDT><c xdt:Transform="Insert" /></a>', '<a><b />\t<c/></a>'));

  it('a root element cannot be replaced where no white space stands before it', () => {
    const result = transform('<a />', '<a XDT x="1" xdt:Transform="Replace" />');
    assert.deepEqual(complaints(result), [
      '(0,0): error: Could not write Destination file: Cannot insert the node in the specified location.',
    ]);
    assert.equal(result.succeeded, false);
  });

  it('a root element can be removed', () => {
    becomes('<?xml version="1.0"?>\n<a />\n', '<a XDT xdt:Transform="Remove" />', '<?xml version="1.0"?>\n');
    becomes('<a />', '<a XDT xdt:Transform="CommentOut" />', '<!-- <a /> -->');
  });

  it('an element with a comment inside cannot be commented out', () => {
    const result = transform('<a><b><!-- c --></b></a>', '<a XDT><b xdt:Transform="CommentOut" /></a>');
    assert.deepEqual(complaints(result), [
      "(0,0): error: Could not write Destination file: An XML comment cannot contain '--', and '-' cannot be the last character.",
    ]);
  });

  it('a > between apostrophes makes a file unreadable', () =>
    assert.deepEqual(complaints(transform("<a b='>' />", '<a XDT />')), [
      'Web.config(1,9): error: There is an unclosed literal string. Line 1, position 9.',
    ]));

  it('a quotation mark between apostrophes costs the next tags their layout', () =>
    becomes(
      `<a b='"'>\n  <c   x="1"   />\n  <d   x="1"   />\n</a>`,
      '<a XDT />',
      `<a b="&quot;">\n  <c x="1"/>\n  <d x="1"/>\n</a>`,
    ));

  it('Match cannot look for a value with an apostrophe', () =>
    assert.deepEqual(
      complaints(
        transform('<a><b k="it\'s" /></a>', '<a XDT><b k="it\'s" xdt:Transform="Remove" xdt:Locator="Match(k)" /></a>'),
      ),
      ["Web.Release.config(1,80): error: '/a/b[@k='it's']' has an invalid token."],
    ));

  it('a single argument keeps its blanks', () =>
    assert.deepEqual(
      complaints(
        transform('<a><b k="1" /></a>', '<a XDT><b k="1" xdt:Transform="Remove" xdt:Locator="Match( k )" /></a>'),
      ),
      ["Web.Release.config(1,69): error: No attribute ' k ' exists for the Match Locator"],
    ));

  it('attributes of an inserted element lose their prefix and get an invented one', () =>
    becomes(
      '<a>\n  <b />\n</a>',
      '<a XDT xmlns:p="urn:p"><c p:x="1" xml:space="preserve" xdt:Transform="Insert" /></a>',
      '<a>\n  <b />\n  <c d2p1:x="1" d2p2:space="preserve" xmlns:d2p2="http://www.w3.org/XML/1998/namespace" xmlns:d2p1="urn:p"/>\n</a>',
    ));

  it('a blank is lost before every /> even where it is text', () =>
    becomes('<a><![CDATA[x />]]><?p y />?></a>', '<a XDT />', '<a><![CDATA[x/>]]><?p y/>?></a>'));

  it('blanks at the end of a file are lost', () => becomes('<a />\n  ', '<a XDT />', '<a />\n'));

  it('a line break in a value becomes a reference', () => becomes('<a b="1\n2" />', '<a XDT />', '<a b="1&#xA;2" />'));

  it('the declaration is written anew', () =>
    becomes(
      `<?xml version='1.0'   standalone='yes' ?><a />`,
      '<a XDT />',
      '<?xml version="1.0" standalone="yes"?><a />',
    ));

  it('a prefix gives way to the default namespace', () =>
    becomes('<a xmlns="urn:x"><p:b xmlns:p="urn:x" /></a>', '<a XDT />', '<a xmlns="urn:x"><b xmlns:p="urn:x" /></a>'));

  it('Insert on the root element stumbles over its own feet', () =>
    assert.deepEqual(complaints(transform('<a />', '<a XDT xdt:Transform="Insert" />')), [
      'Web.Release.config(1,68): error: Object reference not set to an instance of an object.',
    ]));

  it('SetTokenizedAttributes stumbles over an unknown name, and writes apostrophes as text', () => {
    assert.deepEqual(
      complaints(transform('<a><b /></a>', '<a XDT><b u="$(no)" xdt:Transform="SetTokenizedAttributes" /></a>')),
      ['(0,0): error: Object reference not set to an instance of an object.'],
    );
    becomes(
      `<a><b n="it's" u="" /></a>`,
      '<a XDT><b u="$(n)" xdt:Transform="SetTokenizedAttributes" /></a>',
      `<a><b n="it's" u="it&amp;apos;s" /></a>`,
    );
  });

  it('three white spaces in a row after removals cannot be written', () =>
    assert.deepEqual(complaints(transform('<a>\n  <b /> <b />\n</a>', '<a XDT><b xdt:Transform="RemoveAll" /></a>')), [
      '(0,0): error: Could not write Destination file: Object reference not set to an instance of an object.',
    ]));

  it('namespace nodes can be located, but nothing can be done to them', () =>
    assert.deepEqual(
      complaints(
        transform('<a xmlns:p="u" />', '<a XDT><b xdt:Transform="Remove" xdt:Locator="XPath(/a/namespace::p)" /></a>'),
      ),
      ['Web.Release.config(1,71): error: Object reference not set to an instance of an object.'],
    ));
});

import assert from 'node:assert/strict';
import type { DomElement } from '../../../../server/src/config/dom/dom';
import { applyTransform } from '../../../../server/src/config/xdt/apply';
import { transform, XDT } from './transform';

describe('origins', () => {
  const source = '<a>\n  <s mode="InProc" timeout="20" />\n</a>';
  const history = (element: DomElement, name: string, texts: Record<string, string>) =>
    element.getAttributeNode(name)!.origins.map(({ file, start, end, action }) => {
      const written = texts[file]!.slice(start, end);
      return action ? `${action} ${written}` : written;
    });
  const first = (document: { documentElement: DomElement | null }) => document.documentElement!.children[0]!;

  it('of an attribute are everybody who gave it a value, the last one last', () => {
    const release = `<a ${XDT}><s timeout="40" xdt:Transform="SetAttributes" /></a>`;
    const texts = { 'Web.config': source, 'Web.Release.config': release };
    const element = first(transform(source, release).document);
    assert.deepEqual(history(element, 'timeout', texts), ['20', 'SetAttributes 40']);
    assert.deepEqual(history(element, 'mode', texts), ['InProc']);
  });

  it('of a replaced element go on with the new one', () => {
    const release = `<a ${XDT}><s timeout="40" xdt:Transform="Replace" /></a>`;
    const texts = { 'Web.config': source, 'Web.Release.config': release };
    const element = first(transform(source, release).document);
    assert.deepEqual(history(element, 'timeout', texts), ['20', 'Replace 40']);
    assert.deepEqual(
      element.origins.map(({ file, start, end, action }) => [
        texts[file as keyof typeof texts].slice(start, end),
        action,
      ]),
      [
        ['<s mode="InProc" timeout="20" />', undefined],
        ['<s timeout="40" xdt:Transform="Replace" />', 'Replace'],
      ],
    );
  });

  it('are carried on from one transform to the next', () => {
    const set = (timeout: number) => `<a ${XDT}><s timeout="${timeout}" xdt:Transform="SetAttributes" /></a>`;
    const release = applyTransform({ text: source, file: 'base' }, { text: set(40), file: 'release' });
    const both = applyTransform(
      { text: release.text, file: 'base', document: release.document },
      { text: set(60), file: 'publish' },
    );
    assert.deepEqual(history(first(both.document), 'timeout', { base: source, release: set(40), publish: set(60) }), [
      '20',
      'SetAttributes 40',
      'SetAttributes 60',
    ]);
  });
});

describe('actions', () => {
  it('list what a Replace loses', () => {
    const { actions } = transform(
      '<a><s mode="InProc" timeout="20" cookieless="x"><t /><u /></s></a>',
      '<a XDT><s mode="InProc" timeout="40" xdt:Transform="Replace"><u /></s></a>',
    );
    const [target] = actions[0]!.targets;
    assert.deepEqual(
      target!.attributes.map(({ name, change, before, after }) => [name, change, before, after]),
      [
        ['mode', 'same', 'InProc', 'InProc'],
        ['timeout', 'changed', '20', '40'],
        ['cookieless', 'lost', 'x', undefined],
      ],
    );
    assert.deepEqual(target!.childrenLost, ['t']);
    assert.equal(target!.changes, true);
  });

  it('tell a transform without effect', () => {
    const effect = (release: string) => transform('<a><s timeout="20" /></a>', release).actions[0]!.targets[0]!.changes;
    assert.equal(effect('<a XDT><s timeout="20" xdt:Transform="SetAttributes" /></a>'), false);
    assert.equal(effect('<a XDT><s timeout="20" xdt:Transform="Replace" /></a>'), false);
    assert.equal(effect('<a XDT><s timeout="20" xdt:Transform="InsertIfMissing" /></a>'), false);
    assert.equal(effect('<a XDT><s timeout="30" xdt:Transform="SetAttributes" /></a>'), true);
  });

  it('lead both ways between the files', () => {
    const source = '<a><s timeout="20" /></a>';
    const release = `<a ${XDT}><s timeout="40" xdt:Transform="SetAttributes" xdt:Locator="XPath(/a/s)" /></a>`;
    const [action] = transform(source, release).actions;
    const { element, attribute, locator, path, targets, outcome } = action!;
    assert.equal(
      release.slice(element.start, element.end),
      release.slice(release.indexOf('<s'), release.indexOf('</a>')),
    );
    assert.equal(release.slice(attribute.start, attribute.end), 'SetAttributes');
    assert.deepEqual(locator, { name: 'XPath', argumentText: '/a/s' });
    assert.equal(path, '/a/s');
    assert.equal(outcome, 'done');
    const [origin] = targets[0]!.origins;
    assert.equal(source.slice(origin!.start, origin!.end), '<s timeout="20" />');
  });

  it('are skipped where nothing was found', () =>
    assert.equal(transform('<a />', '<a XDT><b xdt:Transform="Remove" /></a>').actions[0]!.outcome, 'skipped'));
});

describe('messages', () => {
  it('point at the name of an element or the value of an attribute', () => {
    const release = `<a ${XDT}>\n  <b xdt:Transform="Remove" />\n  <c xdt:Transform="Foo" />\n</a>`;
    const { messages } = transform('<a />', release);
    assert.deepEqual(
      messages.filter(({ span }) => span).map(({ span }) => release.slice(span!.start, span!.end)),
      ['b', 'Foo'],
    );
  });

  it('point at what cannot be read', () => {
    const source = '<a>\n  <b c=x />\n</a>';
    const [message] = transform(source, `<a ${XDT} />`).messages;
    assert.equal(source.slice(message!.span!.start, message!.span!.end), 'x');
  });
});

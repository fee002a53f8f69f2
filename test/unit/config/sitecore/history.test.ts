import assert from 'node:assert/strict';
import type { Origin } from '../../../../server/src/config/dom/dom';
import { fateOf, findElement, type History, historyOf, matchAt } from '../../../../server/src/config/sitecore/history';
import { printConfiguration } from '../../../../server/src/config/sitecore/print';
import { engine, merge } from './merging';

const BASE = '<settings><setting name="A" value="1"/><setting name="B" value="1"/></settings><path>/base</path>';

const site = merge(
  engine('new'),
  BASE,
  '<settings><setting name="A" value="2"/><setting name="C" value="1"/></settings>',
  '<settings><setting name="A"><patch:attribute name="value">3</patch:attribute></setting></settings><path>/two</path>',
  '<settings><setting name="B"><patch:delete/></setting><setting name="D" patch:before="setting[@name=\'A\']"/></settings>',
);

/** `Sitecore.config 1 added, 1.config 2 overwritten`. */
function told(origins: readonly Origin[]): string {
  return origins
    .map(({ file, value, action }) => [file.slice(file.lastIndexOf('/') + 1), value, action].filter((x) => x).join(' '))
    .join(', ');
}

function entries(history: History) {
  assert.equal(history.kind, 'found');
  return history.kind === 'found' ? history.entries : [];
}

describe('History of the Sitecore configuration', () => {
  it('an attribute tells everybody who wrote it, in order', () => {
    const [entry] = entries(historyOf(site, "settings/setting[@name='A']/@value"));
    assert.equal(entry!.path, "settings/setting[@name='A']/@value");
    assert.equal(entry!.value, '3');
    assert.equal(told(entry!.origins), 'Sitecore.config 1 added, 1.config 2 overwritten, 2.config 3 patch:attribute');
  });
  it('with the range of the literal in the file', () => {
    const [entry] = entries(historyOf(site, "settings/setting[@name='A']/@value"));
    const literals = entry!.origins.map(({ file, start, end }) => {
      const { tree } = site.files.find(({ input }) => input.file === file)!.input;
      return tree.text.slice(start, end);
    });
    assert.deepEqual(literals, ['1', '2', '3']);
  });
  it('an element tells who made it and who found it', () => {
    const [entry] = entries(historyOf(site, "settings/setting[@name='A']"));
    assert.equal(told(entry!.origins), 'Sitecore.config added, 1.config matched, 2.config matched');
  });
  it('a text tells what it took the place of', () => {
    const [entry] = entries(historyOf(site, 'path/text()'));
    assert.equal(told(entry!.origins), 'Sitecore.config /base added, 2.config /two replaced');
  });
  it('what is gone remembers who took it away', () => {
    const [entry] = entries(historyOf(site, "settings/setting[@name='B']"));
    assert.equal(entry!.value, undefined);
    assert.equal(told(entry!.origins), 'Sitecore.config added, 3.config patch:delete');
    const [attribute] = entries(historyOf(site, "settings/setting[@name='B']/@value"));
    assert.equal(told(attribute!.origins), 'Sitecore.config 1 added, 3.config patch:delete');
  });
  it('nothing and nonsense', () => {
    assert.deepEqual(historyOf(site, 'nothing'), { kind: 'found', entries: [] });
    assert.equal(historyOf(site, 'a[').kind, 'invalid');
  });
  it('the state before a file is what its selectors see', () => {
    const before = site.before(2).documentElement.children[0]!;
    assert.deepEqual(
      before.children.map((setting) => `${setting.getAttribute('name')}=${setting.getAttribute('value')}`),
      ['A=2', 'B=1', 'C=1'],
    );
  });
});

describe('What a patch did', () => {
  const matchOf = (place: number, text: string) => {
    const { input } = site.files[place]!;
    return matchAt(site, input.file, input.tree.text.indexOf(text))!;
  };

  it('found, added, with the element as it was before', () => {
    const a = matchOf(1, 'name="A"');
    assert.deepEqual(
      [a.outcome, a.candidates, a.before?.attributes.map(({ value }) => value)],
      ['matched', 1, ['A', '1']],
    );
    const c = matchOf(1, 'name="C"');
    assert.deepEqual([c.outcome, c.candidates, c.before], ['added', 0, undefined]);
  });
  it('commands', () => {
    const [command] = matchOf(2, 'name="A"').commands;
    assert.deepEqual([command!.command, command!.attribute, command!.changed], ['attribute', 'value', true]);
    assert.equal(matchOf(3, 'name="B"').deleted, true);
  });
  it('positions', () => {
    const { position } = matchOf(3, 'name="D"');
    assert.equal(position!.result, 'hit');
    assert.deepEqual(position!.reference?.attributes.map(({ value }) => value)[0], 'A');
  });
  it('leads to the element in the end, and to who overrode it', () => {
    const match = matchOf(1, 'name="A"');
    assert.equal(findElement(site.document, match.within, match.target)?.getAttribute('value'), '3');
    const fate = fateOf(site, 1, match);
    assert.deepEqual(
      fate.attributes.map(({ name, written, winner }) => [name, written.value, winner?.value]),
      [['value', '2', '3']],
    );
  });
  it('leads to who took the element away', () => {
    const gone = merge(engine('new'), '<a/>', '<b name="x" v="1"/>', '<b name="x"><patch:delete/></b>');
    const match = gone.files[1]!.outcome.matches[0]!;
    assert.equal(fateOf(gone, 1, match).removedBy?.action, 'patch:delete');
  });
  it('says how a position came out', () => {
    const results = (patch: string) =>
      merge(engine('new'), '<r><a/><b/></r>', `<r>${patch}</r>`)
        .files[1]!.outcome.matches.flatMap(({ position }) =>
          position ? [`${position.result}${position.moved ? ' moved' : ''}`] : [],
        )
        .join(', ');
    assert.equal(results('<x patch:before="a"/>'), 'hit');
    assert.equal(results('<x patch:before="y"/><y/>'), 'hit-later');
    assert.equal(results('<x patch:before="y"/>'), 'miss');
    assert.equal(results('<a patch:before="a"/>'), 'self');
    assert.equal(results('<b patch:before="a"/>'), 'hit moved');
    assert.equal(results('<x patch:before="a["/>'), 'invalid');
    assert.equal(results('<x patch:before=".."/>'), 'elsewhere');
  });
  it('is said of what rules leave out', () => {
    const match = merge(engine('new', 'A'), '<r/>', '<r role:require="B"/>').files[1]!.outcome.matches[0]!;
    assert.equal(match.outcome, 'inactive');
  });
});

describe('The printed configuration', () => {
  it('is indented like ShowConfig, texts stay in their line', () => {
    const printed = printConfiguration(
      merge(engine('new'), '<!--c--><a x="&lt;&quot;&#10;"><b>t &amp; u</b></a>', '<a y="1"/>').document,
    );
    assert.equal(
      printed.text,
      `<sitecore xmlns:patch="http://www.sitecore.net/xmlconfig/">
  <!--c-->
  <a x="&lt;&quot;&#xA;" y="1" patch:source="1.config">
    <b>t &amp; u</b>
  </a>
</sitecore>`,
    );
  });
  it('knows where each node stands', () => {
    const { text, places } = printConfiguration(site.document);
    const value = places.find(({ node }) => 'ownerElement' in node && node.name === 'value' && node.value === '3')!;
    assert.equal(text.slice(value.start, value.end), 'value="3"');
    const element = places.find(({ node }) => 'tagName' in node && node.getAttribute('name') === 'A')!;
    assert.match(text.slice(element.start, element.end), /^<setting name="A" patch:source="2.config" value="3" \/>$/);
  });
  it('can hide values', () => {
    const { text } = printConfiguration(site.document, {
      hide: (node) => ('ownerElement' in node ? '***' : undefined),
    });
    assert.ok(!text.includes('"3"'));
  });
});

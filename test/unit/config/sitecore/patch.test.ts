import assert from 'node:assert/strict';
import { buildSitecore } from '../../../../server/src/config/sitecore/effective';
import type { Generation } from '../../../../server/src/config/sitecore/namespaces';
import { engine, inOneLine, input, merge, patchFile, within } from './merging';

const BOTH: readonly Generation[] = ['old', 'new'];

/** Before, patch, after: the same in both engines. */
function same(before: string, patch: string, after: string): void {
  for (const generation of BOTH) assert.equal(within(generation, before, patch), after, generation);
}

function differ(before: string, patch: string, after: { old: string; new: string }): void {
  for (const generation of BOTH) assert.equal(within(generation, before, patch), after[generation], generation);
}

describe('Patching Sitecore configuration: changing attributes', () => {
  const setting = '<s name="A" value="1"/>';

  it('patch:attribute with value', () => {
    same(setting, '<s name="A"><patch:attribute name="value" value="2"/></s>', '<s name="A" value="2"/>');
  });
  it('patch:attribute with text', () => {
    same(setting, '<s name="A"><patch:attribute name="value">2</patch:attribute></s>', '<s name="A" value="2"/>');
    same(setting, '<s name="A"><patch:a name="value">2</patch:a></s>', '<s name="A" value="2"/>');
  });
  it('the text of patch:attribute wins over its value', () => {
    const patch = '<s name="A"><patch:attribute name="value" value="3">2</patch:attribute></s>';
    same(setting, patch, '<s name="A" value="2"/>');
  });
  it('patch:attribute with neither empties the attribute', () => {
    same(setting, '<s name="A"><patch:attribute name="value"/></s>', '<s name="A" value=""/>');
  });
  it('set: attributes', () => {
    same(setting, '<s name="A" set:value="2"/>', '<s name="A" value="2"/>');
  });
  it('a plain attribute overrides in the new engine and makes a second element in the old one', () => {
    differ(setting, '<s name="A" value="2"/>', {
      old: '<s name="A" value="1"/><s name="A" value="2"/>',
      new: '<s name="A" value="2"/>',
    });
  });
  it('identifying values are compared with their case', () => {
    same(setting, '<s name="a" set:value="2"/>', '<s name="A" value="1"/><s name="a" value="2"/>');
  });
  it('an element without prefix is no command', () => {
    const after = '<s name="A" value="1"><attribute name="value">2</attribute></s>';
    same(setting, '<s name="A"><attribute name="value">2</attribute></s>', after);
  });
  it('patch:deleteattribute is known to the new engine only', () => {
    differ('<x toDelete="1"/>', '<x><patch:deleteattribute name="toDelete"/></x>', {
      old: '<x toDelete="1"/>',
      new: '<x/>',
    });
  });
  it('the last of several files wins', () => {
    for (const generation of BOTH) {
      const configuration = merge(
        engine(generation),
        `<r>${setting}</r>`,
        '<r><s name="A" set:value="2"/></r>',
        '<r><s name="A" set:value="3"/></r>',
      );
      assert.match(inOneLine(configuration, 'with sources'), /<s name="A" value="3" patch:source="2.config"\/>/);
    }
  });
  it('a variable changed through patch:attribute', () => {
    const base = '<sc.variable name="dataFolder" value="/data"/><x at="$(dataFolder)/logs"/>';
    const patch =
      '<sc.variable name="dataFolder"><patch:attribute name="value">/App_Data</patch:attribute></sc.variable>';
    assert.equal(
      inOneLine(merge(engine('new'), base, patch), 'with sources'),
      '<sitecore><sc.variable name="dataFolder" value="/App_Data" patch:source="1.config"/><x at="/App_Data/logs"/></sitecore>',
    );
  });
  it('names of positions go to the patch namespace, unless there is such an attribute (new engine)', () => {
    differ('<x/>', '<x set:before="1"/>', { old: '<x before="1"/>', new: '<x patch:before="1"/>' });
    differ('<x before="0"/>', '<x set:before="1"/>', { old: '<x before="1"/>', new: '<x before="1"/>' });
  });
});

describe('Patching Sitecore configuration: what matches what', () => {
  it('significant attributes decide in the new engine, all attributes in the old one', () => {
    differ('<a type="T" method="Run" interval="1"/>', '<a type="T" interval="2"/>', {
      old: '<a type="T" method="Run" interval="1"/><a type="T" interval="2"/>',
      new: '<a type="T" method="Run" interval="2"/>',
    });
    differ('<c attr1="a"/>', '<c attr1="b"/>', { old: '<c attr1="a"/><c attr1="b"/>', new: '<c attr1="b"/>' });
  });
  it('a significant attribute keeps elements apart', () => {
    differ('<c attr1="a"/>', '<c attr1="b" desc="t"/>', {
      old: '<c attr1="a"/><c attr1="b" desc="t"/>',
      // What identifies is written first.
      new: '<c attr1="a"/><c desc="t" attr1="b"/>',
    });
  });
  it('`name` alone decides in the new engine', () => {
    differ('<n name="x" a="1" desc="d1"/>', '<n name="x" a="2" desc="d2"/>', {
      old: '<n name="x" a="1" desc="d1"/><n name="x" a="2" desc="d2"/>',
      new: '<n name="x" a="2" desc="d2"/>',
    });
  });
  it('services are told apart by serviceType, as stock patches expect', () => {
    const before =
      '<register serviceType="I" implementationType="A"/><register serviceType="J" implementationType="B"/>';
    const patch = '<register serviceType="J" set:implementationType="C"/>';
    same(before, patch, before.replace('"B"', '"C"'));
  });
  it('an element without such attributes matches the first of its name', () => {
    same('<x p="1"/><x p="2"/>', '<x set:p="3"/>', '<x p="3"/><x p="2"/>');
  });
  it('of several that fit the new engine takes the one whose children resemble the patch', () => {
    differ('<x><a/></x><x><b/><c/></x>', '<x><b/><c v="1"/></x>', {
      old: '<x><a/><b/><c v="1"/></x><x><b/><c/></x>',
      new: '<x><a/></x><x><b/><c v="1"/></x>',
    });
  });
  it('children of a new block are not matched with each other', () => {
    for (const generation of BOTH)
      assert.equal(
        within(generation, '', '<p><c attr1="a"/><c attr1="b"/><c/></p>'),
        '<p><c attr1="a"/><c attr1="b"/><c/></p>',
      );
  });
  it('but from a child that holds only commands on they are, in the new engine', () => {
    const patch = '<p><c name="a" v="1"/><c name="a"><patch:attribute name="v" value="2"/></c><c name="a" v="3"/></p>';
    assert.equal(within('new', '', patch), '<p><c name="a" v="3"/></p>');
    assert.equal(within('old', '', patch), '<p><c name="a" v="1"/><c name="a" v="2"/><c name="a" v="3"/></p>');
  });
  it('a value with characters that XML escapes never matches in the new engine', () => {
    differ('<p type="A&amp;B" v="1"/>', '<p type="A&amp;B" set:v="2"/>', {
      old: '<p type="A&amp;B" v="2"/>',
      new: '<p type="A&amp;B" v="1"/><p type="A&amp;B" v="2"/>',
    });
  });
  it('elements with another namespace are others', () => {
    same('<x/>', '<x xmlns="urn:other" set:v="1"/>', '<x/><x v="1"/>');
  });
});

describe('Patching Sitecore configuration: content', () => {
  it('text takes the place of text', () => {
    same('<frequency>00:05:00</frequency>', '<frequency>00:01:00</frequency>', '<frequency>00:01:00</frequency>');
    same('<path>one</path>', '<path>two</path>', '<path>two</path>');
  });
  it('text takes the place of all that was in the element', () => {
    same('<g><x/><y/></g>', '<g>t</g>', '<g>t</g>');
  });
  it('CDATA is passed over', () => {
    same('<g>t</g>', '<g><![CDATA[u]]></g>', '<g>t</g>');
  });
  it('a comment goes before the next element; only the last one does', () => {
    same('<x/><y/>', '<!--one--><!--two--><y set:v="1"/><!--three-->', '<x/><!--two--><y v="1"/>');
  });
  it('elements are appended', () => {
    same('<node1/><node2/><node3/>', '<patched/>', '<node1/><node2/><node3/><patched/>');
  });
  it('patch:delete takes the element away, and a later file may bring it back', () => {
    same('<node1/><node2/><node3/>', '<node1><patch:delete/></node1>', '<node2/><node3/>');
    same('<node1/><node2/>', '<node1><patch:d/></node1>', '<node2/>');
    for (const generation of BOTH)
      assert.equal(within(generation, '<a/><b/>', '<a><patch:delete/></a>', '<a v="1"/>'), '<b/><a v="1"/>');
  });
  it('patch:delete in an element that is not there changes nothing', () => {
    same('<a/>', '<b name="x"><patch:delete/></b>', '<a/>');
  });
});

describe('Patching Sitecore configuration: positions', () => {
  const nodes = '<node1/><node2/><node3/>';
  const processors = '<p type="A"/><p type="B"/>';

  it('before', () => {
    same(nodes, '<patched patch:before="node1"/>', '<patched/><node1/><node2/><node3/>');
    same(nodes, '<patched patch:b="node3"/>', '<node1/><node2/><patched/><node3/>');
  });
  it('after', () => {
    same(nodes, '<patched patch:after="node1"/>', '<node1/><patched/><node2/><node3/>');
    same(nodes, '<patched patch:a="*[last()]"/>', '<node1/><node2/><node3/><patched/>');
  });
  it('instead', () => {
    same(nodes, '<patched patch:instead="node1"/>', '<patched/><node2/><node3/>');
    same(processors, `<p type="X" patch:instead="*[@type='A']"/>`, '<p type="X"/><p type="B"/>');
  });
  it('any XPath will do', () => {
    const x = (position: string) => within('new', processors, `<p type="X" patch:before="${position}"/>`);
    const first = '<p type="X"/><p type="A"/><p type="B"/>';
    const second = '<p type="A"/><p type="X"/><p type="B"/>';
    for (const position of ['*', '*[1]', 'p', "p[@type='A']", "p[contains(@type,'A')]", "p[@type='C'] | *[1]"])
      assert.equal(x(position), first, position);
    for (const position of ['*[2]', 'p[position()=last()]', "p[@type='B' and @type='B']", "*[not(@type='A')]"])
      assert.equal(x(position), second, position);
  });
  it('without a hit the element goes to the end, also for instead', () => {
    const after = '<p type="A"/><p type="B"/><p type="X"/>';
    same(processors, `<p type="X" patch:before="p[@type='Nope']"/>`, after);
    same(processors, `<p type="X" patch:instead="*[@type='Nope']"/>`, after);
    same(processors, '<p type="X" patch:before="p[1=2]"/>', after);
  });
  it('positions without a hit are tried again when the siblings are in', () => {
    const patch = `<p type="X" patch:before="p[@type='Y']"/><p type="Y"/>`;
    same(processors, patch, '<p type="A"/><p type="B"/><p type="X"/><p type="Y"/>');
  });
  it('those still without one go to the end once more, the last first', () => {
    same('<a/>', '<x patch:after="no"/><y patch:after="no"/><z/>', '<a/><z/><y/><x/>');
  });
  it('an element that is there already is moved', () => {
    same(processors, `<p type="B" patch:before="p[@type='A']"/>`, '<p type="B"/><p type="A"/>');
    same(processors, `<p type="A" patch:after="*[last()]"/>`, '<p type="B"/><p type="A"/>');
  });
  it('instead takes the reference away when it moves', () => {
    same(
      '<p type="A"/><p type="B"/><p type="C"/>',
      `<p type="C" patch:instead="p[@type='A']"/>`,
      '<p type="C"/><p type="B"/>',
    );
  });
  it('the last of several positions wins', () => {
    same(nodes, '<x patch:before="node1" patch:after="node3"/>', '<node1/><node2/><node3/><x/>');
  });
  it('lines are added, not moved, in the new engine', () => {
    const patch = '<path patch:after="*[last()]">two</path><path patch:after="*[last()]">three</path>';
    differ('<path>one</path>', patch, {
      old: '<path>three</path>',
      new: '<path>one</path><path>two</path><path>three</path>',
    });
  });
  it('before and after itself change nothing', () => {
    same(processors, `<p type="A" patch:before="p[@type='A']"/>`, processors);
    same(processors, `<p type="B" patch:after="p[@type='B']"/>`, processors);
  });
  it('instead of itself clears the element in the new engine and removes it in the old one', () => {
    differ('<p type="A" v="1"><q/></p><p type="B"/>', `<p type="A" patch:instead="p[@type='A']"><z/></p>`, {
      old: '<p type="B"/>',
      new: '<p type="A"><z/></p><p type="B"/>',
    });
    // Without children the new engine leaves it alone.
    assert.equal(
      within('new', '<p name="A" v="1"/>', `<p name="A" patch:instead="p[@name='A']"/>`),
      '<p name="A" v="1"/>',
    );
  });
  it('work inside a block that is new itself', () => {
    same('', '<n><a/><b patch:before="a"/></n>', '<n><b/><a/></n>');
  });
  it('a selector that is no XPath is a problem, and the rest is merged', () => {
    for (const generation of BOTH) {
      const configuration = merge(engine(generation), '<r><a/></r>', '<r><x patch:before="a["/><y/></r>');
      assert.equal(inOneLine(configuration), '<sitecore><r><a/><y/><x/></r></sitecore>');
      assert.deepEqual(
        configuration.problems.map(({ code }) => code),
        ['bad-position'],
      );
    }
  });
  it('a selector that leads out of the parent is a problem', () => {
    const configuration = merge(engine('new'), '<q/><r><a><b/></a></r>', '<r><x patch:before="a/b"/></r>');
    assert.equal(inOneLine(configuration), '<sitecore><q/><r><a><b/></a><x/></r></sitecore>');
    assert.deepEqual(
      configuration.problems.map(({ code }) => code),
      ['position-elsewhere'],
    );
  });
});

describe('Patching Sitecore configuration: rules', () => {
  it('a rule that does not hold takes out its element only', () => {
    const patch = [1, 2, 3].map((n) => `<child${n} role:require="role${n}"><patch:delete/></child${n}>`).join('');
    const configuration = merge(engine('new', 'role1'), '<r><child1/><child2/><child3/></r>', `<r>${patch}</r>`);
    assert.equal(inOneLine(configuration), '<sitecore><r><child2/><child3/></r></sitecore>');
  });
  it('rules work in the base and on commands too (new engine)', () => {
    const options = engine('new', 'ContentDelivery');
    const base =
      '<r xmlns:role="http://www.sitecore.net/xmlconfig/role/"><a role:require="ContentManagement"/><b role:require="!ContentManagement"/></r>';
    assert.equal(inOneLine(merge(options, base)), '<sitecore><r><b/></r></sitecore>');
    const command = '<r><b><patch:attribute name="v" value="1" role:require="Standalone"/></b></r>';
    assert.equal(inOneLine(merge(options, base, command)), '<sitecore><r><b/></r></sitecore>');
  });
  it('an empty rule holds; an unreadable one does not and is a problem', () => {
    const configuration = merge(
      engine('new', 'A'),
      '<r/>',
      '<r><x role:require=""/><y role:require="A, B"/><z role:require="A"/></r>',
    );
    assert.equal(inOneLine(configuration), '<sitecore><r><x/><z/></r></sitecore>');
    assert.deepEqual(
      configuration.problems.map(({ code }) => code),
      ['bad-rule'],
    );
  });
  it('without the roles module the old engine takes a rule for an attribute', () => {
    assert.equal(within('old', '<x/>', '<x role:require="Nobody" set:v="1"/>'), '<x/><x role:require="Nobody" v="1"/>');
  });
  it('with the roles module a rule that fails makes its siblings forget their waiting positions', () => {
    const options = { ...engine('old', 'authoring'), ruleSupport: 'role' as const };
    const patch = '<r><x patch:before="y"/><n role:require="publishing"/><y/></r>';
    assert.equal(inOneLine(merge(options, '<r/>', patch)), '<sitecore><r><x/><y/></r></sitecore>');
    const other = '<r><x patch:before="y"/><n role:require="authoring"/><y/></r>';
    assert.equal(inOneLine(merge(options, '<r/>', other)), '<sitecore><r><n/><x/><y/></r></sitecore>');
  });
});

describe('Patching Sitecore configuration: patch:source', () => {
  const sources = (generation: Generation, base: string, patch: string) =>
    inOneLine(merge(engine(generation), base, patch), 'with sources').slice('<sitecore>'.length, -'</sitecore>'.length);

  it('stands on what a file made, not on what is in it', () => {
    for (const generation of BOTH)
      assert.equal(sources(generation, '<r/>', '<r><a><b/></a></r>'), '<r><a patch:source="1.config"><b/></a></r>');
  });
  it('stands on what a file changed by set:', () => {
    for (const generation of BOTH)
      assert.equal(
        sources(generation, '<s name="A"/>', '<s name="A" set:v="1"/>'),
        '<s name="A" v="1" patch:source="1.config"/>',
      );
  });
  it('stands on all that was found by an attribute in the new engine', () => {
    const base = '<s name="A"><t/></s>';
    const patch = '<s name="A"><t/></s>';
    assert.equal(sources('new', base, patch), '<s name="A" patch:source="1.config"><t/></s>');
    assert.equal(sources('old', base, patch), base);
  });
  it('names the file without folder, and the base never', () => {
    assert.equal(sources('new', '<a name="1"/><a name="1" v="2"/>', ''), '<a name="1" v="2"/>');
  });
});

describe('Patching Sitecore configuration: the same file twice', () => {
  it('adds what it cannot find again, as another element', () => {
    // The new engine compares with the escaped value, so `&` never finds itself.
    const once = input('/s/1.config', patchFile('<r><s name="a &amp; b"><t/></s><u name="c"/></r>'));
    const twice = buildSitecore([input('/s', '<sitecore><r/></sitecore>'), once, once], engine('new'));
    const elements = twice.document.documentElement.children[0]!.children;
    assert.deepEqual(
      elements.map(({ tagName }) => tagName),
      ['s', 'u', 's'],
    );
    assert.equal(new Set(elements.map(({ id }) => id)).size, 3);
  });
});

describe('Patching Sitecore configuration: files that do nothing', () => {
  it('commands without name, unknown commands and a deleted root are survived', () => {
    const patch =
      '<patch:delete/><r><patch:attribute value="1"/><patch:remove/><a><patch:delete/><patch:delete/></a></r>';
    const configuration = merge(engine('new'), '<r><a/></r>', patch);
    assert.equal(inOneLine(configuration), '<sitecore><r/></sitecore>');
    assert.deepEqual(
      configuration.problems.map(({ code }) => code),
      ['deleted-root', 'bad-command', 'deleted-twice'],
    );
  });
});

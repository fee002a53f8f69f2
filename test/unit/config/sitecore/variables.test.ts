import assert from 'node:assert/strict';
import { buildSitecore } from '../../../../server/src/config/sitecore/effective';
import { leftOverIn } from '../../../../server/src/config/sitecore/variables';
import { parseVersion } from '../../../../server/src/config/sitecore/version';
import { engine, inOneLine, input, merge } from './merging';

const inner = (text: string) =>
  text.replace(/<sc\.variable[^>]*\/>/g, '').replace(/^<sitecore[^>]*>|<\/sitecore>$/g, '');

describe('Sitecore variables', () => {
  const base = '<sc.variable name="data" value="/data"/><a at="$(data)/x">$(data)/y</a>';

  it('are replaced in attributes; in text by the new engine only', () => {
    assert.equal(inner(inOneLine(merge(engine('new'), base))), '<a at="/data/x">/data/y</a>');
    assert.equal(inner(inOneLine(merge(engine('old'), base))), '<a at="/data/x">$(data)/y</a>');
  });
  it('are also the attributes of the root', () => {
    const site = buildSitecore(
      [input('/s', '<sitecore database="SqlServer"><a t="$(database)"/></sitecore>')],
      engine('new'),
    );
    assert.equal(inOneLine(site), '<sitecore database="SqlServer"><a t="SqlServer"/></sitecore>');
  });
  it('the last definition counts', () => {
    const twice =
      '<x><sc.variable name="data" value="/1"/></x><y><sc.variable name="data" value="/2"/></y><a at="$(data)"/>';
    assert.match(inOneLine(merge(engine('new'), twice)), /<a at="\/2"\/>/);
  });
  it('are found where nobody has looked yet, and not where a text takes their place', () => {
    const deep = '<x><y><z/></y></x><a at="$(data)"/>';
    const at = (...patches: string[]) => /<a at="([^"]*)"/.exec(inOneLine(merge(engine('new'), deep, ...patches)))?.[1];
    const defined = '<x><y><sc.variable name="data" value="/1"/></y></x>';
    assert.equal(at(defined), '/1');
    assert.equal(at(defined, '<x><other/></x>', '<x><y><other/></y></x>'), '/1');
    assert.equal(at(defined, '<x><y><sc.variable name="data" set:value="/2"/></y></x>'), '/2');
    assert.equal(at(defined, '<x>nothing</x>'), '$(data)');
    assert.equal(at(defined, '<x><y>nothing</y></x>'), '$(data)');
  });
  it('refer to others from 9.1 on, before only to those that come later', () => {
    const nested =
      '<sc.variable name="a" value="1"/><sc.variable name="b" value="$(a)2"/><sc.variable name="c" value="$(d)"/><sc.variable name="d" value="4"/><x v="$(b) $(c)"/>';
    const at = (version: string | undefined) => {
      const options = { ...engine('new'), version: version ? parseVersion(version) : undefined };
      return /<x v="([^"]*)"/.exec(inOneLine(merge(options, nested)))?.[1];
    };
    assert.equal(at('9.1'), '12 4');
    assert.equal(at(undefined), '12 4');
    assert.equal(at('9.0'), '$(a)2 4');
  });
  it('a cycle ends', () => {
    const cycle = '<sc.variable name="a" value="$(b)x"/><sc.variable name="b" value="$(a)y"/><z v="$(a)"/>';
    assert.ok(inOneLine(merge(engine('new'), cycle)).length < 200_000);
    const bomb = Array.from({ length: 40 }, (_, i) => `<sc.variable name="v${i}" value="$(v${i + 1})$(v${i + 1})"/>`);
    assert.ok(inOneLine(merge(engine('new'), `${bomb.join('')}<z v="$(v0)"/>`)).length < 10_000_000);
    const long = `<sc.variable name="v" value="${'x'.repeat(50_000)}"/><z v="${'$(v)'.repeat(50_000)}"/>`;
    assert.ok(inOneLine(merge(engine('new'), long)).length < 1_000_000);
  });
  it('environment variables are unknown, with the reason, unless the caller knows them', () => {
    const env = '<sc.variable name="host" value="$(env:HOST)"/><a at="https://$(host)/"/>';
    const unknown = merge(engine('new'), env);
    assert.equal(inner(inOneLine(unknown)), '<a at="https://$(env:HOST)/"/>');
    assert.deepEqual(unknown.variables.evaluate('https://$(host)/', 'attribute'), {
      kind: 'unknown',
      text: 'https://$(env:HOST)/',
      reason: 'comes from the environment variable `HOST` of the machine that runs the site',
    });
    const known = merge({ ...engine('new'), environment: { HOST: 'cm' } }, env);
    assert.deepEqual(known.variables.evaluate('https://$(host)/', 'attribute'), { kind: 'known', text: 'https://cm/' });
  });
  it('names of the object factory are left alone', () => {
    const site = merge(engine('new'), '<db id="master"><x at="$(id) $(0) $(name) $(nobody)"/></db>');
    const database = site.document.documentElement.children[0]!;
    assert.equal(database.children[0]!.getAttribute('at'), '$(id) $(0) $(name) $(nobody)');
    assert.deepEqual(
      leftOverIn('$(id) $(0) $(name) $(nobody) $(env:X)', [database.merged]).map(({ kind }) => kind),
      ['factory', 'factory', 'factory', 'undefined', 'environment'],
    );
  });
  it('tell who defined them', () => {
    const site = merge(engine('new'), base, '<sc.variable name="data" set:value="/other"/>');
    const { origins } = site.variables.all.get('data')!;
    assert.deepEqual(
      origins.map(({ file, value, action }) => [file, value, action]),
      [
        ['/site/App_Config/Sitecore.config', '/data', 'added'],
        ['/site/App_Config/Include/1.config', '/other', 'set'],
      ],
    );
  });
});

import assert from 'node:assert/strict';
import type { Finding } from '../../../server/src/rules/rule';
import { findingsIn, workspaceOf } from '../sites';
import { fixed } from './fixing';

const XDT = 'xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"';
const WEB = '/site/Web.config';
const RELEASE = '/site/Web.Release.config';

const SHOP = `
  <system.web>
    <compilation debug="true" targetFramework="4.8" />
    <authentication mode="Forms"><forms loginUrl="~/login" timeout="80" /></authentication>
    <sessionState mode="StateServer" timeout="80" />
  </system.web>`;

function site(release: string, { web = SHOP, root = '', declares = XDT } = {}): Map<string, string> {
  return new Map([
    [WEB, `<configuration${root}>${web}\n</configuration>\n`],
    [RELEASE, `<configuration ${declares}>${release}\n</configuration>\n`],
  ]);
}

async function inRelease(texts: ReadonlyMap<string, string>): Promise<Finding[]> {
  return findingsIn(await workspaceOf(texts)).filter(
    ({ at, rule }) => at.file === RELEASE && rule.startsWith('transform'),
  );
}

/** `rule: message` of the one finding in the transform. */
async function theOne(texts: ReadonlyMap<string, string>): Promise<Finding> {
  const found = await inRelease(texts);
  assert.equal(found.length, 1, found.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
  return found[0]!;
}

describe('Instructions that the engine does not see', () => {
  for (const [what, attribute] of [
    ['in lower case', 'xdt:transform="SetAttributes"'],
    ['in capitals', 'xdt:TRANSFORM="SetAttributes"'],
    ['misspelled', 'xdt:Transfrom="SetAttributes"'],
    ['without their prefix', 'Transform="SetAttributes(timeout)"'],
  ] as const)
    it(`are named: ${what}, and mended by a choice`, async () => {
      const texts = site(`<system.web><sessionState timeout="20" ${attribute} /></system.web>`);
      const { rule, message, fixes } = await theOne(texts);
      assert.equal(rule, 'transform-attribute-ignored');
      assert.match(message, /it looks for `xdt:Transform`, prefix and case included/);
      assert.equal(fixes![0]!.safe, undefined, 'the variant keeps its timeout until somebody decides');
      assert.match(fixes![0]!.title, /timeout="20"/);
      const after = fixed(texts, fixes!.slice(0, 1));
      assert.match(after.get(RELEASE)!, / xdt:Transform="SetAttributes/);
      assert.deepEqual(await inRelease(after), []);
    });

  it('are not attributes of other languages', async () => {
    const texts = site(
      '<appSettings><add key="A" transform="upper" value="1" xdt:Transform="Insert" /></appSettings>',
      { web: '<appSettings><add key="B" value="1" /></appSettings>' },
    );
    assert.deepEqual(await inRelease(texts), []);
  });

  it('select everything when the locator is not seen', async () => {
    const found = await inRelease(
      site(
        '<appSettings><add key="A" value="2" xdt:Transform="SetAttributes(value)" xdt:locator="Match(key)" /></appSettings>',
        { web: '<appSettings><add key="A" value="1" /><add key="B" value="1" /></appSettings>' },
      ),
    );
    assert.ok(found.some(({ rule, message }) => rule === 'transform-attribute-ignored' && /xdt:Locator/.test(message)));
  });
});

describe('Elements of a transform that change nothing', () => {
  it('are named one by one, what acts beside them left alone', async () => {
    const found = await inRelease(
      site(`<system.web>
        <compilation xdt:Transform="RemoveAttributes(debug)" />
        <sessionState timeout="60" />
        <authentication mode="Forms"><forms timeout="120" /></authentication>
      </system.web>`),
    );
    assert.deepEqual(
      found.map(({ rule, message }) => [rule, /^`<(\w+)>`/.exec(message)![1]]),
      [
        ['transform-element-inert', 'sessionState'],
        ['transform-element-inert', 'authentication'],
      ],
    );
  });

  it('are told in one go when the file is a copy', async () => {
    const { message, related } = await theOne(
      site(SHOP.replace('</system.web>', '<trace enabled="true" /></system.web>')),
    );
    assert.match(message, /and so do 3 more in this file/);
    assert.equal(related!.length, 2);
  });

  it('get an instruction that works, with a locator in a list', async () => {
    const texts = site('<appSettings><add key="A" value="2" /></appSettings>', {
      web: '<appSettings><add key="A" value="1" /><add key="B" value="1" /></appSettings>',
    });
    const { fixes } = await theOne(texts);
    assert.doesNotMatch(fixes![0]!.title, /value="2"/, 'what may be secret is not repeated');
    const after = fixed(texts, fixes!);
    assert.match(after.get(RELEASE)!, /value="2" xdt:Transform="SetAttributes" xdt:Locator="Match\(key\)"/);
    assert.deepEqual(await inRelease(after), []);
  });

  it('are none in what is inserted or removed, in comments and in groups of sections', async () => {
    for (const release of [
      '<system.web><sessionState xdt:Transform="Replace" mode="StateServer" timeout="80"><providers><add name="A" /></providers></sessionState></system.web>',
      '<system.web><trace xdt:Transform="InsertIfMissing" enabled="false"><listeners name="x" /></trace></system.web>',
      '<system.web></system.web><!-- <sessionState timeout="1" /> -->',
      '<location path="admin"><system.web /></location>'.replace(' path="admin"', ''),
    ])
      assert.deepEqual(
        (await inRelease(site(release))).filter(({ rule }) => rule === 'transform-element-inert'),
        [],
        release,
      );
  });

  it('are all of them where no namespace is declared', async () => {
    const { rule, message } = await theOne(
      site('<system.web><sessionState timeout="20" /></system.web>', { declares: 'xmlns:x="urn:x"' }),
    );
    assert.equal(rule, 'transform-namespace');
    assert.match(message, /declares no namespace/);
    assert.deepEqual(await inRelease(site('', { declares: '' })), []);
  });
});

describe('Paths that find nothing', () => {
  const set = '<sessionState timeout="60" xdt:Transform="SetAttributes(timeout)" />';

  it('miss another namespace, which is said once and can be declared', async () => {
    const texts = site(`<system.web>${set}<compilation xdt:Transform="RemoveAttributes(debug)" /></system.web>`, {
      root: ' xmlns="http://schemas.microsoft.com/.NetConfiguration/v2.0"',
    });
    const { message, fixes } = await theOne(texts);
    assert.match(message, /namespace .* names in different namespaces never match/);
    assert.doesNotMatch(fixes!.map(({ title }) => title).join(), /Insert/);
    const after = await inRelease(fixed(texts, fixes!));
    assert.ok(after.every(({ severity }) => severity === 'information'));
  });

  it('miss another case, of themselves or above', async () => {
    for (const release of [
      `<System.Web>${set}</System.Web>`,
      `<system.web>${set.replace('sessionState', 'sessionstate')}</system.web>`,
    ]) {
      const texts = site(release);
      const { message, fixes } = await theOne(texts);
      assert.match(message, /Names are case-sensitive: it has `<(?:system\.web|sessionState)>`/);
      assert.deepEqual(await inRelease(fixed(texts, fixes!)), []);
    }
  });

  it('miss what stands in a location, and nothing is inserted beside it', async () => {
    const { message, fixes } = await theOne(
      site(`<system.web>${set}</system.web>`, { web: `<location path=".">${SHOP}</location>` }),
    );
    assert.match(message, /inside `<location path=".">`/);
    assert.deepEqual(fixes, []);
  });

  it('miss an entry whose key is in another case, which can be written', async () => {
    const texts = site(
      '<appSettings><add key="mail" value="2" xdt:Transform="SetAttributes(value)" xdt:Locator="Match(key)" /></appSettings>',
      { web: '<appSettings><add key="Mail" value="1" /></appSettings>' },
    );
    const { message, fixes } = await theOne(texts);
    assert.match(message, /compared letter by letter: it has key="Mail", not "mail"/);
    assert.deepEqual(await inRelease(fixed(texts, fixes!)), []);
  });

  it('miss what stands elsewhere', async () => {
    const { message } = await theOne(
      site('<system.web><forms timeout="60" xdt:Transform="SetAttributes(timeout)" /></system.web>'),
    );
    assert.match(message, /`<forms>` stands in `<system.web>`, `<authentication>` there/);
  });

  it('offer to insert only where that transforms, and starts', async () => {
    const found = (await theOne(site(`<system.web>${set}</system.web>`, { web: '<system.web></system.web>' }))).fixes!;
    assert.match(found[0]!.title, /^Insert <sessionState> instead, with timeout="60"$/);
    const nowhere = await theOne(site(`<system.web>${set}</system.web>`, { web: '' }));
    assert.deepEqual(nowhere.fixes, []);
  });

  it('are no mistake where something was to be removed', async () => {
    const { severity, fixes } = await theOne(site('<system.web><trace xdt:Transform="Remove" /></system.web>'));
    assert.equal(severity, 'information');
    assert.equal(fixes, undefined);
    const other = '<system.diagnostics><trace autoflush="true" /></system.diagnostics>';
    const elsewhere = await theOne(
      site('<system.web><trace xdt:Transform="Remove" /></system.web>', { web: SHOP + other }),
    );
    assert.equal(elsewhere.severity, 'information', 'that is another one');
    const near = await theOne(site('<system.web><Compilation xdt:Transform="RemoveAttributes(debug)" /></system.web>'));
    assert.equal(near.severity, 'warning', 'it is there under another name');
  });
});

describe('What goes along', () => {
  it('with a group that is replaced: all of it, and only its sections can be replaced instead', async () => {
    const texts = site('<system.web xdt:Transform="Replace"><compilation targetFramework="4.8" /></system.web>');
    const { rule, message, fixes } = await theOne(texts);
    assert.equal(rule, 'transform-replace-loses');
    assert.match(message, /`<authentication>`, `<sessionState>`/);
    const after = fixed(texts, fixes!);
    assert.match(after.get(RELEASE)!, /<system\.web><compilation targetFramework="4\.8" xdt:Transform="Replace" \/>/);
    assert.doesNotMatch((await theOne(after)).message, /sessionState/);
  });

  it('with an element that is removed, or removed and inserted without its timeout', async () => {
    for (const release of [
      '<sessionState xdt:Transform="Remove" />',
      '<sessionState xdt:Transform="Remove" /><sessionState mode="StateServer" xdt:Transform="Insert" />',
    ]) {
      const { rule, message } = await theOne(site(`<system.web>${release}</system.web>`));
      assert.equal(rule, 'transform-drops-timeout');
      assert.match(message, /`timeout` of `<sessionState>` falls back from 80 to its default 20/);
    }
    assert.deepEqual(
      await inRelease(
        site(
          '<system.web><sessionState xdt:Transform="Remove" /><sessionState mode="StateServer" timeout="45" xdt:Transform="Insert" /></system.web>',
        ),
      ),
      [],
    );
  });
});

describe('A whole web.config under the name of a transform', () => {
  it('is no transform that forgot its namespace', async () => {
    const whole = (minutes: number) => `<configuration>
      <appSettings><add key="a" value="1" /></appSettings>
      <system.web><compilation debug="true" /><sessionState timeout="${minutes}" /><httpRuntime /></system.web>
    </configuration>`;
    const said = async (other: string) =>
      findingsIn(
        await workspaceOf(
          new Map([
            ['/site/Web.config', whole(20)],
            ['/site/web.sample.config', other],
          ]),
        ),
      ).map(({ rule }) => rule);
    assert.ok(!(await said(whole(30))).includes('transform-namespace'));
    const part = '<configuration><system.web><sessionState timeout="30" /></system.web></configuration>';
    assert.ok((await said(part)).includes('transform-namespace'));
  });
});

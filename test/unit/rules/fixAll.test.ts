import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { rules } from '../../../server/src/rules/all';
import { patchFile, sitecoreSite } from '../../../server/src/rules/sitecore/shared/examples';
import { parseFixture } from '../fixture';
import { fixEverything, shown, type Texts } from './fixing';
import { harmOf } from './harm';
import { shop, site } from './shops';

const ROOT = path.resolve(__dirname, '../../..');

/** "Fix all" changes nothing that a user, an owner or another site would notice. */
async function harmless(texts: Texts): Promise<Texts> {
  const { texts: after, done } = await fixEverything(texts);
  assert.deepEqual(await harmOf(texts, after, done), [], `${shown(texts)}\n---\n${shown(after)}`);
  return after;
}

describe('"Fix all"', () => {
  it('changes nothing in the sample shop that a user feels: one length is written in its own words', async () => {
    const after = await harmless(sample());
    const web = '/samples/shop/Web.config';
    assert.equal(after.get(web), sample().get(web)!.replace('cookieTimeout="00:30:00"', 'cookieTimeout="30"'));
    assert.deepEqual(new Map(after).set(web, sample().get(web)!), sample());
  });

  it('keeps every number, every other value and every other file, whatever clocks and modes a site has', async () => {
    await fc.assert(
      fc.asyncProperty(site, async (texts) => void (await harmless(texts))),
      { numRuns: 40 },
    );
  });

  it('keeps them whatever patches a Sitecore site has', async () => {
    await fc.assert(
      fc.asyncProperty(sitecore, async (text) => void (await harmless(parseFixture(text).files))),
      { numRuns: 40 },
    );
  });

  for (const rule of rules)
    it(`keeps them on the example of ${rule.id}`, async () => {
      await harmless(parseFixture(rule.examples.bad).files);
      await harmless(parseFixture(rule.examples.good).files);
    });

  it('writes a length in the words of its setting, where only one length can be meant', async () => {
    const after = await harmless(shop({ forms: '00:50:00', session: '20 min' }));
    assert.match(
      after.get('/repo/shop/Web.config')!,
      /<forms timeout="50" \/>\s*[\s\S]*<sessionState timeout="20" \/>/,
    );
    const doubtful = shop({ forms: '00:20', session: '1,000' });
    assert.deepEqual(await harmless(doubtful), doubtful);
  });

  it('leaves to a person what 0, -1 and milliseconds mean', async () => {
    for (const minutes of ['0', '-1', '1200000']) {
      const texts = shop({ mode: 'StateServer', forms: minutes, session: minutes });
      assert.deepEqual(await harmless(texts), texts);
    }
  });

  it('writes names and words in the case that is read, unless that makes two of one', async () => {
    const web = (inside: string) =>
      new Map([['/site/Web.config', `<configuration><system.web>${inside}</system.web></configuration>`]]);
    const { texts: after } = await fixEverything(
      web('<Authentication mode="forms"><forms Timeout="50" /></Authentication><sessionstate mode="inproc" />'),
    );
    assert.deepEqual(
      after,
      web('<authentication mode="Forms"><forms timeout="50" /></authentication><sessionState mode="InProc" />'),
    );
    const twice = web('<sessionState timeout="20" /><sessionstate timeout="30" />');
    assert.deepEqual(await harmless(twice), twice);
  });

  it('puts straight quotes in place of typographic ones', async () => {
    const web = (quoted: string) =>
      new Map([
        [
          '/site/Web.config',
          `<configuration><system.web><authentication mode="Forms"><forms loginUrl=${quoted.replace('50', '~/my page')} timeout=${quoted} slidingExpiration="true" /></authentication></system.web></configuration>`,
        ],
      ]);
    for (const [open, close] of ['“”', '„“', '″″', '"”', '“"', '«»'])
      assert.deepEqual(await harmless(web(`${open}50${close}`)), web('"50"'), `${open}${close}`);
  });
});

describe('"Fix all" with rules that were named', () => {
  it('makes the first fix of these too, and no other choice', async () => {
    const texts = shop({ forms: '60', session: '20', sliding: 'false' });
    const { texts: after } = await fixEverything(texts, new Set(['sliding-expiration-off']));
    assert.match(after.get('/repo/shop/Web.config')!, /<forms timeout="60" slidingExpiration="true" \/>/);
    assert.match(after.get('/repo/shop/Web.config')!, /<sessionState timeout="20" \/>/);
  });
});

function sample(): Texts {
  const texts = new Map<string, string>();
  const work = ['samples'];
  for (let folder = work.pop(); folder; folder = work.pop()) {
    for (const entry of fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
      const at = `${folder}/${entry.name}`;
      if (entry.isDirectory()) work.push(at);
      else texts.set(`/${at}`, fs.readFileSync(path.join(ROOT, at), 'utf8'));
    }
  }
  return texts;
}

const command = fc.constantFrom(
  '<patch:attribute name="value">2</patch:attribute>',
  '<patch:attr name="value">2</patch:attr>',
  '<attribute name="value">2</attribute>',
  '<patch:attribute Name="value">2</patch:attribute>',
  '<patch:deleteattribute name="value" />',
  '<patch:remove />',
);
const named = fc.constantFrom(
  'Authentication.ClientSessionTimeout',
  'Authentication.ClientPersistentLoginDuration',
  'Analytics.Robots.SessionTimeout',
  'analytics.robots.sessiontimeout',
  'Shop.Own',
);

const sitecore: fc.Arbitrary<string> = fc
  .record({
    name: named,
    command,
    set: fc.constantFrom('http://www.sitecore.net/xmlconfig/set/', 'http://www.sitecore.net/xmlconfig/set'),
    section: fc.constantFrom('sitecore', 'Sitecore'),
    position: fc.constantFrom('patch:before', 'patch:befor', 'after', 'patch:instead'),
    span: fc.constantFrom('00:20:00', '0:45', '30'),
    role: fc.constantFrom('', ' role:require="ContentManagement"', ' role:require="ContentManagement || Standalone"'),
  })
  .map(({ name, command, set, section, position, span, role }) =>
    sitecoreSite({
      base: `
        <settings>
          <setting name="Authentication.ClientSessionTimeout" value="60" />
          <setting name="Authentication.ClientPersistentLoginDuration" value="180" />
          <setting name="Analytics.Robots.SessionTimeout" value="1" />
        </settings>
        <pipelines>
          <owin.initialize>
            <processor name="CookieAuthentication" type="Sitecore.Owin.Authentication.Pipelines.Initialize.CookieAuthentication, Sitecore.Owin.Authentication">
              <ExpireTimeSpan>00:30:00</ExpireTimeSpan>
            </processor>
          </owin.initialize>
        </pipelines>`,
      file: patchFile(`
        <settings${role}>
          <setting name="${name}">${command}</setting>
          <setting name="Shop.Second" set:value="3" />
        </settings>
        <pipelines>
          <owin.initialize>
            <processor name="CookieAuthentication"><ExpireTimeSpan>${span}</ExpireTimeSpan></processor>
            <processor ${position}="processor[@name='CookieAuthentication']" type="Shop.Start, Shop" />
          </owin.initialize>
        </pipelines>`)
        .replace('http://www.sitecore.net/xmlconfig/set/', set)
        .replaceAll('sitecore>', `${section}>`),
    }),
  );

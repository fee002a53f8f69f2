import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { rules } from '../../../server/src/rules/all';
import { patchFile, sitecoreSite } from '../../../server/src/rules/sitecore/shared/examples';
import { parseFixture } from '../fixture';
import { fixEverything, shown, type Texts } from './fixing';
import { harmOf } from './harm';

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
      { numRuns: 100 },
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

interface Shop {
  readonly mode?: string | undefined;
  readonly session?: string | undefined;
  readonly auth?: string | undefined;
  readonly forms?: string | undefined;
  readonly sliding?: string | undefined;
  readonly sameSite?: string | undefined;
  readonly applicationIdle?: string | undefined;
  readonly debug?: string | undefined;
  readonly execution?: string | undefined;
  readonly idle?: string | undefined;
  readonly recycle?: string | undefined;
  readonly schedule?: string | undefined;
  readonly release?: { readonly forms?: string | undefined; readonly session?: string | undefined } | undefined;
}

/** A site in a pool, with what is given and nothing else. */
function shop(given: Shop): Texts {
  const { auth = 'Forms', release } = given;
  const texts = new Map([
    [
      '/repo/shop/Web.config',
      `<configuration>
  <system.web>
    ${tag('compilation', { debug: given.debug })}
    ${tag('httpRuntime', { executionTimeout: given.execution })}
    ${tag('hostingEnvironment', { idleTimeout: given.applicationIdle })}
    <authentication mode="${auth}">
      ${tag('forms', { timeout: given.forms, slidingExpiration: given.sliding, cookieSameSite: given.sameSite })}
    </authentication>
    ${tag('sessionState', { mode: given.mode, timeout: given.session })}
  </system.web>
</configuration>
`,
    ],
    [
      '/repo/iis/applicationHost.config',
      `<configuration>
  <system.applicationHost>
    <applicationPools>
      <add name="Shop">
        ${tag('processModel', { idleTimeout: given.idle })}
        ${given.recycle || given.schedule ? `<recycling><periodicRestart${given.recycle ? ` time="${given.recycle}"` : ''}>${given.schedule ? `<schedule><add value="${given.schedule}" /></schedule>` : ''}</periodicRestart></recycling>` : ''}
      </add>
    </applicationPools>
    <sites>
      <site name="Shop" id="1">
        <application path="/" applicationPool="Shop">
          <virtualDirectory path="/" physicalPath="C:\\sites\\shop" />
        </application>
      </site>
    </sites>
  </system.applicationHost>
</configuration>
`,
    ],
  ]);
  if (release)
    texts.set(
      '/repo/shop/Web.Release.config',
      `<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
  <system.web>
    <authentication>
      ${release.forms ? `<forms timeout="${release.forms}" xdt:Transform="SetAttributes(timeout)" />` : ''}
    </authentication>
    ${release.session ? `<sessionState timeout="${release.session}" xdt:Transform="SetAttributes(timeout)" />` : ''}
  </system.web>
</configuration>
`,
    );
  return texts;
}

/** The element with the attributes that are given; nothing when none is. */
function tag(name: string, attributes: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return given.length > 0 ? `<${name}${given.map(([key, value]) => ` ${key}="${value}"`).join('')} />` : '';
}

const minutes = fc.oneof(
  fc.constantFrom('1', '15', '20', '30', '39', '40', '41', '60', '480', '1440', '1441', '2880', '129600', '525600'),
  fc.constantFrom('0', '-5', '525601', '00:20:00', 'Infinite', '20 ', '1800', 'x'),
  fc.nat({ max: 5000 }).map(String),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const flag = fc.constantFrom('true', 'false', 'True');

const site: fc.Arbitrary<Texts> = fc
  .record({
    mode: maybe(fc.constantFrom('InProc', 'StateServer', 'SQLServer', 'Off', 'Custom', 'inproc')),
    session: maybe(minutes),
    auth: fc.constantFrom('Forms', 'Forms', 'Forms', 'None', 'Windows', 'forms'),
    forms: maybe(minutes),
    sliding: maybe(flag),
    sameSite: maybe(fc.constantFrom('None', 'Lax', 'Strict', 'none')),
    applicationIdle: maybe(minutes),
    debug: maybe(flag),
    execution: maybe(fc.constantFrom('60', '0', '00:05:00')),
    idle: maybe(fc.constantFrom('00:00:00', '00:05:00', '00:20:00', '01:00:00', '20', '31.00:00:00')),
    recycle: maybe(fc.constantFrom('00:00:00', '29:00:00', '1.00:00:00')),
    schedule: maybe(fc.constantFrom('03:00:00', '25:00:00')),
    release: maybe(fc.record({ forms: maybe(minutes), session: maybe(minutes) })),
  })
  .map(shop);

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

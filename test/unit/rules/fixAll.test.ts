import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import fc from 'fast-check';
import { badOnes, fixEverything, type Texts } from './fixing';

const ROOT = path.resolve(__dirname, '../../..');

/** After "fix all" nothing is left that is bad and could have been fixed. */
async function settles(texts: Texts): Promise<Texts> {
  const { left, texts: after } = await fixEverything(texts);
  const fixable = left.filter(({ fixes }) => fixes?.some((fix) => !fix.onlyByHand));
  assert.deepEqual(badOnes(fixable), [], [...after].map(([file, text]) => `${file}\n${text}`).join('\n'));
  return after;
}

describe('"Fix all"', () => {
  it('settles the sample shop with its transforms and its server', async () => {
    const after = await settles(sample());
    assert.match(after.get('/samples/shop/Web.config')!, /cookieTimeout="30"/);
  });

  it('comes to rest and leaves nothing to fix, whatever clocks and modes a site has', async () => {
    await fc.assert(
      fc.asyncProperty(site, async (texts) => void (await settles(texts))),
      { numRuns: 100 },
    );
  });

  it('lowers a sign-in of months instead of promising session data for months', async () => {
    const after = await settles(
      new Map([
        [
          '/site/Web.config',
          '<configuration>\n  <system.web>\n    <authentication mode="Forms">\n      <forms timeout="129600" />\n    </authentication>\n  </system.web>\n</configuration>\n',
        ],
      ]),
    );
    assert.equal(
      after.get('/site/Web.config'),
      '<configuration>\n  <system.web>\n    <authentication mode="Forms">\n      <forms timeout="40" />\n    </authentication>\n    <sessionState timeout="40" />\n  </system.web>\n</configuration>\n',
    );
  });

  it('raises a sign-in of hours and its pool with it', async () => {
    const after = await settles(shop({ forms: '480', session: '20', idle: '00:20:00' }));
    assert.match(after.get('/repo/shop/Web.config')!, /<sessionState timeout="480" \/>/);
    assert.match(after.get('/repo/iis/applicationHost.config')!, /idleTimeout="08:00:00"/);
  });

  it('sets the idle time on the pool, not on the defaults of all pools', async () => {
    const texts = new Map(shop({ forms: '60', session: '60' }));
    const host = '/repo/iis/applicationHost.config';
    texts.set(
      host,
      texts
        .get(host)!
        .replace(
          '</applicationPools>',
          '<applicationPoolDefaults><processModel idleTimeout="00:10:00" /></applicationPoolDefaults></applicationPools>',
        ),
    );
    const after = await settles(texts);
    assert.match(after.get(host)!, /<add name="Shop">\s*<processModel idleTimeout="01:00:00" \/>\s*<\/add>/);
    assert.match(after.get(host)!, /<applicationPoolDefaults><processModel idleTimeout="00:10:00" \/>/);
  });

  it('writes for one site what machine.config says for all', async () => {
    const machine = '<configuration><system.web><sessionState timeout="10" /></system.web></configuration>';
    const after = await settles(
      new Map([
        ['/repo/Config/machine.config', machine],
        ...[...shop({ forms: '60' })].filter(([file]) => !file.includes('/iis/')),
      ]),
    );
    assert.equal(after.get('/repo/Config/machine.config'), machine);
    assert.match(after.get('/repo/shop/Web.config')!, /<sessionState timeout="60" \/>/);
  });

  it('takes away what does nothing, with its blank or its line', async () => {
    const after = await settles(
      new Map([
        [
          '/site/Web.config',
          '<configuration>\r\n\t<system.web>\r\n\t\t<sessionState mode="InProc" customProvider="P" timeout="20" stateNetworkTimeout="5">\r\n\t\t\t<providers>\r\n\t\t\t\t<add name="P" type="T" />\r\n\t\t\t</providers>\r\n\t\t</sessionState>\r\n\t\t<authentication mode="None">\r\n\t\t\t<forms timeout="5" />\r\n\t\t</authentication>\r\n\t</system.web>\r\n</configuration>\r\n',
        ],
      ]),
    );
    assert.equal(
      after.get('/site/Web.config'),
      '<configuration>\r\n\t<system.web>\r\n\t\t<sessionState mode="InProc" timeout="20">\r\n\t\t\t<providers>\r\n\t\t\t\t<add name="P" type="T" />\r\n\t\t\t</providers>\r\n\t\t</sessionState>\r\n\t\t<authentication mode="None">\r\n\t\t</authentication>\r\n\t</system.web>\r\n</configuration>\r\n',
    );
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

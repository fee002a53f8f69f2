import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { xmlSource } from '../../../../server/src/config/aspnet/source';
import { type IisConfiguration, readIis } from '../../../../server/src/config/iis/applicationHost';
import { poolOf } from '../../../../server/src/config/iis/pools';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { parseFixture } from '../../fixture';

const FILE = '/iis/applicationHost.config';
const CORPUS = path.resolve(import.meta.dirname, '../../../../../shared/corpus/sites/iis-shared-config');

function iis(text: string): IisConfiguration {
  return readIis(xmlSource(parseXml(text), FILE));
}

function server(pools: string, sites = ''): IisConfiguration {
  return iis(
    `<configuration><system.applicationHost><applicationPools>${pools}</applicationPools><sites>${sites}</sites></system.applicationHost></configuration>`,
  );
}

const site = (name: string, physicalPath: string, pool = name, application = '/') =>
  `<site name="${name}" id="1"><application path="${application}" applicationPool="${pool}"><virtualDirectory path="/" physicalPath="${physicalPath}" /></application></site>`;

/** Pool name, or why there is none. */
function mapped(configuration: IisConfiguration, folder: string): string {
  const mapping = poolOf(configuration, folder);
  return 'unknown' in mapping ? mapping.unknown : mapping.pool.name;
}

describe('an application pool', () => {
  it('takes its values from the defaults, then its own', () => {
    const pool = server(`
      <add name="Shop" queueLength="5"><processModel idleTimeout="00:05:00" /></add>
      <applicationPoolDefaults queueLength="4000" startMode="AlwaysRunning"><processModel idleTimeout="01:00:00" idleTimeoutAction="Suspend" /></applicationPoolDefaults>
    `).pool('shop');
    const history = (name: string) => pool?.value(name)?.history.map(({ note, literal }) => `${note}: ${literal}`);
    assert.deepEqual(history('processModel/@idleTimeout'), [
      'applicationPoolDefaults: 01:00:00',
      'pool "Shop": 00:05:00',
    ]);
    assert.equal(pool?.value('processModel/@idleTimeout')?.literal, '00:05:00');
    assert.equal(pool?.value('processModel/@idleTimeoutAction')?.literal, 'Suspend');
    assert.equal(pool?.value('@startMode')?.literal, 'AlwaysRunning');
    assert.equal(pool?.value('@queueLength')?.literal, '5');
    assert.equal(pool?.value('recycling/periodicRestart/@time'), undefined);
  });

  it('recycles at the times of the defaults and its own, unless it clears them', () => {
    const times = (own: string) =>
      server(`
        <applicationPoolDefaults><recycling><periodicRestart><schedule><add value="03:00:00" /></schedule></periodicRestart></recycling></applicationPoolDefaults>
        <add name="Shop"><recycling><periodicRestart time="00:00:00"><schedule>${own}</schedule></periodicRestart></recycling></add>
      `)
        .pool('Shop')
        ?.schedule()
        .map(({ literal }) => literal);
    assert.deepEqual(times('<add value="12:00:00" />'), ['03:00:00', '12:00:00']);
    assert.deepEqual(times('<clear /><add value="12:00:00" />'), ['12:00:00']);
    assert.deepEqual(times(''), ['03:00:00']);
  });

  it('exists once', () => {
    const { problems } = server('<add name="A" /><add name="a" />');
    assert.deepEqual(
      problems.map(({ code, message }) => [code, message]),
      [
        [
          'iis-repeated',
          'The pool "a" stands here a second time: IIS cannot read the section, and no site starts. Remove one of the two.',
        ],
      ],
    );
  });
});

describe('sites and applications', () => {
  const configuration = server(
    '<add name="P" /><add name="Q" />',
    `
      <site name="Shop" id="2">
        <applicationDefaults applicationPool="Q" />
        <application path="/"><virtualDirectory path="/" physicalPath="C:\\sites\\shop" /></application>
        <application path="/api" applicationPool="P" preloadEnabled="true">
          <virtualDirectoryDefaults allowSubDirConfig="false" />
          <virtualDirectory path="/" physicalPath="C:\\sites\\api" />
        </application>
      </site>
      <applicationDefaults applicationPool="P" />
      <virtualDirectoryDefaults allowSubDirConfig="true" />
    `,
  );

  it('take defaults of the server, then of the site', () => {
    const [root, api] = configuration.site('shop')?.applications ?? [];
    assert.deepEqual(
      root?.value('@applicationPool')?.history.map(({ note, literal }) => `${note}: ${literal}`),
      ['applicationDefaults of all sites: P', 'applicationDefaults of "Shop": Q'],
    );
    assert.equal(api?.value('@applicationPool')?.literal, 'P');
    assert.equal(api?.value('@preloadEnabled')?.literal, 'true');
    assert.equal(root?.directories[0]?.value('@allowSubDirConfig')?.literal, 'true');
    assert.equal(api?.directories[0]?.value('@allowSubDirConfig')?.literal, 'false');
  });

  it('must name a pool that exists', () => {
    const { problems } = server('<add name="A" />', site('Shop', 'C:\\shop', 'Gone'));
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['iis-pool-missing'],
    );
    assert.match(problems[0]?.message ?? '', /There is no pool "Gone" in this file: the application answers 503/);
  });
});

describe('the pool of a folder', () => {
  const pools = '<add name="A" /><add name="B" />';

  it('is found by the end of the physical path, whatever the drive', () => {
    const configuration = server(
      pools,
      site('a.com', 'D:\\vhosts\\a.com\\http', 'A') + site('b.com', '%SystemDrive%\\vhosts\\b.com\\http', 'B'),
    );
    assert.equal(mapped(configuration, '/repo/src/a.com/http'), 'A');
    assert.equal(mapped(configuration, 'e:/vhosts/B.com/HTTP'), 'B');
  });

  it('is the one whose path agrees most', () => {
    const configuration = server(pools, site('old', 'C:\\old\\shop', 'A') + site('new', 'C:\\new\\shop', 'B'));
    assert.equal(mapped(configuration, '/repo/new/shop'), 'B');
    assert.match(mapped(configuration, '/repo/shop'), /Several applications .* could be this folder: "old", "new"\./);
  });

  it('is certain when all candidates share it', () => {
    const configuration = server(pools, site('http', 'C:\\shop', 'A') + site('https', 'C:\\shop', 'a'));
    assert.equal(mapped(configuration, '/repo/shop'), 'A');
  });

  it('is unknown when only a name agrees that everybody uses', () => {
    const configuration = server(pools, site('a.com', 'C:\\vhosts\\a.com\\wwwroot', 'A'));
    assert.match(mapped(configuration, '/repo/wwwroot'), /No site of applicationHost.config has a physical path/);
    assert.match(mapped(configuration, '/'), /The root of a drive/);
  });

  it('is unknown when the application names none, or one that does not exist', () => {
    assert.match(
      mapped(server(pools, site('a.com', 'C:\\shop', 'C')), '/shop'),
      /runs in the pool "C", which applicationHost.config does not have/,
    );
    const none = site('a.com', 'C:\\shop').replace(/ applicationPool="[^"]*"/, '');
    assert.match(mapped(server(pools, none), '/shop'), /names no application pool/);
  });

  it('is told in words', () => {
    const mapping = poolOf(server(pools, site('a.com', 'C:\\shop', 'A', '/cart')), '/shop');
    assert.equal(
      'why' in mapping && mapping.why,
      '"a.com/cart" has the physical path C:\\shop and runs in the pool "A".',
    );
    assert.equal('why' in mapping && mapping.application.path, '/cart');
  });
});

describe('any applicationHost.config', () => {
  it('gives an answer, cut off anywhere', () => {
    const text = [
      ...parseFixture(`
      //- iis/applicationHost.config
      <configuration><system.applicationHost>
        <applicationPools><add name="A"><recycling><periodicRestart><schedule><add value="1" /></schedule></periodicRestart></recycling></add></applicationPools>
        <sites><site name="a"><application applicationPool="A"><virtualDirectory physicalPath="C:\\x\\y" /></application></site></sites>
      </system.applicationHost></configuration>
    `).files.values(),
    ][0]!;
    for (let length = 0; length <= text.length; length++) {
      const configuration = iis(text.slice(0, length));
      assert.ok(configuration.problems.length <= 1);
      assert.ok(poolOf(configuration, '/x/y'));
      assert.ok(!configuration.pool('none'));
    }
  });

  it('with 5,000 sites is read in the time its names take', () => {
    let pools = '';
    let sites = '';
    for (let i = 0; i < 5000; i++) {
      pools += `<add name="p${i}"><processModel idleTimeout="00:${10 + (i % 50)}:00" /></add>`;
      sites += site(`s${i}`, `C:\\vhosts\\s${i}\\http`, `p${i}`);
    }
    const document = parseXml(
      `<configuration><system.applicationHost><applicationPools>${pools}</applicationPools><sites>${sites}</sites></system.applicationHost></configuration>`,
    );
    const configuration = readIis(xmlSource(document, FILE));
    assert.equal(mapped(configuration, '/vhosts/s4321/http'), 'p4321');
    assert.deepEqual(configuration.problems, []);
  });

  it('of a shared configuration names the pools that stop before their sessions', function () {
    if (!existsSync(CORPUS)) {
      console.log('      the corpus is not here: skipped');
      this.skip();
    }
    const configuration = iis(readFileSync(path.join(CORPUS, 'applicationHost.config'), 'utf8'));
    const idle = configuration
      .poolNames()
      .map((name) => [name, configuration.pool(name)?.value('processModel/@idleTimeout')?.literal]);
    assert.deepEqual(Object.fromEntries(idle.filter(([, literal]) => literal)), {
      'redisoncloud.com': '00:05:00',
      'ikinci.com': '00:05:00',
      'deneme.com': '00:05:00',
    });
    assert.equal(mapped(configuration, '/repo/vhosts/deneme.com/http'), 'deneme.com');
    assert.equal(configuration.value('system.applicationHost/webLimits/@dynamicIdleThreshold')?.literal, '0');
    assert.deepEqual(configuration.problems, []);
  });
});

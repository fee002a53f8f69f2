import assert from 'node:assert/strict';
import { parseVersion } from '../../../server/src/config/sitecore/version';
import { settings } from '../../../server/src/settings/catalogue';
import { settingsOf } from '../../../server/src/settings/reader';
import { defaultIn, isSettingOf } from '../../../server/src/settings/sitecore/versions';
import type { Site } from '../../../server/src/site/site';
import { surelyAtLeast, surelyBefore, type VersionBounds } from '../../../server/src/site/sitecore/version';
import { patch, type SitecoreFixture, setting, sitecoreFiles } from '../sitecoreFixture';
import { siteOf } from '../sites';

const path = (name: string) => `sitecore/settings/setting[name='${name}']/@value`;
const TICKET = path('Authentication.ClientSessionTimeout');

async function sitecore(fixture: SitecoreFixture, version?: string): Promise<Site> {
  return siteOf(sitecoreFiles(fixture), version === undefined ? {} : { sitecoreVersion: version });
}

describe('a setting of Sitecore', () => {
  it('has its history through all layers, the winner last', async () => {
    const site = await sitecore({
      base: setting('Authentication.ClientSessionTimeout', '60'),
      files: {
        'App_Config/Modules/M.config': patch(
          '<settings><setting name="Authentication.ClientSessionTimeout" set:value="90" /></settings>',
        ),
        'App_Config/Include/C.config': patch(
          '<settings><setting name="Authentication.ClientSessionTimeout"><patch:attribute name="value">120</patch:attribute></setting></settings>',
        ),
      },
    });
    const { value, seconds, history, winner } = settingsOf(site.view(null)).get(TICKET);
    assert.deepEqual([value, seconds], ['120', 7200]);
    assert.deepEqual(
      history.map(({ layer, kind, literal, note }) => [layer, kind, literal, note]),
      [
        ['Sitecore.config', 'file', '60', 'added'],
        ['Modules', 'patch', '90', 'set'],
        ['Custom', 'patch', '120', 'patch:attribute'],
      ],
    );
    assert.equal(winner?.file, '/site/App_Config/Include/C.config');
  });

  it('has its default when a patch takes it away', async () => {
    const site = await sitecore({
      base: setting('Authentication.ClientSessionTimeout', '7'),
      files: {
        'App_Config/Include/C.config': patch(
          '<settings><setting name="Authentication.ClientSessionTimeout"><patch:delete /></setting></settings>',
        ),
      },
    });
    const { value, given } = settingsOf(site.view(null)).get(TICKET);
    assert.deepEqual([value, given], ['60', false]);
  });

  it('may be the text of an element, and agents are told apart by class', async () => {
    const site = await sitecore({
      base: `<scheduling><frequency>00:00:30</frequency>
        <agent type="Sitecore.Tasks.UrlAgent, Sitecore.Kernel" interval="00:10:00" /></scheduling>`,
    });
    const reader = settingsOf(site.view(null));
    assert.equal(reader.get('sitecore/scheduling/frequency').seconds, 30);
    assert.equal(reader.get("sitecore/scheduling/agent[type='Sitecore.Tasks.UrlAgent']/@interval").seconds, 600);
  });

  it('is unknown when it comes from the environment of the server', async () => {
    const site = await sitecore({ base: setting('Authentication.ClientSessionTimeout', '$(env:TICKET)') });
    assert.match(JSON.stringify(settingsOf(site.view(null)).get(TICKET).value), /environment variable `TICKET`/);
  });

  it('takes variables of the configuration', async () => {
    const site = await sitecore({
      base: `<sc.variable name="minutes" value="33" />${setting('Authentication.ClientSessionTimeout', '$(minutes)')}`,
    });
    assert.equal(settingsOf(site.view(null)).get(TICKET).value, '33');
  });

  it('is unknown when it is there twice with different values', async () => {
    const twice = `${setting('Authentication.ClientSessionTimeout', '60')}${setting('Authentication.ClientSessionTimeout', '70')}`;
    // The new engine merges the second into the first.
    const site = await sitecore({ base: twice, reader: 'ConfigReader' });
    assert.match(JSON.stringify(settingsOf(site.view(null)).get(TICKET).value), /2 times/);
  });

  it('is what the code decides where the file says value=""', async () => {
    const site = await sitecore({
      base: `<settings><setting name="Authentication.ClientSessionTimeout" value="" />
        <setting name="MediaResponse.SlidingExpiration" value="" /></settings>`,
    });
    const reader = settingsOf(site.view(null));
    assert.deepEqual([reader.get(TICKET).literal, reader.get(TICKET).value], ['', '60']);
    assert.equal(reader.get(path('MediaResponse.SlidingExpiration')).value, '');
  });

  it('that Sitecore cannot read is not guessed', async () => {
    const site = await sitecore({ base: setting('Authentication.ClientSessionTimeout', '01:00:00') });
    assert.match(JSON.stringify(settingsOf(site.view(null)).get(TICKET).value), /cannot be read/);
  });
});

describe('defaults of Sitecore by version', () => {
  const FREQUENCY = settings.find((one) => one.path === 'sitecore/scheduling/frequency')!;
  const bounds = (exactly: string): VersionBounds => ({ exactly: parseVersion(exactly)! });

  it('are those of the version', () => {
    assert.equal(defaultIn(FREQUENCY, bounds('8.2')), '00:05:00');
    assert.equal(defaultIn(FREQUENCY, bounds('9.0.1')), '00:05:00');
    assert.equal(defaultIn(FREQUENCY, bounds('9.0.2')), '00:00:05');
    assert.equal(defaultIn(FREQUENCY, bounds('10.4')), '00:00:05');
  });

  it('are unknown between two, when no file tells', () => {
    assert.match(
      JSON.stringify(defaultIn(FREQUENCY, bounds('9.0 rev. 171219'))),
      /00:05:00 from Sitecore 6.0, 00:00:05 from/,
    );
    assert.match(JSON.stringify(defaultIn(FREQUENCY, {})), /no file tells the version/);
  });

  it('follow bounds that are narrow enough', () => {
    assert.equal(defaultIn(FREQUENCY, { before: parseVersion('9.0')! }), '00:05:00');
    assert.equal(defaultIn(FREQUENCY, { atLeast: parseVersion('9.1')! }), '00:00:05');
  });

  it('belong to settings that the version has', async () => {
    const has = async (name: string, version: string) => {
      const found = settings.find((one) => one.path === path(name))!;
      return isSettingOf(await sitecore({}, version), found);
    };
    assert.equal(await has('FederatedAuthentication.Enabled', '8.2'), false);
    assert.equal(await has('FederatedAuthentication.Enabled', '9.0'), true);
    assert.equal(await has('Analytics.Robots.IgnoreAutoRobots', '7.0'), true);
    assert.equal(await has('Analytics.Robots.IgnoreAutoRobots', '7.5'), false);
  });

  it('start with the first version a setting has', () => {
    for (const { path: at, since, defaults, default: newest } of settings) {
      if (!defaults) continue;
      assert.equal(defaults[defaults.length - 1]!.value, newest, at);
      if (since !== undefined) assert.equal(defaults[0]!.since, since, at);
    }
  });
});

describe('bounds of a version', () => {
  it('are sure only where every number that counts is known', () => {
    const nine = { exactly: parseVersion('9')! };
    assert.deepEqual(
      [surelyAtLeast(nine, '9.0'), surelyAtLeast(nine, '9.1'), surelyBefore(nine, '9.1')],
      [true, false, false],
    );
    const minor = { exactly: parseVersion('9.0')! };
    assert.deepEqual([surelyAtLeast(minor, '9.0.2'), surelyBefore(minor, '9.0.2')], [false, false]);
    const between = { atLeast: parseVersion('9.0.1')!, before: parseVersion('9.1')! };
    assert.deepEqual(
      [surelyAtLeast(between, '9.0.1'), surelyBefore(between, '9.1'), surelyBefore(between, '9.0.3')],
      [true, true, false],
    );
  });
});

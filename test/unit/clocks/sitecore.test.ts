import assert from 'node:assert/strict';
import { clocksOf, verdictOf } from '../../../server/src/clocks/ofSite';
import { timelineModel } from '../../../server/src/features/timelineModel';
import type { Clock, Scenario } from '../../../server/src/session/clocks';
import { heading } from '../../../server/src/session/heading';
import { simulate } from '../../../server/src/session/simulate';
import type { Site } from '../../../server/src/site/site';
import { patch, type SitecoreFixture, setting, sitecoreFiles } from '../sitecoreFixture';
import { siteOf } from '../sites';

const COOKIE = (span: string, sliding = 'true') => `<pipelines><owin.initialize>
  <processor name="CookieAuthentication" type="A.CookieAuthentication, A">
    <ExpireTimeSpan>${span}</ExpireTimeSpan><SlidingExpiration>${sliding}</SlidingExpiration>
  </processor></owin.initialize></pipelines>`;

/** What ships with 9.1 and later for federated sign-in, with Sitecore Identity. */
const IDENTITY_PROVIDER = `<federatedAuthentication><identityProviders><identityProvider id="SitecoreIdentityServer">
  <transformations><transformation name="end">
    <sources><claim name="exp" /></sources>
    <targets><claim name="http://www.sitecore.net/identity/claims/cookieExp" /></targets>
  </transformation></transformations>
</identityProvider></identityProviders></federatedAuthentication>`;

const IDENTITY_SERVER = 'identity/sitecore/Sitecore.Plugin.IdentityServer/Config/identityServer.xml';
const IDENTITY_OVERRIDE = 'identity/Config/production/Sitecore.IdentityServer.Host.xml';
const identityXml = (seconds: number, client = 'DefaultClient', id = '') =>
  `<Settings><Sitecore><IdentityServer><Clients><${client}>${id && `<ClientId>${id}</ClientId>`}<IdentityTokenLifetimeInSeconds>${seconds}</IdentityTokenLifetimeInSeconds></${client}></Clients></IdentityServer></Sitecore></Settings>`;

async function sitecore(fixture: SitecoreFixture & { version?: string }): Promise<Site> {
  const { version, ...rest } = fixture;
  return siteOf(sitecoreFiles(rest), version === undefined ? {} : { sitecoreVersion: version });
}

function clock(site: Site, id: string, variant: string | null = null): Clock {
  const found = clocksOf(site.view(variant)).find((candidate) => candidate.id === id);
  assert.ok(found, `no clock ${id}`);
  return found;
}

const FORMS = '<authentication mode="Forms"><forms timeout="40" /></authentication><sessionState timeout="20" />';

describe('what signs a Sitecore user out', () => {
  it('is the forms ticket before 9.0, although the authentication mode is None', async () => {
    const site = await sitecore({ reader: 'ConfigReader', systemWeb: FORMS.replace('Forms', 'None'), version: '8.1' });
    const { length, restart, pingRestarts } = clock(site, 'authCookie');
    assert.deepEqual([length, restart, pingRestarts], [2400, { on: 'secondHalf', strict: false }, false]);
  });

  it('is not renewed by Sitecore before 6.6', async () => {
    const site = await sitecore({ reader: 'ConfigReader', systemWeb: FORMS, version: '6.5' });
    assert.deepEqual(clock(site, 'authCookie').restart, { on: 'never' });
  });

  it('is the forms ticket in 9.0, where federated authentication is off', async () => {
    const site = await sitecore({
      base: setting('FederatedAuthentication.Enabled', 'false'),
      systemWeb: FORMS,
      version: '9.0',
    });
    assert.equal(clock(site, 'authCookie').length, 2400);
  });

  it('is unknown in 9.0 with federated authentication: the length stands in code', async () => {
    const site = await sitecore({
      base: setting('FederatedAuthentication.Enabled', 'true'),
      systemWeb: FORMS,
      version: '9.0',
    });
    assert.match(JSON.stringify(clock(site, 'authCookie').length), /no file sets ExpireTimeSpan/);
  });

  it('is the OWIN cookie from 9.1 on, with the half-life rule of Katana', async () => {
    const base = `${COOKIE('01:00:00')}<federatedAuthentication />`;
    const site = await sitecore({ base, systemWeb: FORMS.replace('Forms', 'None'), version: '9.2' });
    const { length, restart, name } = clock(site, 'authCookie');
    assert.deepEqual([name, length, restart], ['OWIN cookie', 3600, { on: 'secondHalf', strict: true }]);
  });

  it('is the OWIN cookie with the value that ships when only patches are checked in', async () => {
    const site = await sitecore({ base: undefined, systemWeb: '<authentication mode="None" />', version: '10.1' });
    assert.equal(clock(site, 'authCookie', 'ContentDelivery').length, 1800);
  });

  it('is the forms ticket again where OWIN is disabled and the mode says so', async () => {
    const off = { base: setting('FederatedAuthentication.Enabled', 'false'), version: '9.3' };
    const forms = await sitecore({ ...off, systemWeb: FORMS });
    assert.equal(clock(forms, 'authCookie').length, 2400);
    const none = await sitecore({ ...off, systemWeb: FORMS.replace('Forms', 'None') });
    assert.match(JSON.stringify(clock(none, 'authCookie').length), /authentication mode is not Forms/);
    const startup = await sitecore({
      appSettings: '<add key="owin:AutomaticAppStartup" value="false" />',
      systemWeb: FORMS,
      version: '9.3',
    });
    assert.equal(clock(startup, 'authCookie').length, 2400);
  });

  it('is not known when files do not tell whether the version is before 9.1', async () => {
    const site = await sitecore({ systemWeb: FORMS });
    assert.match(JSON.stringify(clock(site, 'authCookie').length), /no file tells the version/);
  });
});

describe('Sitecore Identity', () => {
  const base = `${COOKIE('08:00:00')}${IDENTITY_PROVIDER}`;
  const systemWeb = '<authentication mode="None" />';

  it('ends the cookie with its token, however long ExpireTimeSpan is', async () => {
    const site = await sitecore({ base, systemWeb, version: '9.2', files: { [IDENTITY_SERVER]: identityXml(3600) } });
    const { length, restart, sources } = clock(site, 'authCookie');
    assert.deepEqual([length, restart], [3600, { on: 'never' }]);
    assert.deepEqual(
      sources.map(({ label, text, status }) => [label, text, status]),
      [['identityServer.xml:1', '<IdentityTokenLifetimeInSeconds>3600', 'effective']],
    );
  });

  it('is overridden by the files of its environment', async () => {
    const files = { [IDENTITY_SERVER]: identityXml(3600), [IDENTITY_OVERRIDE]: identityXml(28800) };
    const site = await sitecore({ base, systemWeb, version: '9.2', files });
    assert.equal(clock(site, 'authCookie').length, 28800);
    assert.equal(site.files.filter(({ layer }) => layer === 'Sitecore Identity').length, 2);
  });

  it('counts with the client that the site is', async () => {
    const site = await sitecore({
      base: `${base}${setting('FederatedAuthentication.IdentityServer.ClientId', 'Shop')}`,
      systemWeb,
      version: '9.2',
      files: {
        [IDENTITY_SERVER]: identityXml(3600),
        [IDENTITY_OVERRIDE]: identityXml(7200, 'ShopClient', 'Shop'),
      },
    });
    assert.equal(clock(site, 'authCookie').length, 7200);
  });

  it('leaves the end unknown when it is not in the workspace', async () => {
    const site = await sitecore({ base, systemWeb, version: '9.2' });
    const { length, note } = clock(site, 'authCookie');
    assert.match(JSON.stringify(length), /Sitecore Identity decides/);
    assert.match(note ?? '', /not verified/);
  });

  it('leaves the end unknown when there are two of it', async () => {
    const files = { [IDENTITY_SERVER]: identityXml(3600), [`other/${IDENTITY_SERVER}`]: identityXml(60) };
    const site = await sitecore({ base, systemWeb, version: '9.2', files });
    assert.match(JSON.stringify(clock(site, 'authCookie').length), /2 installations/);
  });

  it('is taken to sign editors in, not visitors, where its own file is not checked in', async () => {
    const site = await sitecore({ base: undefined, systemWeb, version: '9.3' });
    assert.equal(clock(site, 'authCookie', 'ContentManagement').name, 'Sitecore Identity sign-in');
    assert.equal(clock(site, 'authCookie', 'ContentDelivery').name, 'OWIN cookie');
  });
});

describe('remember me', () => {
  const base = setting('Authentication.ClientPersistentLoginDuration', '180');

  it('lasts for days up to 9.0', async () => {
    const site = await sitecore({ reader: 'ConfigReader', base, systemWeb: FORMS, version: '8.2' });
    const { length, needsRemember, inert } = clock(site, 'persistentLogin');
    assert.deepEqual([length, needsRemember, inert], [180 * 86_400, true, undefined]);
  });

  it('does nothing where the box is hidden, where no editor signs in, and after 9.0', async () => {
    const hidden = await sitecore({
      base: `${base}${setting('Login.DisableRememberMe', 'true')}`,
      systemWeb: FORMS,
      version: '9.0',
    });
    assert.equal(clock(hidden, 'persistentLogin').inert, 'switched off');
    assert.equal(clock(hidden, 'persistentLogin', 'ContentDelivery').inert, 'no editors here');
    const owin = await sitecore({ base: `${base}<federatedAuthentication />`, version: '9.2' });
    assert.equal(clock(owin, 'persistentLogin').inert, 'the cookie ends before');
    const identity = await sitecore({ base: `${base}${IDENTITY_PROVIDER}`, version: '9.2' });
    assert.equal(clock(identity, 'persistentLogin').inert, 'not with Sitecore Identity');
  });
});

describe('an editor who types for an hour and then saves', () => {
  const systemWeb = '<authentication mode="Forms"><forms timeout="30" /></authentication><sessionState timeout="20" />';
  const base = `${setting('FederatedAuthentication.Enabled', 'false')}${setting('Authentication.ClientPersistentLoginDuration', '180')}`;

  function presets(site: Site, variant: string | null = null) {
    const { model } = timelineModel(site, variant, 1);
    return new Map(model.presets.map(({ id, scenario }) => [id, scenario]));
  }

  function answer(site: Site, scenario: Scenario) {
    const clocks = clocksOf(site.view(null));
    return heading(clocks, simulate(clocks, scenario)).heading;
  }

  it('loses the work on 9.0: the page keeps the data alive, not the sign-in', async () => {
    const site = await sitecore({ base, systemWeb, version: '9.0' });
    const scenario = presets(site).get('lost-work')!;
    assert.deepEqual([scenario.clicks, scenario.ping], [[0, 3600], { every: 1170 }]);
    assert.match(answer(site, scenario), /signed out at 30:00/);
  });

  it('keeps it with remember-me', async () => {
    const site = await sitecore({ base, systemWeb, version: '9.0' });
    const scenario = presets(site).get('lost-work-remembered')!;
    const run = simulate(clocksOf(site.view(null)), scenario);
    assert.equal(run.states.find(({ to }) => to === null || to > 3600)?.state, 'ok');
  });

  it('depends on the token with Sitecore Identity, and remember-me is not offered', async () => {
    const identity = (seconds: number) =>
      sitecore({
        base: `${COOKIE('00:30:00')}${IDENTITY_PROVIDER}`,
        systemWeb: '<authentication mode="None" />',
        version: '9.2',
        files: { [IDENTITY_SERVER]: identityXml(seconds) },
      });
    const short = await identity(1800);
    assert.equal(presets(short).has('lost-work-remembered'), false);
    assert.match(answer(short, presets(short).get('lost-work')!), /signed out at 30:00/);
    const long = await identity(28_800);
    const run = simulate(clocksOf(long.view(null)), presets(long).get('lost-work')!);
    assert.equal(run.states[0]?.state, 'ok');
    assert.equal(run.states[0]?.to, 28_800);
  });

  it('is not asked on a delivery server', async () => {
    const site = await sitecore({ base, systemWeb, version: '9.0' });
    assert.equal(presets(site, 'ContentDelivery').has('lost-work'), false);
    assert.equal(presets(site, 'ContentManagement').has('lost-work'), true);
  });

  it('is pinged 30 s before a session of any length would end', async () => {
    const long = await sitecore({ base, systemWeb: '<sessionState timeout="60" />', version: '9.0' });
    assert.deepEqual(presets(long).get('lost-work')?.ping, { every: 3570 });
    const least = await sitecore({ base, systemWeb: '<sessionState timeout="1" />', version: '9.0' });
    assert.deepEqual(presets(least).get('lost-work')?.ping, { every: 30 });
  });
});

describe('the application pool of a Sitecore site', () => {
  const agent = (interval: string, frequency = '00:00:05') =>
    `<scheduling><frequency>${frequency}</frequency><agent type="Sitecore.Tasks.UrlAgent, Sitecore.Kernel" interval="${interval}" /></scheduling>`;
  const idle = async (base: string) => clock(await sitecore({ base, version: '9.2' }), 'poolIdle');

  it('is kept awake by the UrlAgent', async () => {
    const { inert, note } = await idle(agent('00:15:00'));
    assert.equal(inert, 'kept awake');
    assert.match(note ?? '', /every 15.min/);
  });

  it('is not when the agent comes too seldom, is off, or the scheduler is', async () => {
    assert.equal((await idle(agent('01:00:00'))).inert, undefined);
    assert.match((await idle(agent('01:00:00'))).note ?? '', /too seldom/);
    assert.equal((await idle(agent('00:00:00'))).inert, undefined);
    assert.equal((await idle(agent('00:15:00', '00:00:00'))).inert, undefined);
    assert.equal((await idle('<scheduling />')).inert, undefined);
  });

  it('rounds the interval up to the frequency of the scheduler', async () => {
    assert.match((await idle(agent('00:15:00', '00:12:00'))).note ?? '', /every 24.min, which is too seldom/);
  });

  it('takes the agent that ships when only patches are checked in', async () => {
    const site = await sitecore({ base: undefined, version: '9.2' });
    assert.equal(clock(site, 'poolIdle').inert, 'kept awake');
    const old = await sitecore({ reader: 'ConfigReader', base: undefined, version: '7.0' });
    assert.equal(clock(old, 'poolIdle').inert, undefined);
  });
});

describe('times that are taken for a session', () => {
  it('are shown and do not act: robots and the ticket for licences', async () => {
    const site = await sitecore({ systemWeb: FORMS, version: '8.0', reader: 'ConfigReader' });
    assert.equal(clock(site, 'robotSession').inert, 'robots only');
    assert.match(clock(site, 'robotSession').note ?? '', /KB 135940/);
    assert.equal(clock(site, 'clientTicket').inert, 'licence only');
    assert.deepEqual(verdictOf(site.view(null)).signOut, { least: 1200, most: 2400 });
  });

  it('say nothing of editors being taken for robots in versions without that fault', async () => {
    const site = await sitecore({ systemWeb: FORMS, version: '9.0' });
    assert.doesNotMatch(clock(site, 'robotSession').note ?? '', /KB 135940/);
  });
});

describe('session data of a Sitecore site', () => {
  it('waits for the polling of the provider', async () => {
    const systemWeb = `<sessionState mode="Custom" customProvider="mssql" timeout="20"><providers>
      <add name="mssql" type="Sitecore.SessionProvider.Sql.SqlSessionStateProvider, Sitecore.SessionProvider.Sql" pollingInterval="7" />
    </providers></sessionState>`;
    const site = await sitecore({ systemWeb, version: '9.2' });
    assert.match(clock(site, 'sessionData').note ?? '', /up to 7 s more/);
    const off = await sitecore({
      systemWeb: systemWeb.replace('pollingInterval="7"', 'pollingEnabled="false"'),
      version: '9.2',
    });
    assert.match(clock(off, 'sessionData').note ?? '', /Session_End never comes/);
  });
});

describe('cards of clocks', () => {
  it('lead to the patch that won and to the stock line that lost', async () => {
    const site = await sitecore({
      base: setting('Authentication.ClientPersistentLoginDuration', '180'),
      systemWeb: FORMS,
      version: '9.0',
      files: {
        'App_Config/Include/zzz.config': patch(setting('Authentication.ClientPersistentLoginDuration', '3')),
      },
    });
    const { model, places } = timelineModel(site, null, 1);
    const { sources } = model.clocks.find(({ id }) => id === 'persistentLogin')!;
    assert.deepEqual(
      sources.map(({ label, kind, text, status }) => [label, kind, text, status]),
      [
        ['Sitecore default', 'default', '180', 'overridden'],
        ['Sitecore.config:1', 'file', 'Authentication.ClientPersistentLoginDuration="180"', 'overridden'],
        ['zzz.config:3', 'patch', 'Authentication.ClientPersistentLoginDuration="3"', 'effective'],
      ],
    );
    const place = places[sources[2]!.link!];
    assert.equal(place?.file, '/site/App_Config/Include/zzz.config');
  });
});

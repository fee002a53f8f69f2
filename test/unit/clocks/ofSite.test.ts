import assert from 'node:assert/strict';
import { clockSet, clockSetOf } from '../../../server/src/clocks/ofSite';
import type { ClockSource } from '../../../server/src/clocks/source';
import { CLOCK_SOURCES } from '../../../server/src/clocks/sources';
import { AUTH_COOKIE, type Clock, isUnknown } from '../../../server/src/session/clocks';
import { siteOf } from '../sites';

const SHOP = `//- /shop/Web.config
<configuration><system.web>
  <authentication mode="Forms"><forms timeout="40" /></authentication>
  <sessionState timeout="25" />
</system.web></configuration>
`;

const CORE = `//- /app/web.config
<configuration><system.webServer>
  <handlers><add name="core" path="*" verb="*" modules="AspNetCoreModuleV2" /></handlers>
  <aspNetCore processPath="dotnet" arguments="App.dll" />
</system.webServer></configuration>
`;

const TOY: Clock = { ...AUTH_COOKIE, length: 60, restart: { on: 'never' }, livesIn: 'worker', sources: [] };

describe('the clocks of a site', () => {
  it('come from every source that claims it, a later one over those before', async () => {
    const view = (await siteOf(SHOP)).view(null);
    const toy: ClockSource = {
      id: 'toy',
      claims: () => true,
      clocks: (_, below) => [TOY, ...below.filter(({ decides }) => decides !== 'signIn')],
      presets: () => [
        { id: 'toy', name: 'Toy', scenario: { clicks: [0], remember: false, ping: null, otherTraffic: false } },
      ],
    };
    const { clocks, presets } = clockSet(view, [...CLOCK_SOURCES, toy, { ...toy, id: 'other', claims: () => false }]);
    assert.deepEqual(
      clocks.map(({ id, length }) => [id, length]),
      [
        ['authCookie', 60],
        ['sessionData', 1500],
        ['poolIdle', 1200],
        ['poolRecycle', 104_400],
      ],
    );
    assert.deepEqual(
      presets.map(({ id }) => id),
      ['toy'],
    );
  });

  it('that live in the memory of the worker end with it', async () => {
    const view = (await siteOf(SHOP)).view(null);
    const toy: ClockSource = { id: 'toy', claims: () => true, clocks: (_, below) => [TOY, ...below.slice(1)] };
    const killsOf = (sources: readonly ClockSource[]) =>
      clockSet(view, sources)
        .clocks.filter(({ worker }) => worker)
        .map(({ kills }) => kills);
    assert.deepEqual(killsOf(CLOCK_SOURCES), [['sessionData'], ['sessionData']]);
    assert.deepEqual(killsOf([...CLOCK_SOURCES, toy]), [
      ['authCookie', 'sessionData'],
      ['authCookie', 'sessionData'],
    ]);
  });

  it('have a way back from every link to the place that was read', async () => {
    const view = (await siteOf(SHOP)).view(null);
    const { clocks, links } = clockSetOf(view);
    const [cookie] = clocks;
    const link = cookie?.sources.find(({ status }) => status === 'effective')?.link;
    const place = links.get(link ?? '');
    assert.equal(SHOP.slice(SHOP.indexOf('\n') + 1).slice(place?.span.start, place?.span.end), '40');
    assert.equal(place?.file, '/shop/Web.config');
  });

  it('say that the sign-in is not known where nothing claims it, and take no defaults of ASP.NET to a site of code', async () => {
    const { clocks } = clockSetOf((await siteOf(CORE)).view(null));
    assert.deepEqual(
      clocks.map(({ id }) => id),
      ['authCookie', 'poolIdle', 'poolRecycle'],
    );
    assert.ok(isUnknown(clocks[0]?.length));
  });
});

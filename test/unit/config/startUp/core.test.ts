import assert from 'node:assert/strict';
import { type CoreStartUp, coreStartUp } from '../../../../server/src/config/startUp/core';
import { hostOf, program } from '../../csharp';

async function startUpOf(services: string, after = ''): Promise<CoreStartUp> {
  const { run, settings } = await hostOf(program(services, after));
  return coreStartUp(run, settings);
}

const reasonIn = (value: unknown) => (value as { unknown?: string } | undefined)?.unknown ?? '';

describe('Who signs users in, by start-up code', () => {
  const schemeIn = async (services: string) => {
    const { signIn } = await startUpOf(services);
    return signIn && 'kind' in signIn ? `${signIn.kind} ${signIn.scheme}` : signIn;
  };

  it('is the default scheme, the one for authentication first', async () => {
    assert.equal(
      await schemeIn('services.AddAuthentication("web").AddCookie("web").AddCookie("other");'),
      'cookie web',
    );
    const both =
      'services.AddAuthentication(o => { o.DefaultScheme = "a"; o.DefaultAuthenticateScheme = "b"; }).AddCookie("a").AddCookie("b");';
    assert.equal(await schemeIn(both), 'cookie b');
  });

  it('is the only scheme where none is the default', async () => {
    assert.equal(await schemeIn('services.AddAuthentication().AddCookie();'), 'cookie Cookies');
    assert.match(
      reasonIn(await schemeIn('services.AddAuthentication().AddCookie("a").AddCookie("b");')),
      /several schemes/,
    );
  });

  it('is the application cookie with ASP.NET Core Identity', async () => {
    assert.equal(await schemeIn('services.AddIdentity<IdentityUser, IdentityRole>();'), 'cookie Identity.Application');
    assert.equal(await schemeIn('services.AddIdentityApiEndpoints<IdentityUser>();'), 'cookie Identity.Application');
  });

  it('is a token where one comes with every request', async () => {
    assert.equal(await schemeIn('services.AddAuthentication("Bearer").AddJwtBearer();'), 'jwt Bearer');
    assert.equal(await schemeIn('services.AddAuthentication("BearerToken").AddBearerToken();'), 'bearer BearerToken');
  });

  it('is not known where a condition decides, or another handler', async () => {
    assert.equal(await schemeIn(''), undefined);
    const maybe = 'if (args.Length > 0) services.AddAuthentication("a").AddCookie("a");';
    assert.ok(reasonIn(await schemeIn(maybe)));
  });
});

describe('Where sessions, tickets and keys live, by start-up code', () => {
  it('finds the session in memory unless a cache outside is there, whatever comes first', async () => {
    const storeWith = async (services: string) => {
      const { session } = await startUpOf(`services.AddSession(); ${services}`, 'app.UseSession();');
      return session && 'store' in session ? session.store : session;
    };
    assert.equal(await storeWith('services.AddDistributedMemoryCache();'), 'worker');
    assert.equal(
      await storeWith('services.AddStackExchangeRedisCache(o => { }); services.AddDistributedMemoryCache();'),
      'outside',
    );
    assert.equal(await storeWith('services.AddDistributedSqlServerCache(o => { });'), 'outside');
    assert.match(reasonIn(await storeWith('services.AddSingleton<IDistributedCache, OwnCache>();')), /of its own/);
  });

  it('knows no session that the pipeline does not use', async () => {
    assert.equal((await startUpOf('services.AddSession();')).session, undefined);
  });

  it('takes the last place for keys', async () => {
    const place = async (services: string) => (await startUpOf(services)).keys?.place;
    assert.equal(await place('services.AddDataProtection();'), undefined);
    assert.equal(
      await place('services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo("k"));'),
      'outside',
    );
    assert.equal(await place('services.AddDataProtection().PersistKeysToDbContext<Keys>();'), 'outside');
    assert.equal(await place('services.AddDataProtection().UseEphemeralDataProtectionProvider();'), 'worker');
    assert.ok(
      reasonIn(await place('if (args.Length > 0) services.AddDataProtection().PersistKeysToStackExchangeRedis(null);')),
    );
  });

  it('sees a ticket store and events of its own', async () => {
    const cookie = async (body: string) =>
      (await startUpOf(`services.AddAuthentication("a").AddCookie("a", o => { ${body} });`)).cookie;
    assert.deepEqual(await cookie(''), { ticketStore: 'none', comparesStamps: false, ownEvents: undefined });
    assert.match(reasonIn((await cookie('o.SessionStore = new Store();'))?.ticketStore), /where/);
    assert.match(reasonIn((await cookie('o.EventsType = typeof(Own);'))?.ownEvents), /EventsType/);
    assert.match(
      reasonIn((await cookie('o.Events.OnCheckSlidingExpiration = c => Task.CompletedTask;'))?.ownEvents),
      /OnCheckSlidingExpiration/,
    );
    assert.equal((await cookie('o.Events.OnRedirectToLogin = c => Task.CompletedTask;'))?.ownEvents, undefined);
  });

  it('compares security stamps for the application cookie, unless its events are replaced', async () => {
    const compares = async (more: string) =>
      (await startUpOf(`services.AddIdentity<IdentityUser, IdentityRole>(); ${more}`)).cookie?.comparesStamps;
    assert.equal(await compares(''), true);
    assert.equal(
      await compares('services.ConfigureApplicationCookie(o => o.Events.OnRedirectToLogin = c => Task.CompletedTask);'),
      true,
    );
    assert.equal(
      await compares('services.ConfigureApplicationCookie(o => o.Events = new CookieAuthenticationEvents());'),
      false,
    );
  });

  it('tells the remote handlers that sign in to the cookie', async () => {
    const remote = async (oidc: string) =>
      (
        await startUpOf(
          `services.AddAuthentication("a").AddCookie("a").AddCookie("b").AddOpenIdConnect("oidc", o => { ${oidc} });`,
        )
      ).remote.map(({ scheme }) => scheme);
    assert.deepEqual(await remote(''), ['oidc']);
    assert.deepEqual(await remote('o.SignInScheme = "b";'), []);
  });
});

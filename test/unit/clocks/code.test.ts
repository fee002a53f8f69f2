import assert from 'node:assert/strict';
import { clocksOf } from '../../../server/src/clocks/ofSite';
import { shop, shopOnIis } from '../../../server/src/rules/core/shared/examples';
import { owin } from '../../../server/src/rules/katana/shared/examples';
import type { Clock, Verdict } from '../../../server/src/session/clocks';
import { verdict } from '../../../server/src/session/verdict';
import { siteOf } from '../sites';

/** Sites of code from their texts to their verdict; other people keep the pool awake unless said. */

async function clocksIn(text: string): Promise<readonly Clock[]> {
  return clocksOf((await siteOf(text)).view(null));
}

async function verdictIn(text: string, otherTraffic = true): Promise<Verdict> {
  return verdict(await clocksIn(text), { otherTraffic });
}

const reasonIn = (value: unknown) => (value as { unknown?: string } | null)?.unknown ?? '';
const cookie = (body: string) => `builder.Services.AddAuthentication("web").AddCookie("web", o => { ${body} });`;
const DAYS_14 = 1_209_600;

describe('The sign-in of an ASP.NET Core host', () => {
  it('is its cookie: half life, own span, or a fixed end', async () => {
    assert.deepEqual((await verdictIn(shop(cookie('')))).signOut, { least: DAYS_14 / 2, most: DAYS_14 });
    const fixed = cookie('o.ExpireTimeSpan = TimeSpan.FromMinutes(20); o.SlidingExpiration = false;');
    assert.deepEqual((await verdictIn(shop(fixed))).signOut, { least: 0, most: 1200 });
  });

  it('has the browser drop it at Max-Age', async () => {
    const { signOut } = await verdictIn(shop(cookie('o.Cookie.MaxAge = TimeSpan.FromHours(1);')));
    assert.deepEqual(signOut, { least: 0, most: 3600 });
  });

  it('is renewed when ASP.NET Core Identity compares the security stamp', async () => {
    const { signOut } = await verdictIn(
      shop('builder.Services.AddDefaultIdentity<IdentityUser>();', '', ['Microsoft.AspNetCore.Identity']),
    );
    assert.deepEqual(signOut, { least: DAYS_14 - 1800, most: DAYS_14 });
  });

  it('is not known where tokens or own code decide', async () => {
    const jwt = await verdictIn(shop('builder.Services.AddAuthentication("Bearer").AddJwtBearer();'));
    assert.match(reasonIn(jwt.signOut.most), /issued elsewhere/);
    const oidc = cookie('')
      .replace(';', '.AddOpenIdConnect("oidc", o => o.UseTokenLifetime = true);')
      .replace('{ .Add', '{ ; .Add');
    assert.match(reasonIn((await verdictIn(shop(oidc))).signOut.most), /UseTokenLifetime|not known|decides/);
    const own = await verdictIn(shop(cookie('o.Events.OnCheckSlidingExpiration = context => Task.CompletedTask;')));
    assert.match(reasonIn(own.signOut.most), /OnCheckSlidingExpiration/);
  });

  it('nobody has with a length that is none', async () => {
    for (const length of ['TimeSpan.Zero', 'TimeSpan.MaxValue', 'System.Threading.Timeout.InfiniteTimeSpan'])
      assert.deepEqual(
        (await verdictIn(shop(cookie(`o.ExpireTimeSpan = ${length};`)))).signOut,
        { least: 0, most: 0 },
        length,
      );
  });

  it('is an opaque token with a refresh token', async () => {
    const { signOut } = await verdictIn(shop('builder.Services.AddAuthentication("BearerToken").AddBearerToken();'));
    assert.deepEqual(signOut, { least: DAYS_14 - 3600, most: DAYS_14 });
  });
});

describe('The session and the keys of an ASP.NET Core host', () => {
  const session = 'builder.Services.AddSession(o => o.IdleTimeout = TimeSpan.FromMinutes(10));';

  it('counts a session only where the pipeline uses it', async () => {
    const without = await clocksIn(shop(`${cookie('')} ${session}`));
    assert.equal(
      without.some(({ role }) => role === 'data'),
      false,
    );
    const { dataLoss } = await verdictIn(shop(`${cookie('')} ${session}`, 'app.UseSession();'));
    assert.deepEqual(dataLoss, { least: 600, most: 600 });
  });

  it('says that nobody knows where keys live behind an IIS whose pool is not here', async () => {
    const { signOut } = await verdictIn(shopOnIis(cookie('')), false);
    assert.match(reasonIn(signOut.least), /profile of its user is not known/);
    assert.deepEqual((await verdictIn(shopOnIis(cookie('')))).signOut, { least: DAYS_14 / 2, most: DAYS_14 });
  });

  it('keeps users signed in over a stop with keys outside, and loses what is in memory', async () => {
    const kept = shopOnIis(
      `builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo("k"));
${cookie('o.ExpireTimeSpan = TimeSpan.FromHours(1); o.SlidingExpiration = false;')}
builder.Services.AddSession(o => o.IdleTimeout = TimeSpan.FromHours(1));`,
      'app.UseSession();',
      ['Microsoft.AspNetCore.DataProtection'],
    );
    const { signOut, dataLoss } = await verdictIn(kept, false);
    assert.deepEqual([signOut.most, dataLoss.most], [3600, 1200]);
    const redis = kept.replace(
      'builder.Services.AddSession',
      'builder.Services.AddStackExchangeRedisCache(o => { });\nbuilder.Services.AddSession',
    );
    assert.equal((await verdictIn(redis, false)).dataLoss.most, 3600);
  });

  it('signs everybody out at every stop with keys in memory', async () => {
    const text = shopOnIis(
      `builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();\n${cookie('')}`,
      '',
      ['Microsoft.AspNetCore.DataProtection'],
    );
    const { signOut, anytime } = await verdictIn(text, false);
    assert.deepEqual(signOut, { least: 1200, most: 1200 });
    assert.deepEqual(anytime, [{ clock: 'poolRecycle', every: 104_400 }]);
  });
});

describe('The sign-in of OWIN code', () => {
  const options = (more: string) => `new CookieAuthenticationOptions { AuthenticationType = "Cookies"${more} }`;
  const stamps = (minutes: number) =>
    `, Provider = new CookieAuthenticationProvider { OnValidateIdentity = SecurityStampValidator.OnValidateIdentity<Manager, User>(TimeSpan.FromMinutes(${minutes}), (manager, user) => user.Make(manager)) }`;

  it('is its cookie beside the session state of web.config', async () => {
    const found = await verdictIn(
      owin(`app.UseCookieAuthentication(${options(', ExpireTimeSpan = TimeSpan.FromMinutes(40)')});`),
    );
    assert.deepEqual([found.signOut, found.dataLoss.most], [{ least: 1200, most: 2400 }, 1200]);
  });

  it('slides by comparing security stamps, also without sliding', async () => {
    const text = owin(
      `app.UseCookieAuthentication(${options(`, ExpireTimeSpan = TimeSpan.FromHours(8), SlidingExpiration = false${stamps(30)}`)});`,
    );
    assert.deepEqual((await verdictIn(text)).signOut, { least: 28_800 - 1800, most: 28_800 });
  });

  it('is the last active cookie: passive ones sign nobody in', async () => {
    const text =
      owin(`app.UseCookieAuthentication(${options(', ExpireTimeSpan = TimeSpan.FromMinutes(20), SlidingExpiration = false')});
app.UseExternalSignInCookie(DefaultAuthenticationTypes.ExternalCookie);`);
    assert.equal((await verdictIn(text)).signOut.most, 1200);
  });

  it('is not known where the token decides, unless code says otherwise', async () => {
    const oidc = (more: string) =>
      owin(
        `app.UseCookieAuthentication(${options('')});\napp.UseOpenIdConnectAuthentication(new OpenIdConnectAuthenticationOptions { ClientId = "shop"${more} });`,
      );
    assert.match(reasonIn((await verdictIn(oidc(''))).signOut.most), /UseTokenLifetime is on/);
    assert.equal((await verdictIn(oidc(', UseTokenLifetime = false'))).signOut.most, DAYS_14);
  });

  it('is a token where there is no cookie', async () => {
    const text = owin(
      'app.UseOAuthAuthorizationServer(new Microsoft.Owin.Security.OAuth.OAuthAuthorizationServerOptions());',
    );
    assert.deepEqual((await verdictIn(text)).signOut, { least: 0, most: 1200 });
  });
});

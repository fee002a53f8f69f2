import assert from 'node:assert/strict';
import { clockSetOf } from '../../../server/src/clocks/ofSite';
import { memoryFiles } from '../../../server/src/files/memory';
import { type Clock, isUnknown } from '../../../server/src/session/clocks';
import { openWorkspace } from '../../../server/src/site/workspace';
import { parseFixture } from '../fixture';
import { siteOf } from '../sites';

const FORMS = '<authentication mode="Forms"><forms timeout="40" /></authentication><sessionState timeout="25" />';

const site = (code: string, systemWeb = FORMS) => `//- /shop/Web.config
<configuration><system.web>${systemWeb}</system.web></configuration>
${code}
`;

async function clocksOf(code: string, systemWeb = FORMS): Promise<Clock[]> {
  return [...clockSetOf((await siteOf(site(code, systemWeb))).view(null)).clocks];
}

const show = ({ length }: Clock) => (isUnknown(length) ? length.unknown : length);

/** Sign-in and data. */
async function lengths(code: string, systemWeb = FORMS): Promise<unknown[]> {
  const clocks = await clocksOf(code, systemWeb);
  return ['signIn', 'data'].map((role) => show(clocks.find(({ decides }) => decides === role)!));
}

describe('Code that contradicts the files', () => {
  it('makes the length of the session data uncertain, and names the place', async () => {
    for (const line of [
      'Session.Timeout = 5;',
      'HttpContext.Current.Session.Timeout=minutes;',
      'session . Timeout = 5;',
    ])
      assert.deepEqual(await lengths(`//- /shop/App_Code/A.cs\nclass A {\n  void B() { ${line} }\n}`), [
        2400,
        'A.cs:2 sets Session.Timeout',
      ]);
    assert.deepEqual(await lengths('//- /shop/Global.asax.vb\nSession.Timeout = 5'), [
      2400,
      'Global.asax.vb:1 sets Session.Timeout',
    ]);
  });

  it('does not where it says the same, compares, is commented out, is text, or belongs to another project', async () => {
    for (const code of [
      '//- /shop/A.cs\nvoid B() { Session.Timeout = 25; }',
      '//- /shop/A.cs\nif (Session.Timeout == 5) return;',
      '//- /shop/A.cs\n// Session.Timeout = 5;\nvar a = "Session.Timeout = 5;"; /* Session.Timeout = 5; */',
      "//- /shop/A.vb\n' Session.Timeout = 5",
      '//- /shop/Page.aspx\n<%@ Page Language="C#" %><p>Session.Timeout = 5;</p>',
      '//- /shop/Other/Other.csproj\n<Project />\n//- /shop/Other/A.cs\nSession.Timeout = 5;',
    ])
      assert.deepEqual(await lengths(code), [2400, 1500], code);
  });

  it('makes the length of the sign-in uncertain when a ticket has an end of its own', async () => {
    const ticket = (args: string) => `//- /shop/Login.aspx.cs\nvar t = new FormsAuthenticationTicket(${args});`;
    const reason = 'Login.aspx.cs:1 makes a ticket with an end of its own';
    for (const args of [
      '1, name, DateTime.Now, DateTime.Now.AddMinutes(30), false, Data(a, b), "/"',
      'name, false, 90',
      '1, name, now, expiration: now.AddHours(Math.Max(1, hours)), isPersistent: true, userData: ""',
    ])
      assert.deepEqual(await lengths(ticket(args)), [reason, 1500], args);
    for (const args of [
      '1, name, now, now.Add(FormsAuthentication.Timeout), false, ""',
      'old.Version, old.Name, old.IssueDate, old.Expiration, old.IsPersistent, data, old.CookiePath',
      'name, false, (int)FormsAuthentication.Timeout.TotalMinutes',
      'name, false, 40',
      '1, name, now, DateTime.Now.AddMinutes(40), false, ""',
    ])
      assert.deepEqual(await lengths(ticket(args)), [2400, 1500], args);
    for (const [code, length] of [
      [
        'var end = now.Add(FormsAuthentication.Timeout);\nvar t = new FormsAuthenticationTicket(1, a, now, end, false, b);',
        2400,
      ],
      [
        'FormsAuthenticationTicket t = new (1, a, now, now.AddDays(1), false, b);',
        'A.cs:1 makes a ticket with an end of its own',
      ],
    ])
      assert.deepEqual(await lengths(`//- /shop/A.cs\n${code}`), [length, 1500], String(code));
    assert.deepEqual(await lengths('//- /shop/A.cs\nFormsAuthentication.SetAuthCookie(name, true);'), [2400, 1500]);
  });

  it('names the place where OWIN signs users in', async () => {
    const startup =
      '//- /shop/App_Start/Startup.Auth.cs\napp.UseExternalSignInCookie(x);\napp.UseCookieAuthentication(new A());';
    const reason = 'sign-in is set up in code: UseCookieAuthentication at Startup.Auth.cs:2';
    for (const mode of ['<authentication mode="None" />', '', '<authentication mode="Windows" />'])
      assert.deepEqual(await lengths(startup, mode), [reason, 1200], mode);
    assert.deepEqual(await lengths(startup), [2400, 1500], 'forms stay what the file says');
  });

  it('is a layer of the clock, with a way back to the code', async () => {
    const code = '//- /shop/Global.asax.cs\nclass G { void Session_Start() { Session.Timeout = 5; } }';
    const { clocks, links } = clockSetOf((await siteOf(site(code))).view(null));
    const sources = clocks.find(({ decides }) => decides === 'data')!.sources;
    assert.deepEqual(
      sources.map(({ label, kind, status }) => [label, kind, status]),
      [
        ['.NET default', 'default', 'overridden'],
        ['Web.config:1', 'file', 'overridden'],
        ['Global.asax.cs:1', 'code', 'effective'],
      ],
    );
    assert.equal(links.get(sources[2]!.link!)?.file, '/shop/Global.asax.cs');
  });

  it('is read again when a file of code changes', async () => {
    const files = memoryFiles(parseFixture(site('//- /shop/A.cs\nSession.Timeout = 5;')).files);
    const workspace = await openWorkspace(files, ['/shop']);
    const data = () => clockSetOf(workspace.sites[0]!.view(null)).clocks.find(({ decides }) => decides === 'data')!;
    assert.equal(show(data()), 'A.cs:1 sets Session.Timeout');
    files.write('/shop/A.cs', '// nothing');
    await workspace.changed(['/shop/A.cs']);
    assert.equal(show(data()), 1500);
    files.write('/shop/B.cs', 'Session.Timeout = 6;');
    await workspace.changed(['/shop/B.cs']);
    assert.equal(show(data()), 'B.cs:1 sets Session.Timeout');
  });
});

describe('A session token of Windows Identity Foundation', () => {
  const config = (mode: string, requirement = '', skew = '') => `//- /shop/Web.config
<configuration>
  <configSections><section name="system.identityModel" type="System.IdentityModel.Configuration.SystemIdentityModelSection, System.IdentityModel" /></configSections>
  <system.web><authentication mode="${mode}"><forms timeout="40" /></authentication><sessionState mode="StateServer" timeout="60" /></system.web>
  <system.webServer><modules>
    <add name="Sam" type="System.IdentityModel.Services.SessionAuthenticationModule, System.IdentityModel.Services" />
  </modules></system.webServer>
  <system.identityModel><identityConfiguration${skew}><securityTokenHandlers>
    <add type="System.IdentityModel.Services.Tokens.MachineKeySessionSecurityTokenHandler, System.IdentityModel.Services">${requirement}</add>
  </securityTokenHandlers></identityConfiguration></system.identityModel>
</configuration>
`;
  const signIn = async (text: string) =>
    clockSetOf((await siteOf(text)).view(null)).clocks.find(({ decides }) => decides === 'signIn')!;

  it('is the sign-in beside a mode that is not Forms: ten hours, the skew, and no renewal', async () => {
    const { length, restart, name } = await signIn(config('None'));
    assert.deepEqual([name, length, restart], ['Session token', 36_000 + 300, { on: 'never' }]);
    assert.equal((await signIn(config('None', '<sessionTokenRequirement lifetime="00:15:00" />'))).length, 1200);
    assert.equal(
      (await signIn(config('None', '<sessionTokenRequirement Lifetime="00:15:00" />', ' maximumClockSkew="00:00:00"')))
        .length,
      900,
    );
    assert.equal((await signIn(config('Forms'))).length, 2400);
  });

  it('is not known where code writes it anew', async () => {
    const code =
      '//- /shop/Global.asax.cs\nvoid Received(object s, SessionSecurityTokenReceivedEventArgs e) { e.ReissueCookie = true; }\n';
    assert.deepEqual(show(await signIn(config('None') + code)), 'Global.asax.cs:1 writes the token anew');
  });
});

describe('Sessions of Classic ASP', () => {
  const server = (pool: string, more = '') => `//- /iis/applicationHost.config
<configuration><system.applicationHost>
  <applicationPools><add name="Old"${pool} /></applicationPools>
  <sites><site name="Old" id="1"><application path="/" applicationPool="Old"><virtualDirectory path="/" physicalPath="/shop" /></application></site></sites>
</system.applicationHost><system.webServer><asp><session timeout="08:00:00"${more} /></asp></system.webServer></configuration>
`;
  const shown = async (text: string) =>
    clockSetOf((await siteOf(text)).view(null)).clocks.map((clock) =>
      `${clock.id} ${show(clock)} ${clock.kills.join()}`.trim(),
    );

  it('have a lane of their own, live in the worker, and are alone in a pool without .NET', async () => {
    assert.deepEqual(await shown(site('', '') + server(' managedRuntimeVersion=""')), [
      'authCookie no file that is read here tells how users sign in, so code or the server may decide',
      'classicAspSession 28800',
      'poolIdle 1200 classicAspSession',
      'poolRecycle 104400 classicAspSession',
    ]);
    assert.deepEqual(await shown(site('', FORMS) + server('')), [
      'authCookie 2400',
      'sessionData 1500',
      'classicAspSession 28800',
      'poolIdle 1200 sessionData,classicAspSession',
      'poolRecycle 104400 sessionData,classicAspSession',
    ]);
  });

  it('are as long as a page says', async () => {
    const page = '//- /shop/start.asp\n<% Session.Timeout = 60 %>\n';
    const clocks = await shown(site(page, '') + server(' managedRuntimeVersion=""'));
    assert.ok(clocks.includes('classicAspSession start.asp:1 sets Session.Timeout'));
  });
});

describe('A session provider that skips unused sessions', () => {
  it('extends session data only with pages that use it, never with pings', async () => {
    const provider = (skip: string) => `<authentication mode="Forms"><forms timeout="60" /></authentication>
      <sessionState mode="Custom" customProvider="S" timeout="60"><providers><add name="S" type="A.B" skipKeepAliveWhenUnused="${skip}" /></providers></sessionState>`;
    const [, skipping] = await clocksOf('', provider('true'));
    assert.deepEqual(skipping?.restart, { on: 'everyRequest', onlyWhenUsed: true });
    assert.equal(skipping?.pingRestarts, false);
    const [, usual] = await clocksOf('', provider('false'));
    assert.deepEqual(usual?.restart, { on: 'everyRequest' });
  });
});

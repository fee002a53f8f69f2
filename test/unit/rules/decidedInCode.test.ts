import assert from 'node:assert/strict';
import { verdictOf } from '../../../server/src/clocks/ofSite';
import { findingsIn, siteOf, workspaceOf } from '../sites';

const FORMS = `<configuration><system.web>
  <authentication mode="Forms"><forms timeout="2880" /></authentication><sessionState timeout="20" />
</system.web></configuration>`;

describe('A sign-in that something else decides', () => {
  it('is not compared with session data by the numbers of the file', async () => {
    const code =
      'class A { void B() { var t = new FormsAuthenticationTicket(1, "n", DateTime.Now, DateTime.Now.AddYears(2), true, ""); } }';
    const rules = findingsIn(
      await workspaceOf(
        new Map([
          ['/site/Web.config', FORMS],
          ['/site/A.cs', code],
        ]),
      ),
    ).map(({ rule }) => rule);
    assert.ok(rules.includes('ticket-life-in-code'), rules.join());
    assert.ok(!rules.includes('auth-outlives-session-data'), rules.join());
  });

  it('is not Windows where IIS has that switched off', async () => {
    const site = await siteOf(
      new Map([
        [
          '/site/Web.config',
          `<configuration><system.web><authentication mode="Windows" /></system.web><system.webServer><security>
            <authentication><windowsAuthentication enabled="false" /></authentication>
          </security></system.webServer></configuration>`,
        ],
      ]),
    );
    assert.match(JSON.stringify(verdictOf(site.view(null)).signOut.least), /switched off in IIS/);
  });
});

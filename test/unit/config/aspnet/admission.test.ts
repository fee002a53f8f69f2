import assert from 'node:assert/strict';
import { chain, literal, problemsIn } from './chain';

describe('allowDefinition', () => {
  const nested = `
    <configuration />
    //- site/admin/web.config
    <configuration>
      <system.web>
        <sessionState timeout="5" />
       //~~~~~~~~~~~~ section-not-allowed-here: \`<sessionState>\` counts for a whole application: in admin/web.config every request is refused
        <pages asyncTimeout="5" />
      </system.web>
    </configuration>
  `;

  it('keeps sections of the application out of folders', () => {
    const [problem] = problemsIn(nested, 'admin');
    assert.equal(problem?.severity, 'warning');
    assert.match(problem?.message ?? '', /unless IIS runs "admin" as an application of its own/);
    const value = chain(nested.replace(/.*\/\/~.*\n/, '')).at('admin');
    assert.equal(literal(value, 'system.web/sessionState/@timeout'), undefined);
    assert.equal(literal(value, 'system.web/pages/@asyncTimeout'), '5');
    assert.equal(value.section('system.web/sessionState')?.blocked?.length, 1);
  });

  it('is certain when IIS says what the folder is', () => {
    const applications = new Set<string>();
    assert.equal(problemsIn(nested, 'admin', { applications })[0]?.severity, 'error');
    const text = nested.replace(/.*\/\/~.*\n/, '');
    const at = chain(text).at('admin', { applications: new Set(['admin']) });
    assert.deepEqual(at.problems, []);
    assert.equal(literal(at, 'system.web/sessionState/@timeout'), '5');
  });

  it('looks at the target of a <location>, not at its file', () => {
    const text = `
      <configuration>
        <location path="admin">
          <system.web><authentication mode="None" /></system.web>
                     //~~~~~~~~~~~~~~ section-not-allowed-here: \`<authentication>\` counts for a whole application: for "admin"
        </location>
        <location path="."><system.web><authentication mode="Forms" /></system.web></location>
      </configuration>
    `;
    problemsIn(text, 'admin');
    // ASP.NET complains only when somebody asks for the path.
    assert.deepEqual(chain(text.replace(/.*\/\/~.*\n/, '')).at().problems, []);
  });

  it('keeps some sections in machine.config', () => {
    problemsIn(`
      <configuration>
        <system.web>
          <deployment retail="true" />
         //~~~~~~~~~~ section-not-allowed-here: \`<deployment>\` may stand only in machine.config: in Web.config, the site does not start.
          <processModel idleTimeout="1" />
         //~~~~~~~~~~~~ section-not-allowed-here
          <protocols />
         //~~~~~~~~~ section-not-allowed-here: \`<protocols>\` may stand only in machine.config and the server's web.config
        </system.web>
        <system.webServer>
          <fastCgi />
         //~~~~~~~ section-not-allowed-here: \`<fastCgi>\` may stand only in applicationHost.config: in Web.config, IIS answers 500.19.
        </system.webServer>
      </configuration>
    `);
  });

  it('holds for sections of IIS too', () => {
    problemsIn(
      `
      <configuration />
      //- site/admin/web.config
      <configuration>
        <system.webServer><modules /></system.webServer>
                         //~~~~~~~ section-not-allowed-here: \`<modules>\` counts for a whole application: in admin/web.config IIS answers 500.19, unless
      </configuration>
    `,
      'admin',
    );
  });

  it('of a custom section comes from its declaration', () => {
    problemsIn(
      `
      <configuration>
        <configSections><section name="shop" type="A, B" allowDefinition="MachineToApplication" allowLocation="false" /></configSections>
        <location path="."><shop /></location>
                          //~~~~ section-not-in-location
      </configuration>
      //- site/admin/web.config
      <configuration>
        <shop />
       //~~~~ section-not-allowed-here
      </configuration>
    `,
      'admin',
    );
  });
});

describe('section locks', () => {
  for (const lock of ['allowOverride="false"', 'overrideMode="Deny"'])
    it(`${lock} makes a mention in a lower file an error, even with the same value`, () => {
      problemsIn(
        `
        <configuration>
          <location ${lock}><system.web><pages asyncTimeout="5" /></system.web></location>
        </configuration>
        //- site/admin/web.config
        <configuration>
          <system.web><pages asyncTimeout="5" /></system.web>
                     //~~~~~ section-locked: \`<pages>\` is locked by a \`<location>\` of Web.config: mentioning it in admin/web.config is an error
        </configuration>
      `,
        'admin',
      );
    });

  it('keep the value, and remember what was refused', () => {
    const { at } = chain(`
      <configuration>
        <location path="admin" allowOverride="false"><system.web><pages asyncTimeout="5" /></system.web></location>
      </configuration>
      //- site/admin/web.config
      <configuration><system.web><pages asyncTimeout="9" /></system.web></configuration>
    `);
    const pages = at('admin').section('system.web/pages');
    assert.equal(pages?.attributes.get('asyncTimeout')?.literal, '5');
    assert.equal(pages?.attributes.get('asyncTimeout')?.blocked?.[0]?.literal, '9');
    assert.equal(literal(at('other'), 'system.web/pages/@asyncTimeout'), undefined);
  });

  it('do not bind the file that makes them', () => {
    problemsIn(
      `
      <configuration>
        <location path="." allowOverride="false"><system.web><pages asyncTimeout="5" /></system.web></location>
        <location path="admin"><system.web><pages asyncTimeout="6" /></system.web></location>
      </configuration>
    `,
      'admin',
    );
  });

  it('of the nearest file count', () => {
    problemsIn(
      `
      //- root.web.config
      <configuration><location allowOverride="false"><system.web><trust level="Full" /></system.web></location></configuration>
      //- site/Web.config
      <configuration>
        <system.web><trust level="Full" /></system.web>
                   //~~~~~ section-locked: \`<trust>\` is locked by a \`<location>\` of root.web.config
      </configuration>
    `,
    );
    problemsIn(`
      //- machine.config
      <configuration><location allowOverride="false"><system.web><pages /></system.web></location></configuration>
      //- root.web.config
      <configuration><location allowOverride="true"><system.web><pages /></system.web></location></configuration>
                                                               //~~~~~ section-locked
      //- site/Web.config
      <configuration><system.web><pages /></system.web></configuration>
                                //~~~~~ section-locked: \`<pages>\` is locked by a \`<location>\` of machine.config
    `);
  });

  it('of IIS hold until a <location> of applicationHost.config unlocks them', () => {
    const site = `
      //- site/Web.config
      <configuration><system.webServer><modules /><asp /></system.webServer></configuration>
    `;
    problemsIn(site);
    problemsIn(`
      //- applicationHost.config
      <configuration>
        <configSections><sectionGroup name="system.webServer">
          <section name="asp" overrideModeDefault="Deny" />
          <section name="modules" allowDefinition="MachineToApplication" overrideModeDefault="Deny" />
        </sectionGroup></configSections>
        <system.webServer><asp /><modules /></system.webServer>
        <location path="" overrideMode="Allow"><system.webServer><modules /></system.webServer></location>
      </configuration>
      //- site/Web.config
      <configuration><system.webServer><modules /><asp /></system.webServer></configuration>
                                                 //~~~ section-locked: \`<asp>\` is locked by the server (overrideModeDefault="Deny"): IIS answers 500.19 (0x80070021).
    `);
  });

  it('of IIS for one site leave the others locked', () => {
    const text = `
      //- applicationHost.config
      <configuration>
        <configSections><sectionGroup name="system.webServer">
          <section name="asp" overrideModeDefault="Deny" />
        </sectionGroup></configSections>
        <location path="Shop" overrideMode="Allow"><system.webServer><asp /></system.webServer></location>
      </configuration>
      //- site/Web.config
      <configuration><system.webServer><asp /></system.webServer></configuration>
    `;
    const at = (name: string) => chain(text).at('', { site: { name, application: '/' } });
    assert.deepEqual(at('Shop').problems, []);
    assert.deepEqual(
      at('Other').problems.map((problem) => problem.code),
      ['section-locked'],
    );
  });

  it('of IIS are not guessed from an excerpt that declares no section', () => {
    problemsIn(`
      //- applicationHost.config
      <configuration><system.applicationHost><applicationPools /></system.applicationHost></configuration>
      //- site/Web.config
      <configuration><system.webServer><modules /></system.webServer></configuration>
    `);
  });
});

import assert from 'node:assert/strict';
import { externalReferences } from '../../../../server/src/config/aspnet/external';
import { chain, historyOf, literal, problemsIn } from './chain';

const PATH = 'system.web/sessionState/@timeout';

describe('configSource', () => {
  it('takes the section from its file', () => {
    const { at } = chain(`
      //- root.web.config
      <configuration><system.web><sessionState timeout="20" mode="SQLServer" /></system.web></configuration>
      //- site/Web.config
      <configuration><system.web><sessionState configSource="Config\\Session.config" /></system.web></configuration>
      //- site/Config/Session.config
      <sessionState timeout="10" />
    `);
    assert.equal(historyOf(at(), PATH), 'root.web.config=20 < Config/Session.config=10');
    assert.equal(literal(at(), 'system.web/sessionState/@mode'), 'SQLServer');
    assert.deepEqual(
      at()
        .section('system.web/sessionState')
        ?.origins.map(({ kind }) => kind),
      ['file', 'file', 'configSource'],
    );
    assert.equal(literal(at(), 'system.web/sessionState/@configSource'), undefined);
  });

  it('stands alone', () => {
    problemsIn(`
      <configuration>
        <system.web>
          <sessionState configSource="Session.config" timeout="20"><!-- may stay --><providers /></sessionState>
                                    //~~~~~~~~~~~~~~ configsource-not-alone: \`configSource\` must stand alone: ASP.NET refuses the section because of \`timeout\`. Move it to Session.config, or remove it.
          <pages configSource="Pages.config"><controls /></pages>
                             //~~~~~~~~~~~~ configsource-not-alone: \`configSource\` must stand alone: ASP.NET refuses the section because of \`<controls>\`
        </system.web>
      </configuration>
      //- site/Session.config
      <sessionState timeout="10" />
      //- site/Pages.config
      <pages />
    `);
  });

  it('names a file in the same folder or below, with backslashes', () => {
    problemsIn(`
      <configuration>
        <appSettings configSource="Config/App.config" />
                                 //~~~~~~~~~~~~~~~~~ configsource-path: \`configSource\` takes \`\\\` between folders: a \`/\` makes ASP.NET refuse the section. Write \`\\\`.
        <connectionStrings configSource=" Strings.config" />
                                       //~~~~~~~~~~~~~~~ configsource-path
                                       //~~~~~~~~~~~~~~~ configsource-missing
        <system.web>
          <pages configSource="..\\Pages.config" />
                             //~~~~~~~~~~~~~~~ configsource-path: \`configSource\` must name a file in the same folder or below, like \`Config\\SessionState.config\`: \`..\` leaves the folder
                             //~~~~~~~~~~~~~~~ configsource-refused: ..\\Pages.config is not looked at: it lies outside the workspace.
          <trace configSource="C:\\Trace.config" />
                             //~~~~~~~~~~~~~~~ configsource-path
                             //~~~~~~~~~~~~~~~ configsource-refused
        </system.web>
      </configuration>
      //- site/Config/App.config
      <appSettings />
      //- site/Strings.config
      <connectionStrings />
    `);
  });

  it('makes every value unknown when the file is missing, refused or holds something else', () => {
    const value = (source: string, other = '') =>
      literal(
        chain(`
          //- root.web.config
          <configuration><system.web><sessionState timeout="20" /></system.web></configuration>
          //- site/Web.config
          <configuration><system.web><sessionState configSource="${source}" /></system.web></configuration>
          ${other}
        `).at(),
        PATH,
      );
    assert.deepEqual(value('none.config'), {
      unknown: 'The file none.config that `configSource` names does not exist.',
    });
    assert.match(JSON.stringify(value('..\\..\\etc\\passwd')), /outside the workspace/);
    assert.match(JSON.stringify(value('Web.config')), /does not exist/);
    assert.deepEqual(value('x.config', '\n//- site/x.config\n<SessionState timeout="1" />'), {
      unknown: 'The file x.config that `configSource` names does not hold `<sessionState>`.',
    });
  });

  it('makes every value unknown when ASP.NET would refuse a file that is there', () => {
    const value = (source: string, other: string) =>
      literal(
        chain(`
          //- site/Web.config
          <configuration><system.web><sessionState configSource="${source}" /></system.web></configuration>
          ${other}
        `).at(),
        PATH,
      );
    const refused = /ASP\.NET refuses the section/;
    assert.match(JSON.stringify(value('a/x.config', '\n//- site/a/x.config\n<sessionState timeout="1" />')), refused);
    assert.match(
      JSON.stringify(value('x.config', '\n//- site/x.config\n<sessionState configSource="x.config" />')),
      /names another file/,
    );
  });

  it('needs the section as root of the file', () => {
    problemsIn(`
      <configuration><connectionStrings configSource="x.config" /></configuration>
      //- site/x.config
      <configuration><connectionStrings /></configuration>
     //~~~~~~~~~~~~~ configsource-root: A configSource file for \`<connectionStrings>\` must have \`<connectionStrings>\` as its root, not \`<configuration>\`
    `);
  });

  it('is not followed twice, and a file serves one section', () => {
    problemsIn(`
      <configuration><appSettings configSource="x.config" /></configuration>
      //- site/x.config
      <appSettings configSource="y.config" />
                               //~~~~~~~~ configsource-nested: x.config is a configSource file already
      //- site/y.config
      <appSettings configSource="x.config" />
    `);
    problemsIn(
      `
      <configuration>
        <system.web>
          <pages configSource="x.config" />
          <trace configSource="x.config" />
                             //~~~~~~~~ configsource-root
                             //~~~~~~~~ configsource-shared: x.config serves \`<system.web/pages>\` already
        </system.web>
      </configuration>
      //- site/x.config
      <pages />
    `
        .replace(/.*configsource-root\n/, '')
        .replace('<pages />\n    ', '<pages />\n     //~~~~~ configsource-root\n    '),
    );
  });
});

describe('appSettings file', () => {
  it('comes after the inline entries and wins', () => {
    const { at } = chain(`
      <configuration><appSettings file="local\\user.config"><add key="a" value="1" /><add key="b" value="2" /></appSettings></configuration>
      //- site/local/user.config
      <appSettings><add key="a" value="3" /><add key="c" value="4" /></appSettings>
    `);
    assert.equal(historyOf(at(), "appSettings/add[key='a']/@value"), 'Web.config=1 < local/user.config=3');
    assert.equal(literal(at(), "appSettings/add[key='c']/@value"), '4');
  });

  it('may be missing, without a word', () => {
    const [problem] = problemsIn(`
      <configuration>
        <appSettings file="user.config"><add key="a" value="1" /></appSettings>
                         //~~~~~~~~~~~ appsettings-file-missing: user.config does not exist here
      </configuration>
    `);
    assert.equal(problem?.severity, 'information');
  });

  it('has a root without attributes, so that it cannot go round', () => {
    problemsIn(`
      <configuration><appSettings file="user.config" /></configuration>
      //- site/user.config
      <appSettings file="user.config"><add key="a" value="1" /></appSettings>
                       //~~~~~~~~~~~ appsettings-file-root: A file named by \`appSettings file\` must have \`<appSettings>\` without attributes as its root: ASP.NET refuses the section because of \`file\`. Remove it.
    `);
  });

  it('hides everything when it may not be read', () => {
    const { at } = chain(`
      <configuration><appSettings file="C:\\secrets.config"><add key="a" value="1" /></appSettings></configuration>
    `);
    assert.match(JSON.stringify(literal(at(), "appSettings/add[key='a']/@value")), /outside the workspace/);
    assert.match(JSON.stringify(literal(at(), "appSettings/add[key='b']/@value")), /outside the workspace/);
    assert.deepEqual(
      at().problems.map(({ code }) => code),
      ['appsettings-file-refused'],
    );
  });

  it('works from a configSource file too', () => {
    const { at } = chain(`
      <configuration><appSettings configSource="app.config" /></configuration>
      //- site/app.config
      <appSettings file="user.config"><add key="a" value="1" /></appSettings>
      //- site/user.config
      <appSettings><add key="a" value="2" /></appSettings>
    `);
    assert.equal(historyOf(at(), "appSettings/add[key='a']/@value"), 'app.config=1 < user.config=2');
  });
});

describe('externalReferences', () => {
  it('lists what a file names, in <location> too', () => {
    const { layers } = chain(`
      <configuration>
        <configSections><section name="file" type="configSource" /></configSections>
        <appSettings file="a.config" />
        <location path="x"><system.web><pages configSource="b.config" /></system.web></location>
      </configuration>
    `);
    assert.deepEqual(
      externalReferences(layers[0]!.source).map(({ section, attribute, value }) => [section, attribute, value]),
      [
        ['appSettings', 'file', 'a.config'],
        ['system.web/pages', 'configSource', 'b.config'],
      ],
    );
  });
});

import assert from 'node:assert/strict';
import { chain, literal, problemsIn } from './chain';

describe('<configuration>', () => {
  it('is the root', () => {
    problemsIn(`
      <appSettings />
     //~~~~~~~~~~~ root-not-configuration: The root of Web.config must be \`<configuration>\`
    `);
  });

  it('may have one namespace and no attribute', () => {
    problemsIn(`<configuration xmlns="http://schemas.microsoft.com/.NetConfiguration/v2.0" />`);
    problemsIn(`
      <configuration xmlns="urn:x" />
                          //~~~~~ root-namespace: The only namespace
    `);
    problemsIn(`
      <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform" />
                              //~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ root-attribute: \`<configuration>\` takes no attribute
    `);
  });
});

describe('<configSections>', () => {
  it('comes first', () => {
    const [problem] = problemsIn(`
      <configuration>
        <appSettings />
        <configSections>
       //~~~~~~~~~~~~~~ configsections-not-first: \`<configSections>\` must be the first element of \`<configuration>\`: after \`<appSettings>\`
          <section name="shop" type="Shop.Section, Shop" />
        </configSections>
        <shop />
      </configuration>
    `);
    assert.equal(problem?.fixes?.[0]?.title, 'Move <configSections> to the top');
  });

  it('stands once', () => {
    problemsIn(`
      <configuration>
        <configSections />
        <configSections />
       //~~~~~~~~~~~~~~ configsections-repeated
      </configuration>
    `);
  });

  it('declares no reserved name and nothing twice', () => {
    problemsIn(`
      <configuration>
        <configSections>
          <section name="location" type="A, B" />
                       //~~~~~~~~ section-name-reserved: "location" is a reserved name
          <section name="configShop" type="A, B" />
                       //~~~~~~~~~~ section-name-reserved: "configShop" is a reserved name
          <section name="configBuilders" type="A, B" />
          <section name="shop" type="A, B" />
          <section name="shop" type="A, B" />
                       //~~~~ section-redeclared: "shop" is declared here a second time
        </configSections>
      </configuration>
    `);
  });

  it('declares a built-in section only as machine.config does', () => {
    problemsIn(`
      <configuration>
        <configSections>
          <sectionGroup name="system.web.extensions" type="S, System.Web.Extensions, Version=3.5.0.0, Culture=neutral">
                            //~~~~~~~~~~~~~~~~~~~~~ section-redeclared: machine.config of .NET 4 declares "system.web.extensions" already
            <sectionGroup name="scripting" type="S, System.Web.Extensions, Version=3.5.0.0, Culture=neutral" />
          </sectionGroup>
          <section name="appSettings" type="S, System.Configuration, Version=4.0.0.0" restartOnExternalChanges="false" />
          <section name="uri" type="S, System, Version=4.0.0.0" allowLocation="false" />
                       //~~~ section-redeclared: machine.config of .NET 4 declares "uri" already, and this declaration differs (allowLocation is false, not true)
        </configSections>
      </configuration>
    `);
  });
});

describe('sections of a file', () => {
  it('are declared, in the right case', () => {
    problemsIn(`
      <configuration>
        <configSections>
          <sectionGroup name="shop"><section name="cart" type="A, B" /></sectionGroup>
        </configSections>
        <shop><cart /><basket /></shop>
                     //~~~~~~ section-unknown: Nobody declares \`<shop/basket>\`: unless machine.config does
        <system.web>
          <sessionstate timeout="20"></sessionstate>
         //~~~~~~~~~~~~ section-name-case: Names are case-sensitive: ASP.NET knows \`<sessionState>\`
        </system.web>
        <System.Web />
       //~~~~~~~~~~ section-name-case: Names are case-sensitive: ASP.NET knows \`<system.web>\`
        <system.webServer><somethingNew /></system.webServer>
      </configuration>
    `);
  });

  it('stand once per level, in or out of a path-less <location>', () => {
    problemsIn(`
      <configuration>
        <system.web><sessionState timeout="20" /></system.web>
        <system.web><sessionState timeout="30" /></system.web>
                   //~~~~~~~~~~~~ section-repeated: \`<sessionState>\` stands in this file a second time: the section cannot be read
        <location path="."><system.web><sessionState /></system.web></location>
                                      //~~~~~~~~~~~~ section-repeated
        <location path="admin"><system.web><pages /><trace /></system.web></location>
        <location path="Admin"><system.web><pages /></system.web></location>
                                          //~~~~~ location-repeated: \`<pages>\` stands for "Admin" a second time: every request to that path fails
        <location path="users"><system.web><pages /></system.web></location>
        <runtime /><runtime />
      </configuration>
    `);
  });

  it('hold no text', () => {
    problemsIn(`
      <configuration>
        stray
      //~~~~~ section-text: There may be no text between sections
        <system.web>
          <authentication mode="Forms"><forms> 30 </forms></authentication>
                                             //~~ section-text: There may be no text in \`<forms>\`
          <!-- a comment is fine -->
        </system.web>
        <runtime>text that nobody reads</runtime>
      </configuration>
    `);
  });

  it('and not their group carry configSource and locks', () => {
    problemsIn(`
      <configuration>
        <system.web configSource="web.config" anything="goes">
                                //~~~~~~~~~~ group-reserved-attribute: \`<system.web>\` is a group, and \`configSource\` works only on a section
        </system.web>
      </configuration>
    `);
  });
});

describe('<location> attributes', () => {
  it('write paths as virtual paths', () => {
    problemsIn(`
      <configuration>
        <location path="/admin" />
                      //~~~~~~ location-path: The path of a \`<location>\` may not begin with a blank, \`.\`, \`/\` or \`\\\`: with "/admin" the site does not start. Write "admin".
        <location path="admin/" />
                      //~~~~~~ location-path
        <location path=" admin" />
                      //~~~~~~ location-path
        <location path="admin\\users" />
                      //~~~~~~~~~~~ location-path
        <location path="a*b" />
                      //~~~ location-path
        <location path="~/admin" />
      </configuration>
    `);
  });

  it('take exact words', () => {
    problemsIn(`
      <configuration>
        <location allowOverride="False" />
                               //~~~~~ location-boolean: \`allowOverride\` takes "true" or "false", in lower case and without blanks: with "False" the site does not start. Write "false".
        <location path="a" inheritInChildApplications="no" />
                                                     //~~ location-boolean
        <location path="b" overrideMode="deny" />
                                       //~~~~ location-override-mode
        <location path="c" overrideMode="Deny" allowOverride="false" />
                                                            //~~~~~ location-both-override
        <location Path="d" />
                      //~ location-attribute: \`<location>\` knows no attribute \`Path\`: the site does not start. Write \`path\`.
      </configuration>
    `);
  });

  it('do not nest', () => {
    problemsIn(`
      <configuration>
        <location path="a"><location path="b" /></location>
                          //~~~~~~~~ location-misplaced
      </configuration>
    `);
  });

  it('that cannot be read make the <location> count for nothing', () => {
    const { at } = chain(
      `<configuration><location path="admin/"><system.web><pages asyncTimeout="1" /></system.web></location></configuration>`,
    );
    assert.equal(literal(at('admin'), 'system.web/pages/@asyncTimeout'), undefined);
  });

  it('need a path for inheritInChildApplications in files of the whole server', () => {
    problemsIn(`
      //- root.web.config
      <configuration>
        <location inheritInChildApplications="false"><system.web><pages /></system.web></location>
                                            //~~~~~ location-inherit-without-path: In root.web.config
      </configuration>
    `);
  });
});

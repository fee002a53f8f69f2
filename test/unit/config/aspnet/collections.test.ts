import assert from 'node:assert/strict';
import { chain, historyOf, keysOf, literal, problemsIn } from './chain';

describe('appSettings', () => {
  it('lets the last entry of a key win, without regard to case', () => {
    const { at } = chain(`
      //- root.web.config
      <configuration><appSettings><add key="a" value="1" /><add key="B" value="2" /></appSettings></configuration>
      //- site/Web.config
      <configuration><appSettings><add key="b" value="3" /><add key="b" value="4" /></appSettings></configuration>
    `);
    assert.deepEqual(keysOf(at(), 'appSettings'), ['a', 'B']);
    assert.equal(historyOf(at(), "appSettings/add[key='b']/@value"), 'root.web.config=2 < Web.config=3 < Web.config=4');
    assert.deepEqual(at().problems, []);
  });

  it('follows remove and clear', () => {
    const { at } = chain(`
      //- root.web.config
      <configuration><appSettings><add key="a" value="1" /><add key="b" value="2" /></appSettings></configuration>
      //- site/Web.config
      <configuration><appSettings><remove key="A" /><remove key="never" /><add key="c" value="3" /></appSettings></configuration>
      //- site/x/Web.config
      <configuration><appSettings><add key="d" value="4" /><clear /><add key="b" value="5" /></appSettings></configuration>
    `);
    assert.deepEqual(keysOf(at(), 'appSettings'), ['b', 'c']);
    assert.deepEqual(keysOf(at('x'), 'appSettings'), ['b']);
    assert.equal(historyOf(at('x'), "appSettings/add[key='b']/@value"), 'x/Web.config=5');
  });
});

describe('collections with one entry per key', () => {
  it('take an equal entry twice, whatever the order of attributes', () => {
    problemsIn(`
      //- root.web.config
      <configuration><connectionStrings><add name="Shop" connectionString="x" /></connectionStrings></configuration>
      //- site/Web.config
      <configuration><connectionStrings><add connectionString="x" name="Shop" /></connectionStrings></configuration>
    `);
  });

  it('refuse another one with the same key, inherited or not', () => {
    const [inherited] = problemsIn(`
      //- root.web.config
      <configuration><connectionStrings><add name="Shop" connectionString="x" /></connectionStrings></configuration>
      //- site/Web.config
      <configuration>
        <connectionStrings>
          <add name="SHOP" connectionString="y" />
         //~~~ collection-duplicate: "SHOP" is already in the list (root.web.config), with other content: ASP.NET refuses the section. Put \`<remove name="SHOP" />\` before it, or rename it.
        </connectionStrings>
      </configuration>
    `);
    assert.equal(inherited?.fixes?.[0]?.edits[0]?.text, '<remove name="SHOP" />');
    problemsIn(`
      <configuration>
        <system.web>
          <membership><providers>
            <add name="A" type="T" passwordAttemptWindow="10" />
            <add name="A" type="T" passwordAttemptWindow="20" />
           //~~~ collection-duplicate: "A" is already in the list (Web.config)
          </providers></membership>
          <httpModules><add name="M" type="T" /><clear /><add name="M" type="U" /></httpModules>
          <compilation><assemblies><add /></assemblies></compilation>
                                  //~~~ collection-key-missing: \`<add>\` needs \`assembly\`
        </system.web>
      </configuration>
    `);
  });

  it('of IIS refuse even an equal one', () => {
    problemsIn(`
      <configuration>
        <system.webServer>
          <staticContent>
            <mimeMap fileExtension=".woff" mimeType="font/woff" />
            <mimeMap fileExtension=".WOFF" mimeType="font/woff" />
           //~~~~~~~ collection-duplicate: ".WOFF" is already in the list (Web.config): IIS answers 500.19. Keep one of the two.
            <remove fileExtension=".svg" />
            <mimeMap fileExtension=".svg" mimeType="image/svg+xml" />
          </staticContent>
        </system.webServer>
      </configuration>
    `);
  });

  it('take only keys on remove and nothing on clear', () => {
    problemsIn(`
      <configuration>
        <appSettings>
          <remove key="a" value="1" />
                               //~ collection-extra-attribute: \`<remove>\` takes only \`key\`: ASP.NET refuses the section because of \`value\`. Remove it.
          <clear key="a" />
                    //~ collection-extra-attribute: \`<clear>\` takes no attributes
        </appSettings>
      </configuration>
    `);
  });

  it('put their own entries first where the order decides', () => {
    const { at } = chain(`
      //- root.web.config
      <configuration><system.web>
        <httpHandlers><add verb="*" path="*" type="Any" /></httpHandlers>
        <httpModules><add name="A" type="A" /></httpModules>
      </system.web></configuration>
      //- site/Web.config
      <configuration><system.web>
        <httpHandlers><add verb="*" path="x" type="X" /><add verb="*" path="y" type="Y" /></httpHandlers>
        <httpModules><add name="B" type="B" /></httpModules>
      </system.web></configuration>
    `);
    assert.deepEqual(keysOf(at(), 'system.web/httpHandlers'), ['* x', '* y', '* *']);
    assert.deepEqual(keysOf(at(), 'system.web/httpModules'), ['A', 'B']);
  });

  it('are ten thousand entries in a blink', () => {
    let entries = '';
    for (let i = 0; i < 10_000; i++) entries += `<add key="k${i}" value="${i}" /><remove key="k${i - 1}" />`;
    const { at } = chain(
      new Map([['/site/Web.config', `<configuration><appSettings>${entries}</appSettings></configuration>`]]),
    );
    assert.deepEqual(keysOf(at(), 'appSettings'), ['k9999']);
  });
});

describe('elements of a section', () => {
  it('that are a property of it stand once', () => {
    problemsIn(`
      <configuration>
        <system.web>
          <authentication>
            <forms timeout="30" />
            <forms timeout="60" />
           //~~~~~ element-repeated: \`<forms>\` stands here a second time
          </authentication>
        </system.web>
      </configuration>
    `);
  });

  it('of unknown sections may repeat, and merge by name', () => {
    const { at } = chain(`
      //- root.web.config
      <configuration><shop><cart name="a" size="1" colour="red" /><cart name="b" /><step /></shop></configuration>
      //- site/Web.config
      <configuration><shop><cart name="a" size="2" /><step /><step /></shop></configuration>
    `);
    assert.deepEqual(keysOf(at(), 'shop'), ['a', 'b', '<step>', '<step>']);
    assert.equal(literal(at(), "shop/cart[name='a']/@size"), '2');
    assert.equal(literal(at(), "shop/cart[name='a']/@colour"), 'red');
  });
});

describe('fine-grained locks', () => {
  it('lockAttributes binds the levels below, and not the same file', () => {
    const text = `
      <configuration>
        <system.web><pages lockAttributes="asyncTimeout" asyncTimeout="5" enableSessionState="true" /></system.web>
      </configuration>
      //- site/admin/web.config
      <configuration>
        <system.web><pages asyncTimeout="6" enableSessionState="false" /></system.web>
                                       //~ attribute-locked: \`asyncTimeout\` is locked by Web.config: ASP.NET refuses the section even if the value is the same.
      </configuration>
    `;
    problemsIn(text, 'admin');
    const { at } = chain(text.replace(/.*\/\/~.*\n/, ''));
    assert.equal(literal(at('admin'), 'system.web/pages/@asyncTimeout'), '5');
    assert.equal(literal(at('admin'), 'system.web/pages/@enableSessionState'), 'false');
    assert.equal(at('admin').section('system.web/pages')?.attributes.get('asyncTimeout')?.blocked?.length, 1);
  });

  it('lockAllAttributesExcept names what stays free', () => {
    problemsIn(
      `
      <configuration>
        <system.web><pages lockAllAttributesExcept="buffer, theme" /></system.web>
      </configuration>
      //- site/admin/web.config
      <configuration>
        <system.web><pages buffer="true" theme="x" asyncTimeout="6" /></system.web>
                                                               //~ attribute-locked
      </configuration>
    `,
      'admin',
    );
  });

  it('lockElements and lockAllElementsExcept bind children', () => {
    problemsIn(
      `
      <configuration>
        <system.web><pages lockElements="controls"><namespaces lockAllElementsExcept="add" /></pages></system.web>
      </configuration>
      //- site/admin/web.config
      <configuration>
        <system.web>
          <pages>
            <controls />
           //~~~~~~~~ element-locked: \`<controls>\` is locked by Web.config
            <namespaces>
              <clear />
             //~~~~~ element-locked
              <add namespace="x" />
            </namespaces>
          </pages>
        </system.web>
      </configuration>
    `,
      'admin',
    );
  });

  it('lockItem keeps an entry from remove, clear and change', () => {
    const text = (child: string, marker: string) => `
      <configuration>
        <appSettings><add key="a" value="1" lockItem="true" /><add key="b" value="2" /></appSettings>
      </configuration>
      //- site/admin/web.config
      <configuration>
        <appSettings>
          ${child}
         //~${marker} item-locked
        </appSettings>
      </configuration>
    `;
    problemsIn(text('<remove key="a" />', '~~~~~'), 'admin');
    problemsIn(text('<clear />', '~~~~'), 'admin');
    problemsIn(text('<add key="a" value="2" />', '~~'), 'admin');
    const { at } = chain(text('<clear />', '~~~~').replace(/.*\/\/~.*\n/, ''));
    assert.deepEqual(keysOf(at('admin'), 'appSettings'), ['a', 'b']);
  });
});

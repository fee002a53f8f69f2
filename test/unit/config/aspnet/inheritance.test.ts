import assert from 'node:assert/strict';
import { configuredPaths } from '../../../../server/src/config/aspnet/chain';
import { chain, historyOf, literal } from './chain';

describe('the chain of files', () => {
  it('lets the nearest file win, attribute by attribute', () => {
    const { at } = chain(`
      //- machine.config
      <configuration><system.web><httpRuntime executionTimeout="110" shutdownTimeout="90" /></system.web></configuration>
      //- root.web.config
      <configuration><system.web><httpRuntime executionTimeout="120" /></system.web></configuration>
      //- site/Web.config
      <configuration><system.web><httpRuntime executionTimeout="300" /></system.web></configuration>
      //- site/admin/Web.config
      <configuration><system.web><httpRuntime maxRequestLength="1" /></system.web></configuration>
    `);
    const path = 'system.web/httpRuntime/@executionTimeout';
    assert.equal(historyOf(at(), path), 'machine.config=110 < root.web.config=120 < Web.config=300');
    assert.equal(literal(at(), 'system.web/httpRuntime/@shutdownTimeout'), '90');
    assert.equal(literal(at(), 'system.web/httpRuntime/@maxRequestLength'), undefined);
    assert.equal(literal(at('admin'), path), '300');
    assert.equal(literal(at('ADMIN/users'), 'system.web/httpRuntime/@maxRequestLength'), '1');
  });

  it('merges child elements and leaves a section that nobody mentions undefined', () => {
    const { at } = chain(`
      //- root.web.config
      <configuration><system.web><authentication mode="Windows"><forms timeout="30" name="a" /></authentication></system.web></configuration>
      //- site/Web.config
      <configuration><system.web><authentication mode="Forms"><forms timeout="60" /></authentication></system.web></configuration>
    `);
    assert.equal(literal(at(), 'system.web/authentication/@mode'), 'Forms');
    assert.equal(literal(at(), 'system.web/authentication/forms/@timeout'), '60');
    assert.equal(literal(at(), 'system.web/authentication/forms/@name'), 'a');
    assert.equal(at().section('system.web/sessionState'), undefined);
    assert.equal(at().section('system.web'), undefined);
    assert.equal(at().section('system.web/authentication/forms'), undefined);
    assert.deepEqual(at().sections(), ['system.web/authentication']);
  });

  it('keeps applicationHost.config away from what .NET reads', () => {
    const { at } = chain(`
      //- applicationHost.config
      <configuration>
        <system.web><sessionState timeout="5" /></system.web>
        <system.webServer><defaultDocument enabled="false" /></system.webServer>
      </configuration>
      //- site/Web.config
      <configuration><system.web><sessionState mode="InProc" /></system.web></configuration>
    `);
    assert.equal(literal(at(), 'system.web/sessionState/@timeout'), undefined);
    assert.equal(literal(at(), 'system.webServer/defaultDocument/@enabled'), 'false');
  });
});

describe('<location>', () => {
  it('speaks for its path and everything below, after the parent and before the file of the folder', () => {
    const { at } = chain(`
      <configuration>
        <system.web><pages asyncTimeout="10" /></system.web>
        <location path="Admin"><system.web><pages asyncTimeout="20" /></system.web></location>
      </configuration>
      //- site/admin/web.config
      <configuration><system.web><pages enableSessionState="true" /></system.web></configuration>
    `);
    const path = 'system.web/pages/@asyncTimeout';
    assert.equal(literal(at(), path), '10');
    assert.equal(literal(at('shop'), path), '10');
    assert.equal(historyOf(at('admin'), path), 'Web.config=10 < Web.config (location path="Admin")=20');
    assert.equal(literal(at('admin/users/edit.aspx'), path), '20');
    assert.equal(literal(at('administration'), path), '10');
  });

  it('of the nearest ancestor wins over one that stands farther away', () => {
    const { at } = chain(`
      <configuration>
        <location path="a/b"><system.web><pages asyncTimeout="1" /></system.web></location>
      </configuration>
      //- site/a/web.config
      <configuration>
        <location path="b"><system.web><pages asyncTimeout="2" /></system.web></location>
      </configuration>
    `);
    assert.equal(
      historyOf(at('a/b'), 'system.web/pages/@asyncTimeout').replace(/ \([^)]*\)/g, ''),
      'Web.config=1 < a/web.config=2',
    );
  });

  it('of an ancestor loses against the file in the folder, even when it is nearer to the target than that file', () => {
    const { at } = chain(`
      <configuration><location path="a"><system.web><pages asyncTimeout="1" /></system.web></location></configuration>
      //- site/a/web.config
      <configuration><system.web><pages asyncTimeout="2" /></system.web></configuration>
    `);
    assert.equal(literal(at('a'), 'system.web/pages/@asyncTimeout'), '2');
    const deeper = chain(`
      <configuration><location path="a/b"><system.web><pages asyncTimeout="1" /></system.web></location></configuration>
      //- site/a/web.config
      <configuration><system.web><pages asyncTimeout="2" /></system.web></configuration>
    `);
    assert.equal(literal(deeper.at('a/b'), 'system.web/pages/@asyncTimeout'), '1');
  });

  for (const path of ['', ' path=""', ' path="."'])
    it(`with${path || 'out a path'} is the file's own level`, () => {
      const { at } = chain(
        `<configuration><location${path}><system.web><sessionState timeout="7" /></system.web></location></configuration>`,
      );
      assert.equal(literal(at(), 'system.web/sessionState/@timeout'), '7');
      assert.deepEqual(at().problems, []);
    });

  it('in a file for the whole server begins with the name of the site', () => {
    const { at } = chain(`
      //- root.web.config
      <configuration>
        <location path="Shop"><system.web><pages asyncTimeout="1" /></system.web></location>
        <location path="Shop/api"><system.web><pages asyncTimeout="2" /></system.web></location>
        <location path="Other"><system.web><pages asyncTimeout="3" /></system.web></location>
      </configuration>
      //- site/Web.config
      <configuration />
    `);
    const path = 'system.web/pages/@asyncTimeout';
    assert.equal(literal(at(), path), undefined);
    assert.equal(literal(at('', { site: { name: 'shop', application: '/' } }), path), '1');
    assert.equal(literal(at('', { site: { name: 'Shop', application: '/api' } }), path), '2');
    assert.equal(literal(at('api', { site: { name: 'Shop', application: '/' } }), path), '2');
  });

  it('stops at child applications when inheritInChildApplications is false', () => {
    const text = `
      <configuration>
        <location path="." inheritInChildApplications="false">
          <system.web><pages asyncTimeout="1" /></system.web>
        </location>
      </configuration>
      //- site/blog/web.config
      <configuration />
    `;
    const path = 'system.web/pages/@asyncTimeout';
    assert.equal(literal(chain(text, { applications: [] }).at('blog'), path), '1');
    assert.equal(literal(chain(text, { applications: ['blog'] }).at('blog'), path), undefined);
    assert.equal(literal(chain(text, { applications: ['blog'] }).at('blog/posts'), path), undefined);
    assert.equal(literal(chain(text, { applications: ['blog'] }).at(), path), '1');
    assert.equal(literal(chain(text).at('blog', { applications: new Set(['blog']) }), path), undefined);
  });
});

describe('what IIS allows', () => {
  const text = `
    //- applicationHost.config
    <configuration><system.webServer><defaultDocument enabled="true" /></system.webServer></configuration>
    //- site/Web.config
    <configuration>
      <system.web><pages asyncTimeout="1" /></system.web>
      <system.webServer><defaultDocument enabled="false" /></system.webServer>
      <location path="Users/list"><system.web><pages asyncTimeout="3" /></system.web></location>
    </configuration>
    //- site/admin/Web.config
    <configuration><system.web><pages asyncTimeout="2" /></system.web></configuration>
  `;

  it('enableConfigurationOverride="false" silences web.config in the sections of IIS only', () => {
    const found = chain(text).at('', { ignoresWebConfig: true });
    assert.equal(literal(found, 'system.webServer/defaultDocument/@enabled'), 'true');
    assert.equal(literal(found, 'system.web/pages/@asyncTimeout'), '1');
  });

  it('allowSubDirConfig="false" leaves the files of folders unread', () => {
    assert.equal(literal(chain(text).at('admin', { ignoresFolders: true }), 'system.web/pages/@asyncTimeout'), '1');
    assert.equal(literal(chain(text).at('admin'), 'system.web/pages/@asyncTimeout'), '2');
  });

  it('paths worth looking at are folders with a file and targets of locations', () => {
    assert.deepEqual(configuredPaths(chain(text).layers), ['', 'users/list', 'admin']);
  });
});

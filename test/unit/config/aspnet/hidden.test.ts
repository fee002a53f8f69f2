import assert from 'node:assert/strict';
import { chain, literal, problemsIn } from './chain';

describe('encrypted sections', () => {
  it('are opaque, and so is what they inherit', () => {
    const { at } = chain(`
      //- root.web.config
      <configuration><system.web><sessionState timeout="20" /></system.web></configuration>
      //- site/Web.config
      <configuration><system.web>
        <sessionState configProtectionProvider="RsaProtectedConfigurationProvider"><EncryptedData><CipherData /></EncryptedData></sessionState>
      </system.web></configuration>
    `);
    const unknown = { unknown: 'The section is encrypted with RsaProtectedConfigurationProvider.' };
    assert.deepEqual(literal(at(), 'system.web/sessionState/@timeout'), unknown);
    assert.deepEqual(literal(at(), 'system.web/sessionState/@mode'), unknown);
    assert.deepEqual(literal(at(), "system.web/sessionState/providers/add[name='x']/@type"), unknown);
    assert.deepEqual(at().problems, []);
  });

  it('know what a level below says', () => {
    const { at } = chain(`
      <configuration><system.web><pages configProtectionProvider="R"><EncryptedData /></pages></system.web></configuration>
      //- site/admin/web.config
      <configuration><system.web><pages asyncTimeout="5" /></system.web></configuration>
    `);
    assert.equal(literal(at('admin'), 'system.web/pages/@asyncTimeout'), '5');
    assert.deepEqual(literal(at('admin'), 'system.web/pages/@buffer'), { unknown: 'The section is encrypted with R.' });
  });

  it('carry no other attribute', () => {
    problemsIn(`
      <configuration><system.web>
        <sessionState configProtectionProvider="R" timeout="20"><EncryptedData /></sessionState>
                                                          //~~ encryption-not-alone: \`configProtectionProvider\` must stand alone
      </system.web></configuration>
    `);
  });
});

describe('configuration builders', () => {
  const site = (
    mode: string,
    section: string,
    type = 'Microsoft.Configuration.ConfigurationBuilders.EnvironmentConfigBuilder, M',
  ) =>
    chain(`
      <configuration>
        <configSections><section name="configBuilders" type="System.Configuration.ConfigurationBuildersSection, System.Configuration" /></configSections>
        <configBuilders><builders><add name="Env" ${mode} type="${type}" /></builders></configBuilders>
        ${section}
      </configuration>
    `).at();
  const settings =
    '<appSettings configBuilders="Env"><add key="a" value="1" /><add key="b" value="${B}" /></appSettings>';
  const session = '<system.web><sessionState configBuilders="Env" timeout="20" cookieName="${C}" /></system.web>';

  it('in Strict mode may replace every value of key/value sections', () => {
    for (const mode of ['', 'mode="Strict"']) {
      const found = site(mode, settings);
      assert.deepEqual(literal(found, "appSettings/add[key='a']/@value"), {
        unknown: 'The configuration builder "Env" (Strict) may replace it at run time.',
      });
      assert.equal(literal(found, "appSettings/add[key='a']/@key"), 'a');
      assert.equal(literal(found, "appSettings/add[key='z']/@value"), undefined);
    }
  });

  it('in Greedy mode may add entries', () => {
    assert.deepEqual(literal(site('mode="Greedy"', settings), "appSettings/add[key='z']/@value"), {
      unknown: 'The configuration builder "Env" (Greedy) adds entries of its own.',
    });
  });

  it('in Token mode replace tokens only', () => {
    const found = site('mode="Token"', settings);
    assert.equal(literal(found, "appSettings/add[key='a']/@value"), '1');
    assert.match(JSON.stringify(literal(found, "appSettings/add[key='b']/@value")), /\(Token\) replaces the `\$\{…\}`/);
  });

  it('leave other sections alone, except in the Expand mode of old', () => {
    for (const mode of ['Strict', 'Greedy', 'Token']) {
      assert.equal(literal(site(`mode="${mode}"`, session), 'system.web/sessionState/@timeout'), '20');
      assert.equal(literal(site(`mode="${mode}"`, session), 'system.web/sessionState/@cookieName'), '${C}');
    }
    const expand = site('mode="Expand"', session);
    assert.equal(literal(expand, 'system.web/sessionState/@timeout'), '20');
    assert.match(JSON.stringify(literal(expand, 'system.web/sessionState/@cookieName')), /\(Expand\)/);
  });

  it('with code of their own may change anything', () => {
    assert.deepEqual(literal(site('', session, 'Shop.Builder, Shop'), 'system.web/sessionState/@timeout'), {
      unknown: 'The configuration builder "Env" is code of its own and may change anything here.',
    });
  });

  it('that nobody defines are said so', () => {
    problemsIn(`
      <configuration>
        <appSettings configBuilders="Vault"><add key="a" value="1" /></appSettings>
                                   //~~~~~ configbuilder-undefined: No file here defines the configuration builder "Vault"
      </configuration>
    `);
  });

  it('do not reach sections without the attribute: a token is plain text there', () => {
    const found = site('mode="Expand"', '<system.web><sessionState timeout="${MIN}" /></system.web>');
    assert.equal(literal(found, 'system.web/sessionState/@timeout'), '${MIN}');
  });
});

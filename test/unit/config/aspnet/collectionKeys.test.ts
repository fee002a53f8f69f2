import assert from 'node:assert/strict';
import { collectionAt } from '../../../../server/src/config/aspnet/collections';
import { chain } from './chain';

/** Each with an entry whose key has letters, `K`, and the section it stands in. */
const COMPARED = {
  /** `base(StringComparer.OrdinalIgnoreCase)` in the constructor, or a converter to lower case. */
  withoutCase: [
    ['appSettings', '<add key="K" value="1" />'],
    ['connectionStrings', '<add name="K" connectionString="c" />'],
    ['system.web/compilation/buildProviders', '<add extension=".K" type="T" />'],
    ['system.web/compilation/expressionBuilders', '<add expressionPrefix="K" type="T" />'],
    ['system.web/compilation/codeSubDirectories', '<add directoryName="K" />'],
    ['system.web/httpModules', '<add name="K" type="T" />'],
    ['system.web/httpHandlers', '<add verb="K" path="*" type="T" />'],
    ['system.web/pages/ignoreDeviceFilters', '<add name="K" />'],
    ['system.web/authentication/forms/credentials', '<user name="K" password="p" />'],
    ['system.web/clientTarget', '<add alias="K" userAgent="u" />'],
    ['system.web/urlMappings', '<add url="~/K" mappedUrl="~/m" />'],
    ['system.web/membership/providers', '<add name="K" type="T" />'],
    ['system.web/sessionState/providers', '<add name="K" type="T" />'],
    ['system.web/caching/outputCacheSettings/outputCacheProfiles', '<add name="K" />'],
  ],
  /** No comparer: `Object.Equals`. */
  withCase: [
    ['system.web/compilation/assemblies', '<add assembly="K" />'],
    ['system.web/pages/namespaces', '<add namespace="K" />'],
    ['system.web/pages/tagMapping', '<add tagType="K" mappedTagType="M" />'],
    ['system.web/securityPolicy', '<trustLevel name="K" policyFile="p" />'],
    ['system.web/fullTrustAssemblies', '<add assemblyName="K" version="1.0.0.0" />'],
    ['system.web/partialTrustVisibleAssemblies', '<add assemblyName="K" />'],
    ['system.web/profile/properties', '<add name="K" />'],
    ['system.web/healthMonitoring/bufferModes', '<add name="K" />'],
    ['system.web/healthMonitoring/eventMappings', '<add name="K" type="T" />'],
    ['system.web/healthMonitoring/profiles', '<add name="K" />'],
    ['system.web/healthMonitoring/rules', '<add name="K" eventName="E" />'],
    ['system.web/caching/sqlCacheDependency/databases', '<add name="K" connectionStringName="c" />'],
    ['system.runtime.caching/memoryCache/namedCaches', '<add name="K" />'],
  ],
} as const;

/** How many entries two keys that differ in case alone make. */
function entriesOf(path: string, entry: string): number {
  const groups = path.split('/');
  const text = `${groups.map((name) => `<${name}>`).join('')}${entry}${entry.replace('K', 'k')}${groups
    .reverse()
    .map((name) => `</${name}>`)
    .join('')}`;
  const { at } = chain(`
      <configuration>${text}</configuration>
  `);
  const configuration = at();
  const names = path.split('/');
  for (let length = names.length; length > 0; length--) {
    let element = configuration.section(names.slice(0, length).join('/'));
    if (!element) continue;
    for (const name of names.slice(length)) element = element?.children.find((child) => child.name === name);
    return element?.children.length ?? 0;
  }
  return 0;
}

describe('keys that differ in case alone', () => {
  for (const [path, entry] of COMPARED.withoutCase)
    it(`are one in ${path}`, () => {
      assert.equal(collectionAt(path)?.ignoreCase, true);
      assert.equal(entriesOf(path, entry), 1);
    });
  it('are two in system.web/protocols, which stands in machine.config alone', () => {
    assert.equal(collectionAt('system.web/protocols')?.ignoreCase, false);
  });
  for (const [path, entry] of COMPARED.withCase)
    it(`are two in ${path}`, () => {
      assert.equal(collectionAt(path)?.ignoreCase, false);
      assert.equal(entriesOf(path, entry), 2);
    });
});

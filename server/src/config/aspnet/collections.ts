import { isIisSection } from './sections';

/**
 * Which children of an element form a collection, and how its entries meet those of the parent level. From the
 * collection classes of System.Web and System.Configuration (CollectionType, CreateNewElement, ThrowOnDuplicate) and,
 * for `system.webServer`, from IIS's schema. Keys are compared with case (`Object.Equals`) unless the constructor hands
 * a comparer without case to ConfigurationElementCollection.
 */
export interface Collection {
  /** Names of the elements that add an entry. */
  readonly add: readonly string[];
  /** Attributes that together are the key; none: every entry counts, in order. */
  readonly key: readonly string[];
  readonly ignoreCase: boolean;
  /** What a second entry with the same key does. */
  readonly duplicates: 'lastWins' | 'refuseDifferent' | 'refuse';
  /** Entries of a lower level come before the inherited ones (the Alternate collection types, `mergeAppend="false"`). */
  readonly ownFirst?: boolean;
  /** An entry may go without its key: it is then the one with the empty key. */
  readonly keyOptional?: boolean;
}

const list = (add: string, key: string, duplicates: Collection['duplicates'] = 'refuseDifferent'): Collection => ({
  add: add.split(' '),
  key: key === '' ? [] : key.split(' '),
  ignoreCase: true,
  duplicates,
});

const ADD_BY_NAME = list('add', 'name');
const cased = (collection: Collection): Collection => ({ ...collection, ignoreCase: false });
const CASED_BY_NAME = cased(ADD_BY_NAME);

/** Path of the element that holds the entries. */
const COLLECTIONS: ReadonlyMap<string, Collection> = new Map<string, Collection>([
  // AppSettingsSection: KeyValueConfigurationCollection, ThrowOnDuplicate false.
  ['appSettings', list('add', 'key', 'lastWins')],
  ['connectionStrings', ADD_BY_NAME],
  ['configBuilders/builders', ADD_BY_NAME],
  ['system.web/compilation/assemblies', cased(list('add', 'assembly'))],
  ['system.web/compilation/buildProviders', list('add', 'extension')],
  ['system.web/compilation/expressionBuilders', list('add', 'expressionPrefix')],
  ['system.web/compilation/codeSubDirectories', list('add', 'directoryName')],
  ['system.web/customErrors', list('error', 'statusCode', 'lastWins')],
  ['system.web/httpModules', ADD_BY_NAME],
  ['system.web/httpHandlers', { ...list('add', 'verb path', 'lastWins'), ownFirst: true }],
  ['system.web/pages/namespaces', cased(list('add', 'namespace', 'lastWins'))],
  ['system.web/pages/controls', list('add', '', 'lastWins')],
  ['system.web/pages/tagMapping', cased(list('add', 'tagType'))],
  ['system.web/pages/ignoreDeviceFilters', list('add', 'name')],
  // Its own converter makes the name lower case.
  ['system.web/authentication/forms/credentials', list('user', 'name')],
  ['system.web/authorization', { ...list('allow deny', '', 'lastWins'), ownFirst: true }],
  ['system.web/clientTarget', list('add', 'alias')],
  ['system.web/urlMappings', list('add', 'url')],
  ['system.web/securityPolicy', cased(list('trustLevel', 'name'))],
  ['system.web/fullTrustAssemblies', cased(list('add', 'assemblyName version'))],
  ['system.web/partialTrustVisibleAssemblies', cased(list('add', 'assemblyName'))],
  ['system.web/protocols', CASED_BY_NAME],
  ['system.web/profile/properties', CASED_BY_NAME],
  ['system.web/healthMonitoring/bufferModes', CASED_BY_NAME],
  ['system.web/healthMonitoring/eventMappings', CASED_BY_NAME],
  ['system.web/healthMonitoring/profiles', CASED_BY_NAME],
  ['system.web/healthMonitoring/rules', CASED_BY_NAME],
  ['system.web/caching/outputCacheSettings/outputCacheProfiles', ADD_BY_NAME],
  ['system.web/caching/sqlCacheDependency/databases', CASED_BY_NAME],
  ['system.runtime.caching/memoryCache/namedCaches', CASED_BY_NAME],
  // IdentityConfigurationElementCollection, SecurityTokenHandlerElementCollection (keyed by type), and their kin.
  ['system.identityModel', { ...cased(list('identityConfiguration', 'name')), keyOptional: true }],
  ['system.identityModel/identityConfiguration/securityTokenHandlers', cased(list('add', 'type'))],
  ['system.identityModel/identityConfiguration/audienceUris', cased(list('add', 'value'))],
  ['system.identityModel.services', { ...cased(list('federationConfiguration', 'name')), keyOptional: true }],
  ['system.webServer/modules', list('add', 'name', 'refuse')],
  ['system.webServer/handlers', { ...list('add', 'name', 'refuse'), ownFirst: true }],
  ['system.webServer/globalModules', list('add', 'name', 'refuse')],
  ['system.webServer/httpErrors', list('error', 'statusCode subStatusCode', 'refuse')],
  ['system.webServer/staticContent', list('mimeMap', 'fileExtension', 'refuse')],
  ['system.webServer/defaultDocument/files', { ...list('add', 'value', 'refuse'), ownFirst: true }],
  ['system.webServer/httpProtocol/customHeaders', list('add', 'name', 'refuse')],
  ['system.webServer/httpProtocol/redirectHeaders', list('add', 'name', 'refuse')],
  ['system.webServer/caching/profiles', { ...list('add', 'extension', 'refuse'), ownFirst: true }],
  ['system.webServer/fastCgi', list('application', 'fullPath arguments', 'refuse')],
  ['system.webServer/applicationInitialization', list('add', 'initializationPage', 'refuse')],
  ['system.webServer/security/authorization', list('add', 'users roles verbs', 'refuse')],
  ['system.webServer/rewrite/rules', list('rule', 'name', 'refuse')],
  ['system.webServer/rewrite/outboundRules', list('rule', 'name', 'refuse')],
  ['system.webServer/rewrite/globalRules', list('rule', 'name', 'refuse')],
  ['system.webServer/rewrite/rewriteMaps', list('rewriteMap', 'name', 'refuse')],
  ['system.webServer/aspNetCore/environmentVariables', list('environmentVariable', 'name', 'refuse')],
  ['system.webServer/aspNetCore/handlerSettings', list('handlerSetting', 'name', 'refuse')],
  ['system.webServer/aspNetCore/recycleOnFileChange', list('file', 'path', 'refuse')],
  ['system.webServer/security/requestFiltering/fileExtensions', list('add', 'fileExtension', 'refuse')],
  ['system.webServer/security/requestFiltering/hiddenSegments', list('add', 'segment', 'refuse')],
  ['system.webServer/security/requestFiltering/verbs', list('add', 'verb', 'refuse')],
]);

/** The collection an element at `path` (names joined with `/`, from the section's group on) holds, if any is known. */
export function collectionAt(path: string): Collection | undefined {
  const known = COLLECTIONS.get(path);
  if (known) return known;
  // Every ProviderSettingsCollection is keyed by name without case.
  if (path.endsWith('/providers') && !isIisSection(path)) return ADD_BY_NAME;
  return undefined;
}

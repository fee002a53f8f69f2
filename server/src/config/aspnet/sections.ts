import type { FilePath } from '../../files/files';

/**
 * The sections every .NET Framework 4.x machine has before a site says anything: machine.config's `configSections`
 * (docs/reference/aspnet.md, Levels), plus those that System.Configuration knows without a declaration and, for `system.webServer`,
 * IIS's own registrations (applicationHost.config as IIS Express ships it). What a site adds is in `declared.ts`.
 */

export type AllowDefinition =
  | 'MachineOnly'
  | 'MachineToWebRoot'
  | 'MachineToRootWeb'
  | 'MachineToApplication'
  | 'AppHostOnly'
  | 'Everywhere';

export interface SectionFacts {
  readonly allowDefinition: AllowDefinition;
  /** May it stand in `<location>`? */
  readonly allowLocation: boolean;
  readonly overrideModeDefault: 'Allow' | 'Deny';
  /** Does a change of its configSource file restart the application? */
  readonly restartOnExternalChanges: boolean;
  /** `ignored`: nobody parses it. `handler`: an IConfigurationSectionHandler merges it in its own way. */
  readonly read: 'section' | 'handler' | 'ignored' | 'iis';
  /** The file whose `configSections` declares it; undefined for the built-in ones. */
  readonly declaredIn?: FilePath;
}

const PLAIN: SectionFacts = {
  allowDefinition: 'Everywhere',
  allowLocation: true,
  overrideModeDefault: 'Allow',
  restartOnExternalChanges: true,
  read: 'section',
};
const TO_APPLICATION: SectionFacts = { ...PLAIN, allowDefinition: 'MachineToApplication' };
const MACHINE_ONLY: SectionFacts = { ...PLAIN, allowDefinition: 'MachineOnly' };
const HANDLER: SectionFacts = { ...PLAIN, read: 'handler' };
const IGNORED: SectionFacts = { ...PLAIN, allowLocation: false, read: 'ignored' };
const IIS_ALLOW: SectionFacts = { ...PLAIN, read: 'iis' };
const IIS_DENY: SectionFacts = { ...IIS_ALLOW, overrideModeDefault: 'Deny' };
const IIS_APP_HOST: SectionFacts = { ...IIS_DENY, allowDefinition: 'AppHostOnly' };

/** What an undeclared custom section is taken for (`BaseConfigurationRecord.ScanSectionsRecursive` does the same). */
export const UNDECLARED: SectionFacts = HANDLER;
export const DEFAULT_DECLARATION: SectionFacts = PLAIN;

const TABLE: readonly (readonly [facts: SectionFacts, group: string, names: string])[] = [
  [{ ...PLAIN, restartOnExternalChanges: false }, '', 'appSettings'],
  [PLAIN, '', 'connectionStrings system.diagnostics system.windows.forms uri configProtectedData'],
  [IGNORED, '', 'mscorlib runtime assemblyBinding satelliteassemblies startup system.runtime.remoting windows'],
  [HANDLER, '', 'system.codedom system.data system.data.dataset system.data.odbc system.data.oledb'],
  [HANDLER, '', 'system.data.oracleclient system.data.sqlclient'],
  [TO_APPLICATION, 'system.runtime.caching', 'memoryCache'],
  [PLAIN, 'system.xml.serialization', 'schemaImporterExtensions dateTimeSerialization xmlSerializer'],
  [PLAIN, 'system.net', 'authenticationModules connectionManagement defaultProxy requestCaching settings'],
  [PLAIN, 'system.net', 'webRequestModules'],
  [PLAIN, 'system.net/mailSettings', 'smtp'],
  [PLAIN, 'system.runtime.serialization', 'dataContractSerializer'],
  [PLAIN, 'system.serviceModel', 'behaviors bindings client comContracts diagnostics extensions protocolMapping'],
  [PLAIN, 'system.serviceModel', 'services standardEndpoints routing tracking'],
  [MACHINE_ONLY, 'system.serviceModel', 'commonBehaviors machineSettings'],
  [TO_APPLICATION, 'system.serviceModel', 'serviceHostingEnvironment'],
  [PLAIN, 'system.serviceModel.activation', 'diagnostics net.pipe net.tcp'],
  [PLAIN, 'system.transactions', 'defaultSettings'],
  [MACHINE_ONLY, 'system.transactions', 'machineSettings'],
  [PLAIN, 'system.web', 'authorization clientTarget compilation customErrors globalization httpCookies httpHandlers'],
  [PLAIN, 'system.web', 'httpModules httpRuntime identity mobileControls pages sessionPageState trace webControls'],
  [PLAIN, 'system.web', 'webParts webServices xhtmlConformance deviceFilters'],
  [HANDLER, 'system.web', 'browserCaps'],
  [TO_APPLICATION, 'system.web', 'anonymousIdentification authentication fullTrustAssemblies healthMonitoring'],
  [TO_APPLICATION, 'system.web', 'hostingEnvironment machineKey membership partialTrustVisibleAssemblies profile'],
  [TO_APPLICATION, 'system.web', 'roleManager securityPolicy sessionState siteMap trust urlMappings'],
  [MACHINE_ONLY, 'system.web', 'deployment'],
  [{ ...MACHINE_ONLY, allowLocation: false }, 'system.web', 'processModel'],
  [{ ...PLAIN, allowDefinition: 'MachineToWebRoot' }, 'system.web', 'protocols'],
  [TO_APPLICATION, 'system.web/caching', 'cache outputCache outputCacheSettings sqlCacheDependency'],
  [TO_APPLICATION, 'system.web.extensions/scripting', 'scriptResourceHandler'],
  [PLAIN, 'system.web.extensions/scripting/webServices', 'jsonSerialization'],
  [TO_APPLICATION, 'system.web.extensions/scripting/webServices', 'profileService authenticationService roleService'],
  [PLAIN, 'system.xaml.hosting', 'httpHandlers'],
  [IIS_APP_HOST, 'system.applicationHost', 'applicationPools configHistory customMetadata listenerAdapters log'],
  [IIS_APP_HOST, 'system.applicationHost', 'serviceAutoStartProviders sites webLimits'],
  [IIS_DENY, 'system.webServer', 'asp cgi handlers httpLogging httpTracing odbcLogging serverRuntime'],
  [IIS_DENY, 'system.webServer', 'serverSideInclude webSocket'],
  [{ ...IIS_DENY, allowDefinition: 'MachineToApplication' }, 'system.webServer', 'isapiFilters modules'],
  [IIS_ALLOW, 'system.webServer', 'caching defaultDocument directoryBrowse httpErrors httpProtocol httpRedirect'],
  [IIS_ALLOW, 'system.webServer', 'staticContent urlCompression validation aspNetCore'],
  [{ ...IIS_ALLOW, allowDefinition: 'MachineToApplication' }, 'system.webServer', 'applicationInitialization'],
  [IIS_APP_HOST, 'system.webServer', 'fastCgi globalModules'],
  // From IIS 8 on a site may say which types to compress; the schema registers it so since then.
  [IIS_ALLOW, 'system.webServer', 'httpCompression'],
  [IIS_DENY, 'system.webServer/security', 'access applicationDependencies ipSecurity dynamicIpSecurity'],
  [IIS_ALLOW, 'system.webServer/security', 'authorization requestFiltering'],
  [IIS_APP_HOST, 'system.webServer/security', 'isapiCgiRestriction'],
  [IIS_DENY, 'system.webServer/security/authentication', 'anonymousAuthentication basicAuthentication'],
  [IIS_DENY, 'system.webServer/security/authentication', 'clientCertificateMappingAuthentication'],
  [IIS_DENY, 'system.webServer/security/authentication', 'digestAuthentication windowsAuthentication'],
  [IIS_DENY, 'system.webServer/security/authentication', 'iisClientCertificateMappingAuthentication'],
  [IIS_ALLOW, 'system.webServer/tracing', 'traceFailedRequests'],
  [IIS_DENY, 'system.webServer/tracing', 'traceProviderDefinitions'],
  [IIS_DENY, 'system.webServer/webdav', 'globalSettings authoring authoringRules'],
  [IIS_ALLOW, 'system.webServer/rewrite', 'rules outboundRules providers rewriteMaps'],
  [IIS_APP_HOST, 'system.webServer/rewrite', 'globalRules'],
  [IIS_DENY, 'system.webServer/rewrite', 'allowedServerVariables'],
];

/** Path (`system.web/sessionState`) to facts. */
export const BUILT_IN: ReadonlyMap<string, SectionFacts> = new Map(
  TABLE.flatMap(([facts, group, names]) => names.split(' ').map((name) => [group ? `${group}/${name}` : name, facts])),
);

/** Paths of the groups above, outer ones included. */
export const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([...BUILT_IN.keys()].flatMap(groupsOf));

/** `a/b/c` lies in `a` and `a/b`. */
export function groupsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Does IIS, not .NET, read it? Then applicationHost.config has a say and System.Configuration has none. */
export function isIisSection(path: string): boolean {
  return /^system\.(?:webServer|applicationHost|ftpServer)(?:\/|$)/.test(path);
}

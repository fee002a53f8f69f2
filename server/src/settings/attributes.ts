import { withoutKeys } from './catalogue';

/**
 * The names of every attribute an element may carry, settings of ours or not, so that a misspelt one can be told from
 * one we have nothing to say about. Elements that take any attribute (providers) are left out on purpose.
 * Sources: the sections of System.Web 4.8, IIS_schema.xml, aspnetcore_schema_v2.xml.
 */

const SYSTEM_WEB: Readonly<Record<string, string>> = {
  sessionState: `mode stateConnectionString stateNetworkTimeout sqlConnectionString sqlCommandTimeout
    sqlConnectionRetryInterval customProvider cookieless cookieName timeout allowCustomSqlDatabase compressionEnabled
    regenerateExpiredSessionId partitionResolverType useHostingIdentity sessionIDManagerType cookieSameSite`,
  authentication: 'mode',
  'authentication/forms': `name loginUrl defaultUrl protection timeout path requireSSL slidingExpiration cookieless
    domain enableCrossAppRedirects ticketCompatibilityMode cookieSameSite`,
  'authentication/forms/credentials': 'passwordFormat',
  'authentication/forms/credentials/user': 'name password',
  'authentication/passport': 'redirectUrl',
  roleManager: `enabled cacheRolesInCookie cookieName cookieTimeout cookiePath cookieRequireSSL
    cookieSlidingExpiration cookieProtection defaultProvider createPersistentCookie domain maxCachedResults`,
  anonymousIdentification: `enabled cookieName cookieTimeout cookiePath cookieRequireSSL cookieSlidingExpiration
    cookieProtection cookieless domain`,
  membership: 'defaultProvider userIsOnlineTimeWindow hashAlgorithmType',
  httpRuntime: `asyncPreloadMode executionTimeout maxRequestLength requestLengthDiskThreshold
    useFullyQualifiedRedirectUrl minFreeThreads minLocalRequestFreeThreads appRequestQueueLimit enableKernelOutputCache
    enableVersionHeader requireRootedSaveAsPath enable defaultRegexMatchTimeout shutdownTimeout delayNotificationTimeout
    waitChangeNotification maxWaitChangeNotification enableHeaderChecking sendCacheControlHeader apartmentThreading
    encoderType requestValidationMode requestValidationType requestPathInvalidCharacters maxUrlLength
    maxQueryStringLength relaxedUrlToFileSystemMapping allowDynamicModuleRegistration fcnMode targetFramework`,
  pages: `buffer enableSessionState enableViewState enableViewStateMac enableEventValidation smartNavigation
    autoEventWireup maintainScrollPositionOnPostBack pageBaseType userControlBaseType pageParserFilterType
    validateRequest masterPageFile theme styleSheetTheme maxPageStateFieldLength compilationMode
    viewStateEncryptionMode asyncTimeout renderAllHiddenFieldsAtTopOfForm clientIDMode
    controlRenderingCompatibilityVersion ignoreDeviceFilters`,
  compilation: `tempDirectory debug strict explicit batch optimizeCompilations urlLinePragmas batchTimeout
    maxBatchSize maxBatchGeneratedFileSize numRecompilesBeforeAppRestart defaultLanguage targetFramework
    assemblyPostProcessorType enablePrefetchOptimization profileGuidedOptimizations controlBuilderInterceptorType
    maxConcurrentCompilations disableObsoleteWarnings`,
  hostingEnvironment: `idleTimeout shutdownTimeout shadowCopyBinAssemblies urlMetadataSlidingExpiration`,
  'caching/cache': `disableMemoryCollection disableExpiration privateBytesLimit percentagePhysicalMemoryUsedLimit
    privateBytesPollTime defaultProvider`,
  'caching/outputCache': `enableOutputCache enableFragmentCache sendCacheControlHeader omitVaryStar
    enableKernelCacheForVaryByStar defaultProvider`,
  machineKey: `validationKey decryptionKey validation decryption compatibilityMode applicationName
    dataProtectorType`,
  deployment: 'retail',
  processModel: `enable timeout idleTimeout shutdownTimeout requestLimit requestQueueLimit restartQueueLimit
    memoryLimit webGarden cpuMask userName password logLevel clientConnectedCheck comAuthenticationLevel
    comImpersonationLevel responseDeadlockInterval responseRestartDeadlockInterval autoConfig maxWorkerThreads
    maxIoThreads minWorkerThreads minIoThreads serverErrorMessageFile pingFrequency pingTimeout asyncOption
    maxAppDomains`,
  httpCookies: 'httpOnlyCookies requireSSL domain sameSite',
};

const POOL: Readonly<Record<string, string>> = {
  '': `name queueLength autoStart enable32BitAppOnWin64 enableEmulationOnWinArm64 managedRuntimeVersion
    managedRuntimeLoader enableConfigurationOverride managedPipelineMode CLRConfigFile passAnonymousToken startMode`,
  '/processModel': `identityType userName password loadUserProfile setProfileEnvironment logonType
    manualGroupMembership idleTimeout idleTimeoutAction maxProcesses shutdownTimeLimit startupTimeLimit pingingEnabled
    pingInterval pingResponseTime logEventOnProcessModel requestQueueDelegatorIdentity`,
  '/recycling': 'disallowOverlappingRotation disallowRotationOnConfigChange logEventOnRecycle',
  '/recycling/periodicRestart': 'memory privateMemory requests time',
  '/recycling/periodicRestart/schedule/add': 'value',
  '/failure': `loadBalancerCapabilities orphanWorkerProcess orphanActionExe orphanActionParams rapidFailProtection
    rapidFailProtectionInterval rapidFailProtectionMaxCrashes autoShutdownExe autoShutdownParams`,
  '/cpu': `limit action resetInterval smpAffinitized smpProcessorAffinityMask smpProcessorAffinityMask2
    processorGroup numaNodeAssignment numaNodeAffinityMode`,
};

const SITE_LIMITS = 'maxBandwidth maxConnections connectionTimeout maxUrlSegments';
const APPLICATION = `path applicationPool enabledProtocols serviceAutoStartEnabled serviceAutoStartProvider
  preloadEnabled`;
const VIRTUAL_DIRECTORY = 'path physicalPath userName password logonMethod allowSubDirConfig';

const SITES: Readonly<Record<string, string>> = {
  site: 'name id serverAutoStart',
  'site/limits': SITE_LIMITS,
  'siteDefaults/limits': SITE_LIMITS,
  'site/application': APPLICATION,
  'site/applicationDefaults': APPLICATION,
  applicationDefaults: APPLICATION,
  'site/application/virtualDirectory': VIRTUAL_DIRECTORY,
  'site/application/virtualDirectoryDefaults': VIRTUAL_DIRECTORY,
  'site/virtualDirectoryDefaults': VIRTUAL_DIRECTORY,
  virtualDirectoryDefaults: VIRTUAL_DIRECTORY,
};

const WEB_SERVER: Readonly<Record<string, string>> = {
  'asp/session': 'allowSessionState keepSessionIdSecure max timeout',
  'asp/limits': `scriptTimeout bufferingLimit maxRequestEntityAllowed processorThreadMax queueConnectionTestTime
    queueTimeout requestQueueMax`,
  aspNetCore: `processPath arguments stdoutLogEnabled stdoutLogFile startupTimeLimit shutdownTimeLimit
    requestTimeout rapidFailsPerMinute processesPerApplication forwardWindowsAuthToken disableStartUpErrorPage
    hostingModel`,
  cgi: 'createCGIWithNewConsole createProcessAsUser timeout',
  'fastCgi/application': `fullPath arguments monitorChangesTo stderrMode maxInstances idleTimeout activityTimeout
    requestTimeout instanceMaxRequests signalBeforeTerminateSeconds protocol queueLength flushNamedPipe
    rapidFailsPerMinute`,
};

const IDENTITY: Readonly<Record<string, string>> = {
  'system.identityModel/identityConfiguration/securityTokenHandlers/add/sessionTokenRequirement': 'lifetime',
  'system.identityModel.services/federationConfiguration/cookieHandler': `domain hideFromScript mode name path
    persistentSessionLifetime requireSsl`,
};

const names: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...under('system.web/', SYSTEM_WEB),
    ...under('system.applicationHost/applicationPools/add', POOL),
    ...under('system.applicationHost/applicationPools/applicationPoolDefaults', POOL),
    ...under('system.applicationHost/sites/', SITES),
    ...under('system.applicationHost/', {
      webLimits: `maxGlobalBandwidth connectionTimeout demandStartThreshold dynamicIdleThreshold headerWaitTimeout
        minBytesPerSecond dynamicRegistrationThreshold`,
    }),
    ...under('system.webServer/', WEB_SERVER),
    ...under('', IDENTITY),
  ].map(([element, list]) => [element, list.split(/\s+/)]),
);

function under(prefix: string, table: Readonly<Record<string, string>>): (readonly [string, string])[] {
  return Object.entries(table).map(([element, list]) => [prefix + element, list]);
}

/** Names an element may carry; empty when the element is unknown or takes any attribute. */
export function attributesOf(elementPath: string): readonly string[] {
  return names.get(withoutKeys(elementPath)) ?? [];
}

/** Legal on every section: locks, `configSource` and its kin, namespaces, and anything with a prefix (`xdt:`). */
export function isReservedAttribute(name: string): boolean {
  return /^(?:lock|config)/.test(name) || name === 'xmlns' || name.includes(':');
}

/**
 * The known attribute that `name` was most likely meant to be: the same but for case, else the nearest within a few
 * slips of the finger. Undefined when `name` is legal, or near to nothing, or the element is not known.
 */
export function nearestAttribute(elementPath: string, name: string): string | undefined {
  const known = attributesOf(elementPath);
  if (known.includes(name) || isReservedAttribute(name)) return undefined;
  const lower = name.toLowerCase();
  const sameButCase = known.find((candidate) => candidate.toLowerCase() === lower);
  if (sameButCase) return sameButCase;
  return nearest(name, known);
}

/** The word at the least edit distance, within a limit that grows with its length; the first of equals. */
export function nearest(text: string, words: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const limit = word.length < 5 ? 1 : word.length < 10 ? 2 : 3;
    if (Math.abs(word.length - text.length) > limit) continue;
    const distance = editDistance(text.toLowerCase(), word.toLowerCase());
    if (distance <= limit && distance < least) {
      best = word;
      least = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

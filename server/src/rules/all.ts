// Written by `npm run docs` from the folders beside this file; add a rule by adding its file, and run that.
import appIdleEndsSessions from './aspnet/appIdleEndsSessions';
import authOutlivesSessionData from './aspnet/authOutlivesSessionData';
import cacheExpirationOff from './aspnet/cacheExpirationOff';
import changeWaitNeedsBoth from './aspnet/changeWaitNeedsBoth';
import cookiePathCase from './aspnet/cookiePathCase';
import cookieSettingDead from './aspnet/cookieSettingDead';
import cookielessSession from './aspnet/cookielessSession';
import executionTimeoutDead from './aspnet/executionTimeoutDead';
import fedauthCookieOutlivesToken from './aspnet/fedauthCookieOutlivesToken';
import formsSettingsDead from './aspnet/formsSettingsDead';
import formsUrlRefused from './aspnet/formsUrlRefused';
import halfLifeSignOut from './aspnet/halfLifeSignOut';
import machineKeyUnreadable from './aspnet/machineKeyUnreadable';
import machineKeysByChance from './aspnet/machineKeysByChance';
import neededModuleRemoved from './aspnet/neededModuleRemoved';
import oneCookieForTwo from './aspnet/oneCookieForTwo';
import requireSslOverHttp from './aspnet/requireSslOverHttp';
import samesiteMismatch from './aspnet/samesiteMismatch';
import samesiteNoneInsecure from './aspnet/samesiteNoneInsecure';
import sessionCookieOverHttp from './aspnet/sessionCookieOverHttp';
import sessionDataOutlivesAuth from './aspnet/sessionDataOutlivesAuth';
import sessionDatabaseRefused from './aspnet/sessionDatabaseRefused';
import sessionKeepAliveSkipped from './aspnet/sessionKeepAliveSkipped';
import sessionProviderIgnored from './aspnet/sessionProviderIgnored';
import sessionProviderMissing from './aspnet/sessionProviderMissing';
import sessionSettingDead from './aspnet/sessionSettingDead';
import sessionTimeoutInCode from './aspnet/sessionTimeoutInCode';
import sessionsNeverSwept from './aspnet/sessionsNeverSwept';
import signInCookieShared from './aspnet/signInCookieShared';
import slidingExpirationOff from './aspnet/slidingExpirationOff';
import systemWebUnused from './aspnet/systemWebUnused';
import ticketLifeInCode from './aspnet/ticketLifeInCode';
import enumCase from './common/enumCase';
import fileEncoding from './common/fileEncoding';
import fileNotUnderstood from './common/fileNotUnderstood';
import illegalLiteral from './common/illegalLiteral';
import suspiciousValue from './common/suspiciousValue';
import unitMixUp from './common/unitMixUp';
import unknownAttribute from './common/unknownAttribute';
import valueOutOfRange from './common/valueOutOfRange';
import xmlDoctype from './common/xmlDoctype';
import xmlNotWellFormed from './common/xmlNotWellFormed';
import appsettingsFileMissing from './config/appsettingsFileMissing';
import appsettingsFileRefused from './config/appsettingsFileRefused';
import appsettingsFileRoot from './config/appsettingsFileRoot';
import attributeLocked from './config/attributeLocked';
import collectionDuplicate from './config/collectionDuplicate';
import collectionExtraAttribute from './config/collectionExtraAttribute';
import collectionKeyMissing from './config/collectionKeyMissing';
import configbuilderUndefined from './config/configbuilderUndefined';
import configsectionsNotFirst from './config/configsectionsNotFirst';
import configsectionsRepeated from './config/configsectionsRepeated';
import configsourceMissing from './config/configsourceMissing';
import configsourceNested from './config/configsourceNested';
import configsourceNotAlone from './config/configsourceNotAlone';
import configsourcePath from './config/configsourcePath';
import configsourceRefused from './config/configsourceRefused';
import configsourceRoot from './config/configsourceRoot';
import configsourceShared from './config/configsourceShared';
import elementLocked from './config/elementLocked';
import elementRepeated from './config/elementRepeated';
import encryptionNotAlone from './config/encryptionNotAlone';
import groupReservedAttribute from './config/groupReservedAttribute';
import itemLocked from './config/itemLocked';
import locationAttribute from './config/locationAttribute';
import locationBoolean from './config/locationBoolean';
import locationBothOverride from './config/locationBothOverride';
import locationInheritWithoutPath from './config/locationInheritWithoutPath';
import locationMisplaced from './config/locationMisplaced';
import locationOverrideMode from './config/locationOverrideMode';
import locationPath from './config/locationPath';
import locationRepeated from './config/locationRepeated';
import rootAttribute from './config/rootAttribute';
import rootNamespace from './config/rootNamespace';
import rootNotConfiguration from './config/rootNotConfiguration';
import sectionLocked from './config/sectionLocked';
import sectionNameCase from './config/sectionNameCase';
import sectionNameReserved from './config/sectionNameReserved';
import sectionNotAllowedHere from './config/sectionNotAllowedHere';
import sectionNotInLocation from './config/sectionNotInLocation';
import sectionRedeclared from './config/sectionRedeclared';
import sectionRepeated from './config/sectionRepeated';
import sectionText from './config/sectionText';
import sectionUnknown from './config/sectionUnknown';
import coreAuthOutlivesSession from './core/coreAuthOutlivesSession';
import coreBareNumberIsDays from './core/coreBareNumberIsDays';
import coreCircuitOutlivesCookie from './core/coreCircuitOutlivesCookie';
import coreCookieExpiration from './core/coreCookieExpiration';
import coreExpiresUtcSlides from './core/coreExpiresUtcSlides';
import coreHalfLife from './core/coreHalfLife';
import coreHostThrows from './core/coreHostThrows';
import coreKestrelLimitsIgnored from './core/coreKestrelLimitsIgnored';
import coreKeyLifetimeTooShort from './core/coreKeyLifetimeTooShort';
import coreKeysInMemory from './core/coreKeysInMemory';
import coreLengthWithoutLife from './core/coreLengthWithoutLife';
import coreStampEveryRequest from './core/coreStampEveryRequest';
import coreTokenLifetime from './core/coreTokenLifetime';
import coreUnnamedOptions from './core/coreUnnamedOptions';
import busyUserSignedOut from './identityServer/busyUserSignedOut';
import clientIdRepeated from './identityServer/clientIdRepeated';
import clientLifetimeRefused from './identityServer/clientLifetimeRefused';
import clientNotTold from './identityServer/clientNotTold';
import clientWithoutSignal from './identityServer/clientWithoutSignal';
import coordinationWithoutSessions from './identityServer/coordinationWithoutSessions';
import expiryNotToldToClients from './identityServer/expiryNotToldToClients';
import idsrvCookieNotUsed from './identityServer/idsrvCookieNotUsed';
import refreshLifetimeNotUsed from './identityServer/refreshLifetimeNotUsed';
import rememberMeExtendsSessions from './identityServer/rememberMeExtendsSessions';
import serverSessionsInMemory from './identityServer/serverSessionsInMemory';
import aspnetcoreSettingDead from './iis/aspnetcoreSettingDead';
import folderConfigsIgnored from './iis/folderConfigsIgnored';
import idleActionUnused from './iis/idleActionUnused';
import idleTimeShortened from './iis/idleTimeShortened';
import iisPoolMissing from './iis/iisPoolMissing';
import iisRepeated from './iis/iisRepeated';
import poolIdleEndsAspSessions from './iis/poolIdleEndsAspSessions';
import poolIdleEndsSessions from './iis/poolIdleEndsSessions';
import poolIgnoresWebConfig from './iis/poolIgnoresWebConfig';
import poolLimitEndsSessions from './iis/poolLimitEndsSessions';
import poolRecycleDrifts from './iis/poolRecycleDrifts';
import poolScheduleBesideInterval from './iis/poolScheduleBesideInterval';
import preloadNeedsAlwaysRunning from './iis/preloadNeedsAlwaysRunning';
import sectionLockedByIis from './iis/sectionLockedByIis';
import webGardenInProcess from './iis/webGardenInProcess';
import katanaAuthOutlivesSession from './katana/katanaAuthOutlivesSession';
import katanaCookieLost from './katana/katanaCookieLost';
import katanaStampNeverCompared from './katana/katanaStampNeverCompared';
import katanaStampRenewsSignIn from './katana/katanaStampRenewsSignIn';
import katanaTokenLifetime from './katana/katanaTokenLifetime';
import sitecoreAddedByName from './sitecore/sitecoreAddedByName';
import sitecoreCannotBePatched from './sitecore/sitecoreCannotBePatched';
import sitecoreClientSessionTimeout from './sitecore/sitecoreClientSessionTimeout';
import sitecoreClusterNameDefault from './sitecore/sitecoreClusterNameDefault';
import sitecoreCommandIncomplete from './sitecore/sitecoreCommandIncomplete';
import sitecoreCommandNoPrefix from './sitecore/sitecoreCommandNoPrefix';
import sitecoreCommandUnknown from './sitecore/sitecoreCommandUnknown';
import sitecoreConnectionMissing from './sitecore/sitecoreConnectionMissing';
import sitecoreCookieEndsWithToken from './sitecore/sitecoreCookieEndsWithToken';
import sitecoreDeleteHitsFirst from './sitecore/sitecoreDeleteHitsFirst';
import sitecoreDeleteMisses from './sitecore/sitecoreDeleteMisses';
import sitecoreDeleteattributeOld from './sitecore/sitecoreDeleteattributeOld';
import sitecoreEditorsOutOfProcess from './sitecore/sitecoreEditorsOutOfProcess';
import sitecoreEditorsTakenForRobots from './sitecore/sitecoreEditorsTakenForRobots';
import sitecoreFileNotLoaded from './sitecore/sitecoreFileNotLoaded';
import sitecoreFormsTimeoutDead from './sitecore/sitecoreFormsTimeoutDead';
import sitecoreIdentitySamesite from './sitecore/sitecoreIdentitySamesite';
import sitecoreInclude from './sitecore/sitecoreInclude';
import sitecoreIncludeInPatch from './sitecore/sitecoreIncludeInPatch';
import sitecoreInsteadSelf from './sitecore/sitecoreInsteadSelf';
import sitecoreKeepaliveTooSlow from './sitecore/sitecoreKeepaliveTooSlow';
import sitecoreLoadOrderMisspelled from './sitecore/sitecoreLoadOrderMisspelled';
import sitecoreMediaModuleOutdated from './sitecore/sitecoreMediaModuleOutdated';
import sitecoreMergeFails from './sitecore/sitecoreMergeFails';
import sitecoreMinuteSession from './sitecore/sitecoreMinuteSession';
import sitecoreModuleCollision from './sitecore/sitecoreModuleCollision';
import sitecoreNamespace from './sitecore/sitecoreNamespace';
import sitecoreOrderSurprise from './sitecore/sitecoreOrderSurprise';
import sitecoreOrderUncertain from './sitecore/sitecoreOrderUncertain';
import sitecoreOverridden from './sitecore/sitecoreOverridden';
import sitecoreOverrideDuplicates from './sitecore/sitecoreOverrideDuplicates';
import sitecoreOverrideTooEarly from './sitecore/sitecoreOverrideTooEarly';
import sitecoreParallelSessions from './sitecore/sitecoreParallelSessions';
import sitecorePatchStructure from './sitecore/sitecorePatchStructure';
import sitecorePatchSwallows from './sitecore/sitecorePatchSwallows';
import sitecorePositionInvalid from './sitecore/sitecorePositionInvalid';
import sitecorePositionMiss from './sitecore/sitecorePositionMiss';
import sitecorePositionName from './sitecore/sitecorePositionName';
import sitecorePrefixMisleads from './sitecore/sitecorePrefixMisleads';
import sitecoreRequireOrder from './sitecore/sitecoreRequireOrder';
import sitecoreRequireUnreadable from './sitecore/sitecoreRequireUnreadable';
import sitecoreRobotModuleSection from './sitecore/sitecoreRobotModuleSection';
import sitecoreRobotsUndetected from './sitecore/sitecoreRobotsUndetected';
import sitecoreRoleCombination from './sitecore/sitecoreRoleCombination';
import sitecoreRoleMissing from './sitecore/sitecoreRoleMissing';
import sitecoreRoleMisspelled from './sitecore/sitecoreRoleMisspelled';
import sitecoreRuleUndefined from './sitecore/sitecoreRuleUndefined';
import sitecoreSchedulingOff from './sitecore/sitecoreSchedulingOff';
import sitecoreSessionStoresMixed from './sitecore/sitecoreSessionStoresMixed';
import sitecoreSettingGone from './sitecore/sitecoreSettingGone';
import sitecoreSettingMisspelled from './sitecore/sitecoreSettingMisspelled';
import sitecoreSharedSessionInProcess from './sitecore/sitecoreSharedSessionInProcess';
import sitecoreSharedSessionUnknown from './sitecore/sitecoreSharedSessionUnknown';
import sitecoreSiteInheritsNone from './sitecore/sitecoreSiteInheritsNone';
import sitecoreStockFileEdited from './sitecore/sitecoreStockFileEdited';
import sitecoreStockUnfit from './sitecore/sitecoreStockUnfit';
import sitecoreTypeNearMiss from './sitecore/sitecoreTypeNearMiss';
import sitecoreUnitMixUp from './sitecore/sitecoreUnitMixUp';
import sitecoreVariableInText from './sitecore/sitecoreVariableInText';
import sitecoreVariableMisspelled from './sitecore/sitecoreVariableMisspelled';
import sitecoreVisitsNeverEnd from './sitecore/sitecoreVisitsNeverEnd';
import sitecoreWebConfigOutdated from './sitecore/sitecoreWebConfigOutdated';
import transformAttributeIgnored from './xdt/transformAttributeIgnored';
import transformDropsTimeout from './xdt/transformDropsTimeout';
import transformElementInert from './xdt/transformElementInert';
import transformFails from './xdt/transformFails';
import transformFirstOnly from './xdt/transformFirstOnly';
import transformHitsAll from './xdt/transformHitsAll';
import transformNamespace from './xdt/transformNamespace';
import transformNoEffect from './xdt/transformNoEffect';
import transformNoMatch from './xdt/transformNoMatch';
import transformReplaceLoses from './xdt/transformReplaceLoses';
import type { Rule } from './rule';

/** Every rule by the folder that it lies in, in order of id. */
export const rulesByFolder: Readonly<Record<'aspnet' | 'common' | 'config' | 'core' | 'identityServer' | 'iis' | 'katana' | 'sitecore' | 'xdt', readonly Rule[]>> = {
  aspnet: [
    appIdleEndsSessions,
    authOutlivesSessionData,
    cacheExpirationOff,
    changeWaitNeedsBoth,
    cookiePathCase,
    cookieSettingDead,
    cookielessSession,
    executionTimeoutDead,
    fedauthCookieOutlivesToken,
    formsSettingsDead,
    formsUrlRefused,
    halfLifeSignOut,
    machineKeyUnreadable,
    machineKeysByChance,
    neededModuleRemoved,
    oneCookieForTwo,
    requireSslOverHttp,
    samesiteMismatch,
    samesiteNoneInsecure,
    sessionCookieOverHttp,
    sessionDataOutlivesAuth,
    sessionDatabaseRefused,
    sessionKeepAliveSkipped,
    sessionProviderIgnored,
    sessionProviderMissing,
    sessionSettingDead,
    sessionTimeoutInCode,
    sessionsNeverSwept,
    signInCookieShared,
    slidingExpirationOff,
    systemWebUnused,
    ticketLifeInCode,
  ],
  common: [
    enumCase,
    fileEncoding,
    fileNotUnderstood,
    illegalLiteral,
    suspiciousValue,
    unitMixUp,
    unknownAttribute,
    valueOutOfRange,
    xmlDoctype,
    xmlNotWellFormed,
  ],
  config: [
    appsettingsFileMissing,
    appsettingsFileRefused,
    appsettingsFileRoot,
    attributeLocked,
    collectionDuplicate,
    collectionExtraAttribute,
    collectionKeyMissing,
    configbuilderUndefined,
    configsectionsNotFirst,
    configsectionsRepeated,
    configsourceMissing,
    configsourceNested,
    configsourceNotAlone,
    configsourcePath,
    configsourceRefused,
    configsourceRoot,
    configsourceShared,
    elementLocked,
    elementRepeated,
    encryptionNotAlone,
    groupReservedAttribute,
    itemLocked,
    locationAttribute,
    locationBoolean,
    locationBothOverride,
    locationInheritWithoutPath,
    locationMisplaced,
    locationOverrideMode,
    locationPath,
    locationRepeated,
    rootAttribute,
    rootNamespace,
    rootNotConfiguration,
    sectionLocked,
    sectionNameCase,
    sectionNameReserved,
    sectionNotAllowedHere,
    sectionNotInLocation,
    sectionRedeclared,
    sectionRepeated,
    sectionText,
    sectionUnknown,
  ],
  core: [
    coreAuthOutlivesSession,
    coreBareNumberIsDays,
    coreCircuitOutlivesCookie,
    coreCookieExpiration,
    coreExpiresUtcSlides,
    coreHalfLife,
    coreHostThrows,
    coreKestrelLimitsIgnored,
    coreKeyLifetimeTooShort,
    coreKeysInMemory,
    coreLengthWithoutLife,
    coreStampEveryRequest,
    coreTokenLifetime,
    coreUnnamedOptions,
  ],
  identityServer: [
    busyUserSignedOut,
    clientIdRepeated,
    clientLifetimeRefused,
    clientNotTold,
    clientWithoutSignal,
    coordinationWithoutSessions,
    expiryNotToldToClients,
    idsrvCookieNotUsed,
    refreshLifetimeNotUsed,
    rememberMeExtendsSessions,
    serverSessionsInMemory,
  ],
  iis: [
    aspnetcoreSettingDead,
    folderConfigsIgnored,
    idleActionUnused,
    idleTimeShortened,
    iisPoolMissing,
    iisRepeated,
    poolIdleEndsAspSessions,
    poolIdleEndsSessions,
    poolIgnoresWebConfig,
    poolLimitEndsSessions,
    poolRecycleDrifts,
    poolScheduleBesideInterval,
    preloadNeedsAlwaysRunning,
    sectionLockedByIis,
    webGardenInProcess,
  ],
  katana: [
    katanaAuthOutlivesSession,
    katanaCookieLost,
    katanaStampNeverCompared,
    katanaStampRenewsSignIn,
    katanaTokenLifetime,
  ],
  sitecore: [
    sitecoreAddedByName,
    sitecoreCannotBePatched,
    sitecoreClientSessionTimeout,
    sitecoreClusterNameDefault,
    sitecoreCommandIncomplete,
    sitecoreCommandNoPrefix,
    sitecoreCommandUnknown,
    sitecoreConnectionMissing,
    sitecoreCookieEndsWithToken,
    sitecoreDeleteHitsFirst,
    sitecoreDeleteMisses,
    sitecoreDeleteattributeOld,
    sitecoreEditorsOutOfProcess,
    sitecoreEditorsTakenForRobots,
    sitecoreFileNotLoaded,
    sitecoreFormsTimeoutDead,
    sitecoreIdentitySamesite,
    sitecoreInclude,
    sitecoreIncludeInPatch,
    sitecoreInsteadSelf,
    sitecoreKeepaliveTooSlow,
    sitecoreLoadOrderMisspelled,
    sitecoreMediaModuleOutdated,
    sitecoreMergeFails,
    sitecoreMinuteSession,
    sitecoreModuleCollision,
    sitecoreNamespace,
    sitecoreOrderSurprise,
    sitecoreOrderUncertain,
    sitecoreOverridden,
    sitecoreOverrideDuplicates,
    sitecoreOverrideTooEarly,
    sitecoreParallelSessions,
    sitecorePatchStructure,
    sitecorePatchSwallows,
    sitecorePositionInvalid,
    sitecorePositionMiss,
    sitecorePositionName,
    sitecorePrefixMisleads,
    sitecoreRequireOrder,
    sitecoreRequireUnreadable,
    sitecoreRobotModuleSection,
    sitecoreRobotsUndetected,
    sitecoreRoleCombination,
    sitecoreRoleMissing,
    sitecoreRoleMisspelled,
    sitecoreRuleUndefined,
    sitecoreSchedulingOff,
    sitecoreSessionStoresMixed,
    sitecoreSettingGone,
    sitecoreSettingMisspelled,
    sitecoreSharedSessionInProcess,
    sitecoreSharedSessionUnknown,
    sitecoreSiteInheritsNone,
    sitecoreStockFileEdited,
    sitecoreStockUnfit,
    sitecoreTypeNearMiss,
    sitecoreUnitMixUp,
    sitecoreVariableInText,
    sitecoreVariableMisspelled,
    sitecoreVisitsNeverEnd,
    sitecoreWebConfigOutdated,
  ],
  xdt: [
    transformAttributeIgnored,
    transformDropsTimeout,
    transformElementInert,
    transformFails,
    transformFirstOnly,
    transformHitsAll,
    transformNamespace,
    transformNoEffect,
    transformNoMatch,
    transformReplaceLoses,
  ],
};

/** Every rule, in order of id. */
export const rules: readonly Rule[] = Object.values(rulesByFolder)
  .flat()
  .sort((a, b) => (a.id < b.id ? -1 : 1));

// Written by `npm run docs` from the folders beside this file; add a rule by adding its file, and run that.
import appIdleEndsSessions from './aspnet/appIdleEndsSessions';
import appsettingsFileMissing from './aspnet/appsettingsFileMissing';
import appsettingsFileRefused from './aspnet/appsettingsFileRefused';
import appsettingsFileRoot from './aspnet/appsettingsFileRoot';
import attributeLocked from './aspnet/attributeLocked';
import authOutlivesSessionData from './aspnet/authOutlivesSessionData';
import cacheExpirationOff from './aspnet/cacheExpirationOff';
import changeWaitNeedsBoth from './aspnet/changeWaitNeedsBoth';
import collectionDuplicate from './aspnet/collectionDuplicate';
import collectionExtraAttribute from './aspnet/collectionExtraAttribute';
import collectionKeyMissing from './aspnet/collectionKeyMissing';
import configbuilderUndefined from './aspnet/configbuilderUndefined';
import configsectionsNotFirst from './aspnet/configsectionsNotFirst';
import configsectionsRepeated from './aspnet/configsectionsRepeated';
import configsourceMissing from './aspnet/configsourceMissing';
import configsourceNested from './aspnet/configsourceNested';
import configsourceNotAlone from './aspnet/configsourceNotAlone';
import configsourcePath from './aspnet/configsourcePath';
import configsourceRefused from './aspnet/configsourceRefused';
import configsourceRoot from './aspnet/configsourceRoot';
import configsourceShared from './aspnet/configsourceShared';
import cookieSettingDead from './aspnet/cookieSettingDead';
import cookielessSession from './aspnet/cookielessSession';
import elementLocked from './aspnet/elementLocked';
import elementRepeated from './aspnet/elementRepeated';
import encryptionNotAlone from './aspnet/encryptionNotAlone';
import executionTimeoutDead from './aspnet/executionTimeoutDead';
import fedauthCookieOutlivesToken from './aspnet/fedauthCookieOutlivesToken';
import formsSettingsDead from './aspnet/formsSettingsDead';
import groupReservedAttribute from './aspnet/groupReservedAttribute';
import halfLifeSignOut from './aspnet/halfLifeSignOut';
import itemLocked from './aspnet/itemLocked';
import locationAttribute from './aspnet/locationAttribute';
import locationBoolean from './aspnet/locationBoolean';
import locationBothOverride from './aspnet/locationBothOverride';
import locationInheritWithoutPath from './aspnet/locationInheritWithoutPath';
import locationMisplaced from './aspnet/locationMisplaced';
import locationOverrideMode from './aspnet/locationOverrideMode';
import locationPath from './aspnet/locationPath';
import locationRepeated from './aspnet/locationRepeated';
import machineKeysByChance from './aspnet/machineKeysByChance';
import neededModuleRemoved from './aspnet/neededModuleRemoved';
import requireSslOverHttp from './aspnet/requireSslOverHttp';
import rootAttribute from './aspnet/rootAttribute';
import rootNamespace from './aspnet/rootNamespace';
import rootNotConfiguration from './aspnet/rootNotConfiguration';
import samesiteMismatch from './aspnet/samesiteMismatch';
import samesiteNoneInsecure from './aspnet/samesiteNoneInsecure';
import sectionLocked from './aspnet/sectionLocked';
import sectionNameCase from './aspnet/sectionNameCase';
import sectionNameReserved from './aspnet/sectionNameReserved';
import sectionNotAllowedHere from './aspnet/sectionNotAllowedHere';
import sectionNotInLocation from './aspnet/sectionNotInLocation';
import sectionRedeclared from './aspnet/sectionRedeclared';
import sectionRepeated from './aspnet/sectionRepeated';
import sectionText from './aspnet/sectionText';
import sectionUnknown from './aspnet/sectionUnknown';
import sessionDataOutlivesAuth from './aspnet/sessionDataOutlivesAuth';
import sessionKeepAliveSkipped from './aspnet/sessionKeepAliveSkipped';
import sessionProviderIgnored from './aspnet/sessionProviderIgnored';
import sessionProviderMissing from './aspnet/sessionProviderMissing';
import sessionSettingDead from './aspnet/sessionSettingDead';
import sessionTimeoutInCode from './aspnet/sessionTimeoutInCode';
import slidingExpirationOff from './aspnet/slidingExpirationOff';
import ticketLifeInCode from './aspnet/ticketLifeInCode';
import enumCase from './common/enumCase';
import fileEncoding from './common/fileEncoding';
import illegalLiteral from './common/illegalLiteral';
import suspiciousValue from './common/suspiciousValue';
import unitMixUp from './common/unitMixUp';
import unknownAttribute from './common/unknownAttribute';
import valueOutOfRange from './common/valueOutOfRange';
import xmlDoctype from './common/xmlDoctype';
import xmlNotWellFormed from './common/xmlNotWellFormed';
import aspnetcoreSettingDead from './core/aspnetcoreSettingDead';
import systemWebUnused from './core/systemWebUnused';
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
import sitecoreTypeNearMiss from './sitecore/sitecoreTypeNearMiss';
import sitecoreUnitMixUp from './sitecore/sitecoreUnitMixUp';
import sitecoreVariableInText from './sitecore/sitecoreVariableInText';
import sitecoreVariableMisspelled from './sitecore/sitecoreVariableMisspelled';
import sitecoreVisitsNeverEnd from './sitecore/sitecoreVisitsNeverEnd';
import sitecoreWebConfigOutdated from './sitecore/sitecoreWebConfigOutdated';
import transformDropsTimeout from './xdt/transformDropsTimeout';
import transformFails from './xdt/transformFails';
import transformFirstOnly from './xdt/transformFirstOnly';
import transformHitsAll from './xdt/transformHitsAll';
import transformNamespace from './xdt/transformNamespace';
import transformNoEffect from './xdt/transformNoEffect';
import transformNoMatch from './xdt/transformNoMatch';
import transformReplaceLoses from './xdt/transformReplaceLoses';
import type { Rule } from './rule';

/** Every rule by the folder that it lies in, in order of id. */
export const rulesByFolder: Readonly<Record<'aspnet' | 'common' | 'core' | 'iis' | 'sitecore' | 'xdt', readonly Rule[]>> = {
  aspnet: [
    appIdleEndsSessions,
    appsettingsFileMissing,
    appsettingsFileRefused,
    appsettingsFileRoot,
    attributeLocked,
    authOutlivesSessionData,
    cacheExpirationOff,
    changeWaitNeedsBoth,
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
    cookieSettingDead,
    cookielessSession,
    elementLocked,
    elementRepeated,
    encryptionNotAlone,
    executionTimeoutDead,
    fedauthCookieOutlivesToken,
    formsSettingsDead,
    groupReservedAttribute,
    halfLifeSignOut,
    itemLocked,
    locationAttribute,
    locationBoolean,
    locationBothOverride,
    locationInheritWithoutPath,
    locationMisplaced,
    locationOverrideMode,
    locationPath,
    locationRepeated,
    machineKeysByChance,
    neededModuleRemoved,
    requireSslOverHttp,
    rootAttribute,
    rootNamespace,
    rootNotConfiguration,
    samesiteMismatch,
    samesiteNoneInsecure,
    sectionLocked,
    sectionNameCase,
    sectionNameReserved,
    sectionNotAllowedHere,
    sectionNotInLocation,
    sectionRedeclared,
    sectionRepeated,
    sectionText,
    sectionUnknown,
    sessionDataOutlivesAuth,
    sessionKeepAliveSkipped,
    sessionProviderIgnored,
    sessionProviderMissing,
    sessionSettingDead,
    sessionTimeoutInCode,
    slidingExpirationOff,
    ticketLifeInCode,
  ],
  common: [
    enumCase,
    fileEncoding,
    illegalLiteral,
    suspiciousValue,
    unitMixUp,
    unknownAttribute,
    valueOutOfRange,
    xmlDoctype,
    xmlNotWellFormed,
  ],
  core: [
    aspnetcoreSettingDead,
    systemWebUnused,
  ],
  iis: [
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
    sitecoreTypeNearMiss,
    sitecoreUnitMixUp,
    sitecoreVariableInText,
    sitecoreVariableMisspelled,
    sitecoreVisitsNeverEnd,
    sitecoreWebConfigOutdated,
  ],
  xdt: [
    transformDropsTimeout,
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

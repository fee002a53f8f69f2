import applicationIdleEndsSessions from './aspnet/applicationIdleEndsSessions';
import aspNetCoreSettingDead from './aspnet/aspNetCoreSettingDead';
import authOutlivesSessionData from './aspnet/authOutlivesSessionData';
import cacheExpirationOff from './aspnet/cacheExpirationOff';
import changeWaitNeedsBoth from './aspnet/changeWaitNeedsBoth';
import cookielessSession from './aspnet/cookielessSession';
import cookieSettingDead from './aspnet/cookieSettingDead';
import executionTimeoutDead from './aspnet/executionTimeoutDead';
import federationCookieOutlivesToken from './aspnet/federationCookieOutlivesToken';
import formsSettingsDead from './aspnet/formsSettingsDead';
import halfLifeSignOut from './aspnet/halfLifeSignOut';
import machineKeysByChance from './aspnet/machineKeysByChance';
import moduleRemoved from './aspnet/moduleRemoved';
import requireSslOverHttp from './aspnet/requireSslOverHttp';
import sameSiteMismatch from './aspnet/sameSiteMismatch';
import sameSiteNoneInsecure from './aspnet/sameSiteNoneInsecure';
import sessionDataOutlivesAuth from './aspnet/sessionDataOutlivesAuth';
import sessionProviderIgnored from './aspnet/sessionProviderIgnored';
import sessionProviderMissing from './aspnet/sessionProviderMissing';
import sessionSettingDead from './aspnet/sessionSettingDead';
import slidingOff from './aspnet/slidingOff';
import systemWebUnused from './aspnet/systemWebUnused';
import { configProblemRules } from './config/configProblemRules';
import folderConfigsIgnored from './iis/folderConfigsIgnored';
import idleActionUnused from './iis/idleActionUnused';
import idleTimeShortened from './iis/idleTimeShortened';
import poolIdleEndsSessions from './iis/poolIdleEndsSessions';
import poolIgnoresWebConfig from './iis/poolIgnoresWebConfig';
import poolLimitEndsSessions from './iis/poolLimitEndsSessions';
import poolRecycleDrifts from './iis/poolRecycleDrifts';
import poolScheduleBesideInterval from './iis/poolScheduleBesideInterval';
import preloadNeedsAlwaysRunning from './iis/preloadNeedsAlwaysRunning';
import sectionLockedByIis from './iis/sectionLockedByIis';
import webGardenInProcess from './iis/webGardenInProcess';
import type { Rule } from './rule';
import { sitecoreRules } from './sitecore';
import enumCase from './values/enumCase';
import illegalLiteral from './values/illegalLiteral';
import suspiciousValue from './values/suspiciousValue';
import unitMixUp from './values/unitMixUp';
import unknownAttribute from './values/unknownAttribute';
import valueOutOfRange from './values/valueOutOfRange';
import transformDropsTimeout from './xdt/transformDropsTimeout';
import transformFails from './xdt/transformFails';
import transformFirstOnly from './xdt/transformFirstOnly';
import transformHitsAll from './xdt/transformHitsAll';
import transformNamespace from './xdt/transformNamespace';
import transformNoEffect from './xdt/transformNoEffect';
import transformNoMatch from './xdt/transformNoMatch';
import transformReplaceLoses from './xdt/transformReplaceLoses';
import doctype from './xml/doctype';
import fileEncoding from './xml/fileEncoding';
import notWellFormed from './xml/notWellFormed';

/** Every rule, in order of id. Adding one is its file and its line here. */
export const rules: readonly Rule[] = [
  applicationIdleEndsSessions,
  aspNetCoreSettingDead,
  authOutlivesSessionData,
  cacheExpirationOff,
  changeWaitNeedsBoth,
  cookieSettingDead,
  cookielessSession,
  enumCase,
  executionTimeoutDead,
  federationCookieOutlivesToken,
  fileEncoding,
  folderConfigsIgnored,
  formsSettingsDead,
  halfLifeSignOut,
  idleActionUnused,
  idleTimeShortened,
  illegalLiteral,
  machineKeysByChance,
  moduleRemoved,
  poolIdleEndsSessions,
  poolIgnoresWebConfig,
  poolLimitEndsSessions,
  poolRecycleDrifts,
  poolScheduleBesideInterval,
  preloadNeedsAlwaysRunning,
  requireSslOverHttp,
  sameSiteMismatch,
  sameSiteNoneInsecure,
  sectionLockedByIis,
  sessionDataOutlivesAuth,
  sessionProviderIgnored,
  sessionProviderMissing,
  sessionSettingDead,
  slidingOff,
  suspiciousValue,
  systemWebUnused,
  transformDropsTimeout,
  transformFails,
  transformFirstOnly,
  transformHitsAll,
  transformNamespace,
  transformNoEffect,
  transformNoMatch,
  transformReplaceLoses,
  unitMixUp,
  unknownAttribute,
  valueOutOfRange,
  webGardenInProcess,
  doctype,
  notWellFormed,
  ...configProblemRules,
  ...sitecoreRules,
].sort((a, b) => (a.id < b.id ? -1 : 1));

const byId = new Map(rules.map((rule) => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}

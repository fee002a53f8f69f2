import authOutlivesSessionData from './aspnet/authOutlivesSessionData';
import cookielessSession from './aspnet/cookielessSession';
import executionTimeoutDead from './aspnet/executionTimeoutDead';
import halfLifeSignOut from './aspnet/halfLifeSignOut';
import sameSiteNoneInsecure from './aspnet/sameSiteNoneInsecure';
import sessionDataOutlivesAuth from './aspnet/sessionDataOutlivesAuth';
import sessionProviderIgnored from './aspnet/sessionProviderIgnored';
import sessionProviderMissing from './aspnet/sessionProviderMissing';
import sessionSettingDead from './aspnet/sessionSettingDead';
import slidingOff from './aspnet/slidingOff';
import folderConfigsIgnored from './iis/folderConfigsIgnored';
import idleActionUnused from './iis/idleActionUnused';
import idleTimeShortened from './iis/idleTimeShortened';
import poolIdleEndsSessions from './iis/poolIdleEndsSessions';
import poolIgnoresWebConfig from './iis/poolIgnoresWebConfig';
import poolLimitEndsSessions from './iis/poolLimitEndsSessions';
import poolRecycleDrifts from './iis/poolRecycleDrifts';
import poolScheduleBesideInterval from './iis/poolScheduleBesideInterval';
import preloadNeedsAlwaysRunning from './iis/preloadNeedsAlwaysRunning';
import webGardenInProcess from './iis/webGardenInProcess';
import type { Rule } from './rule';
import enumCase from './values/enumCase';
import illegalLiteral from './values/illegalLiteral';
import suspiciousValue from './values/suspiciousValue';
import unitMixUp from './values/unitMixUp';
import unknownAttribute from './values/unknownAttribute';
import valueOutOfRange from './values/valueOutOfRange';

/** Every rule, in order of id. Adding one is its file and its line here. */
export const rules: readonly Rule[] = [
  authOutlivesSessionData,
  cookielessSession,
  enumCase,
  executionTimeoutDead,
  folderConfigsIgnored,
  halfLifeSignOut,
  idleActionUnused,
  idleTimeShortened,
  illegalLiteral,
  poolIdleEndsSessions,
  poolIgnoresWebConfig,
  poolLimitEndsSessions,
  poolRecycleDrifts,
  poolScheduleBesideInterval,
  preloadNeedsAlwaysRunning,
  sameSiteNoneInsecure,
  sessionDataOutlivesAuth,
  sessionProviderIgnored,
  sessionProviderMissing,
  sessionSettingDead,
  slidingOff,
  suspiciousValue,
  unitMixUp,
  unknownAttribute,
  valueOutOfRange,
  webGardenInProcess,
];

const byId = new Map(rules.map((rule) => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}

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
import type { Rule } from './rule';
import enumCase from './values/enumCase';
import illegalLiteral from './values/illegalLiteral';
import suspiciousValue from './values/suspiciousValue';
import unitMixUp from './values/unitMixUp';
import unknownAttribute from './values/unknownAttribute';
import valueOutOfRange from './values/valueOutOfRange';

/** Every rule. Adding one is its file and its line here. */
export const rules: readonly Rule[] = [
  authOutlivesSessionData,
  cookielessSession,
  enumCase,
  executionTimeoutDead,
  halfLifeSignOut,
  illegalLiteral,
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
];

const byId = new Map(rules.map((rule) => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}

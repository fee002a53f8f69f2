import { KATANA_KINDS, simulateKatana } from '../handlers/katana';
import { type KatanaOptions, katanaBehaviour } from '../handlers/katanaCookie';
import {
  choice,
  filledIn,
  flag,
  type JsonObject,
  number,
  optionalFlag,
  optionalNumber,
  requestsOf,
  section,
  Unreadable,
} from './reading';

const FOURTEEN_DAYS = 14 * 86_400;
const NEWEST = '4.2.3';

/** `simulate` for Katana: cookie middleware and `SecurityStampValidator`. `version` is that of the cookie package. */
export function katana(input: JsonObject): JsonObject {
  const config = section(input, 'config');
  const read: KatanaOptions = {
    expireTimeSpan: number(config, 'expireTimeSpan', FOURTEEN_DAYS),
    slidingExpiration: flag(config, 'slidingExpiration', true),
    sessionStore: flag(config, 'sessionStore', false),
    isPersistent: flag(config, 'isPersistent', false),
    allowRefresh: optionalFlag(config, 'allowRefresh'),
    expiresUtcOffset: optionalNumber(config, 'expiresUtcOffset'),
    issuedUtcOffset: optionalNumber(config, 'issuedUtcOffset'),
    securityStamp: stampOf(config),
    client: choice(config, 'client', ['raw', 'browser'], 'raw'),
    behaviour: katanaBehaviour(versionOf(config)),
  };
  const requests = requestsOf(input, KATANA_KINDS, 'read');
  return filledIn(input, requests, simulateKatana(read, requests));
}

function stampOf(config: JsonObject): KatanaOptions['securityStamp'] {
  if (config.securityStamp === undefined || config.securityStamp === null) return null;
  const stamp = section(config, 'securityStamp');
  return {
    validateInterval: number(stamp, 'validateInterval', 30 * 60),
    regenerate: flag(stamp, 'regenerate', true),
  };
}

function versionOf(config: JsonObject): string {
  const { version } = config;
  if (version === undefined || version === null) return NEWEST;
  if (typeof version !== 'string' || !/^\d+\.\d+/.test(version))
    throw new Unreadable('version must be a version of Microsoft.Owin.Security.Cookies, such as "4.2.3".');
  return version;
}

import { CORE_KINDS, type CoreConfig, simulateCore } from '../handlers/aspnetcore';
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
} from './reading';

const FOURTEEN_DAYS = 14 * 86_400;

/** `simulate` for ASP.NET Core: cookie handler and session middleware. Missing fields have the framework's defaults. */
export function aspnetcore(input: JsonObject): JsonObject {
  const config = section(input, 'config');
  const read: CoreConfig = {
    expireTimeSpan: number(config, 'expireTimeSpan', FOURTEEN_DAYS),
    slidingExpiration: flag(config, 'slidingExpiration', true),
    cookieMaxAge: optionalNumber(config, 'cookieMaxAge'),
    ticketStore: flag(config, 'ticketStore', false),
    isPersistent: flag(config, 'isPersistent', false),
    allowRefresh: optionalFlag(config, 'allowRefresh'),
    expiresUtcOffset: optionalNumber(config, 'expiresUtcOffset'),
    issuedUtcOffset: optionalNumber(config, 'issuedUtcOffset'),
    securityStamp: stampOf(config),
    idleTimeout: number(config, 'idleTimeout', 20 * 60),
    client: choice(config, 'client', ['raw', 'browser'], 'raw'),
  };
  const requests = requestsOf(input, CORE_KINDS, 'read');
  return filledIn(input, requests, simulateCore(read, requests));
}

function stampOf(config: JsonObject): CoreConfig['securityStamp'] {
  if (config.securityStamp === undefined || config.securityStamp === null) return null;
  return { validationInterval: number(section(config, 'securityStamp'), 'validationInterval', 30 * 60) };
}

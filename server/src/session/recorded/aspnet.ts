import { ASPNET_KINDS, type AspNetConfig, simulateAspNet } from '../handlers/aspnet';
import { filledIn, flag, type JsonObject, minutes, optionalNumber, requestsOf, section } from './reading';

/** `forms/@timeout` is an integer; `sessionState/@timeout` is at most a year for in-process data. */
const MOST_FORMS_MINUTES = 2_147_483_647;
const MOST_SESSION_MINUTES = 525_600;

/** `simulate` for .NET Framework: forms ticket and in-process session state. */
export function aspnet(input: JsonObject): JsonObject {
  const config = section(input, 'config');
  const read: AspNetConfig = {
    formsTimeoutMin: minutes(config, 'formsTimeoutMin', 30, MOST_FORMS_MINUTES),
    slidingExpiration: flag(config, 'slidingExpiration', true),
    ticketSpanSec: optionalNumber(config, 'ticketSpanSec'),
    persistent: flag(config, 'persistent', false),
    sessionTimeoutMin: minutes(config, 'sessionTimeoutMin', 20, MOST_SESSION_MINUTES),
  };
  const requests = requestsOf(input, ASPNET_KINDS, 'rw');
  return filledIn(input, requests, simulateAspNet(read, requests));
}

import { type Clock, MOST_CLICKS, type Scenario } from '../clocks';
import { clockFrom } from '../outside';
import { simulate } from '../simulate';
import { verdict } from '../verdict';
import { flag, type JsonObject, list, optionalNumber, section, Unreadable } from './reading';

/** `simulate` for clocks as `timeline` shows them: what holds over every click history, and what one scenario does. */
export function clocks(input: JsonObject): JsonObject {
  const given = list(input, 'clocks').map(clockOf);
  const scenario = scenarioOf(section(input, 'scenario'));
  const { remember, ping, otherTraffic } = scenario;
  return {
    ...input,
    clocks: given,
    scenario,
    verdict: verdict(given, { remember, ping, otherTraffic }),
    run: simulate(given, scenario),
  };
}

function clockOf(value: unknown, i: number): Clock {
  const clock = clockFrom(value);
  if (!clock)
    throw new Unreadable(
      `clocks[${i}] is no clock: it needs id, role (identity, data, server), length (seconds, null or { unknown }) and restart ({ on }).`,
    );
  return clock;
}

/** Missing fields are those of a user who signs in once and stays away. */
function scenarioOf(object: JsonObject): Scenario {
  const clicks = list(object, 'clicks').map((click, i) => {
    if (typeof click !== 'number' || !Number.isFinite(click) || click < 0)
      throw new Unreadable(`scenario.clicks[${i}] must be seconds after sign-in, not ${JSON.stringify(click)}.`);
    return click;
  });
  if (clicks.length > MOST_CLICKS) throw new Unreadable(`scenario.clicks takes at most ${MOST_CLICKS} clicks.`);
  const every = optionalNumber(section(object, 'ping'), 'every');
  if (every !== null && every <= 0) throw new Unreadable('scenario.ping.every must be more than 0 seconds.');
  return {
    clicks: clicks.length > 0 ? clicks : [0],
    remember: flag(object, 'remember', false),
    ping: every === null ? null : { every },
    otherTraffic: flag(object, 'otherTraffic', false),
  };
}

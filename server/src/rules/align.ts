import { isUnknown, type Lifetime } from '../session/lifetime';
import { settingAt } from '../settings/catalogue';
import { checkValue } from '../settings/checkValue';
import { humanDuration } from '../settings/human';
import { nativeText } from '../settings/literal';
import { valuesIn } from '../settings/reader';
import { tieInCode } from './aspnet/shared/signOutWithSession';
import { setSetting } from './edits';
import { isFormsSignIn, isServedByCore } from './hosting';
import { poolSetting, setPoolSetting } from './iis/shared/pool';
import type { Edit, Fix, RuleInput } from './rule';

export const FORMS_TIMEOUT = 'system.web/authentication/forms/@timeout';
export const SESSION_TIMEOUT = 'system.web/sessionState/@timeout';
const APPLICATION_IDLE = 'system.web/hostingEnvironment/@idleTimeout';

/**
 * Sign-in (A) and session data (S) as both stand. With a sliding ticket the gap is A − S − d, d being what of the
 * ticket's first half had gone by at the last click (0 ≤ d < A/2): only S ≥ A rules out a signed-in user without data,
 * and only A ≥ 2S rules out data without sign-in. Both together cannot be had from numbers; code that ends one with
 * the other can. Fixes therefore make both equal, and long enough that half of it is ASP.NET's own 20 minutes.
 */
export interface SignInAndData {
  /** Seconds. */
  readonly signIn: number;
  readonly data: number;
  readonly sliding: boolean;
}

/** Undefined unless forms sign-in and session data both have a known, finite length. */
export function signInAndData(input: RuleInput): SignInAndData | undefined {
  const { settings } = input;
  if (isServedByCore(input)) return undefined;
  if (!isFormsSignIn(input)) return undefined;
  const mode = settings.get('system.web/sessionState/@mode').value;
  if (mode === 'Off' || isUnknown(mode)) return undefined;
  const signIn = settings.get(FORMS_TIMEOUT).seconds;
  const data = settings.get(SESSION_TIMEOUT).seconds;
  if (typeof signIn !== 'number' || typeof data !== 'number') return undefined;
  const sliding = settings.get('system.web/authentication/forms/@slidingExpiration').value !== 'false';
  return { signIn, data, sliding };
}

/** Half of it is ASP.NET's default idle time: a sliding sign-in of this length never ends before 20 minutes of silence. */
export const LEAST_ALIGNED = 40 * 60;

/** InProc and StateServer refuse more (`Invalid_cache_based_session_timeout`). */
const MOST_SESSION = 525_600 * 60;

/** Data in a worker process that IIS recycles every 29 hours cannot be promised for longer. */
const A_DAY = 24 * 3600;

/**
 * The fixes that all rules on these two clocks offer, in the same order, so that "fix all" never pulls in two
 * directions: both as long as the longer one, then as the shorter one; beyond a day the shorter one first.
 */
export function alignmentFixes(input: RuleInput, { signIn, data }: SignInAndData): Fix[] {
  const longer = Math.max(signIn, data, LEAST_ALIGNED);
  const shorter = Math.max(Math.min(signIn, data), LEAST_ALIGNED);
  const lengths = longer > A_DAY ? [shorter, longer] : [longer, shorter];
  const fixes = [...new Set(lengths)].flatMap((seconds) => alignBoth(input, seconds) ?? []);
  // 900 minutes were most likely meant as seconds: that has to be settled before anything is made as long.
  return isDoubtful(input) ? fixes.map((fix) => ({ ...fix })) : fixes;
}

/** The same, and the code that closes both windows whatever the numbers are. */
export function windowFixes(input: RuleInput, both: SignInAndData): Fix[] {
  const inCode = tieInCode(input.view.site);
  return [...alignmentFixes(input, both), ...(inCode ? [{ ...inCode }] : [])];
}

/** Is one of the two lengths questioned by itself? */
function isDoubtful({ settings }: RuleInput): boolean {
  return [FORMS_TIMEOUT, SESSION_TIMEOUT].some((path) => {
    const { setting, literal, given } = settings.get(path);
    return given && typeof literal === 'string' && checkValue(setting, literal, valuesIn(settings)).length > 0;
  });
}

/** Sign-in and session data both of this length, and nothing that stops the process before. Undefined when some file cannot take it. */
function alignBoth(input: RuleInput, seconds: number): Fix | undefined {
  const minutes = String(Math.ceil(seconds / 60));
  if (seconds > MOST_SESSION || checkValue(settingAt(SESSION_TIMEOUT)!, minutes).length > 0) return undefined;
  const edits: Edit[] = [];
  for (const path of [FORMS_TIMEOUT, SESSION_TIMEOUT]) {
    if (input.settings.get(path).value === minutes) continue;
    const made = setSetting(input, path, minutes);
    if (!made) return undefined;
    edits.push(...made);
  }
  edits.push(...outliveSession(input, seconds));
  return { title: `Let sign-in and session data both last ${humanDuration(Number(minutes) * 60)}`, edits };
}

/** Edits that keep pool and application from stopping when idle before `seconds`, where data lives in their process. */
function outliveSession(input: RuleInput, seconds: number): Edit[] {
  if (input.settings.get('system.web/sessionState/@mode').value !== 'InProc') return [];
  return [...outliveInPool(input, seconds), ...outliveInApplication(input, seconds)];
}

function outliveInPool(input: RuleInput, seconds: number): Edit[] {
  const { pool, site } = input.view;
  if (isUnknown(pool)) return [];
  const idle = poolSetting(pool.pool, 'processModel/@idleTimeout');
  if (!stopsBefore(idle.seconds, seconds)) return [];
  return setPoolSetting(site, pool.pool, 'processModel/@idleTimeout', idleLiteral(seconds)) ?? [];
}

function outliveInApplication(input: RuleInput, seconds: number): Edit[] {
  const idle = input.settings.get(APPLICATION_IDLE);
  if (!stopsBefore(idle.seconds, seconds)) return [];
  return setSetting(input, APPLICATION_IDLE, String(Math.ceil(seconds / 60))) ?? [];
}

/** Is an idle time (0 and `null` are never) shorter than what it should outlive? */
export function stopsBefore(idle: Lifetime | undefined, seconds: number): idle is number {
  return typeof idle === 'number' && idle > 0 && idle < seconds;
}

/** The idle time of a pool as IIS writes it: whole minutes, at most 30 days, and never beyond. */
export function idleLiteral(seconds: number): string {
  return seconds > 30 * 24 * 3600 ? '00:00:00' : nativeText(Math.ceil(seconds / 60) * 60);
}

import { humanDuration } from '../settings/human';
import { nativeText } from '../settings/literal';
import { isUnknown } from '../site/lifetime';
import { setSetting } from './edits';
import type { Edit, Fix, RuleInput } from './rule';

const FORMS_TIMEOUT = 'system.web/authentication/forms/@timeout';
const SESSION_TIMEOUT = 'system.web/sessionState/@timeout';
const POOL_IDLE = 'system.applicationHost/applicationPools/add/processModel/@idleTimeout';

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
export function signInAndData({ settings }: RuleInput): SignInAndData | undefined {
  if (settings.get('system.web/authentication/@mode').value !== 'Forms') return undefined;
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

/** Sign-in and session data both of this length, and a pool that does not stop before. Undefined when some file cannot take it. */
export function alignBoth(input: RuleInput, seconds: number): Fix | undefined {
  if (seconds > MOST_SESSION) return undefined;
  const minutes = String(Math.ceil(seconds / 60));
  const edits: Edit[] = [];
  for (const path of [FORMS_TIMEOUT, SESSION_TIMEOUT]) {
    if (input.settings.get(path).value === minutes) continue;
    const made = setSetting(input, path, minutes);
    if (!made) return undefined;
    edits.push(...made);
  }
  edits.push(...outliveInPool(input, seconds));
  return { title: `Let sign-in and session data both last ${humanDuration(Number(minutes) * 60)}`, edits };
}

/** Edits that keep the pool from stopping an idle worker before `seconds`, when a file tells of the pool and data lives in it. */
export function outliveInPool(input: RuleInput, seconds: number): Edit[] {
  if (isUnknown(input.view.pool) || input.settings.get('system.web/sessionState/@mode').value !== 'InProc') return [];
  const idle = input.settings.get(POOL_IDLE);
  if (typeof idle.seconds !== 'number' || idle.seconds === 0 || idle.seconds >= seconds || !idle.winner) return [];
  return setSetting(input, POOL_IDLE, nativeText(seconds)) ?? [];
}

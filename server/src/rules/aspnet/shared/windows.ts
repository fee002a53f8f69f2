import type { Clock } from '../../../session/clocks';
import { isUnknown } from '../../../session/lifetime';
import { settingAt } from '../../../settings/catalogue';
import { checkValue } from '../../../settings/checkValue';
import { humanDuration } from '../../../settings/human';
import { valuesIn } from '../../../settings/reader';
import { type ClockChange, withCost } from '../../cost';
import { setSetting } from '../../edits';
import { isFormsSignIn, isServedByCore } from '../../hosting';
import { idleLiteral, poolSetting, setPoolSetting, stopsBefore } from '../../iis/shared/pool';
import type { Edit, Fix, RuleInput } from '../../rule';
import { tieInCode } from './signOutWithSession';

export const FORMS_TIMEOUT = 'system.web/authentication/forms/@timeout';
export const SESSION_TIMEOUT = 'system.web/sessionState/@timeout';
const APPLICATION_IDLE = 'system.web/hostingEnvironment/@idleTimeout';

/**
 * Sign-in (A) and session data (S) as both stand. With a sliding ticket the gap is A − S − d, d being what of the
 * ticket's first half had gone by at the last click (0 ≤ d < A/2): only S ≥ A rules out a signed-in user without data,
 * and only A ≥ 2S rules out data without sign-in. Both together cannot be had from numbers; code that ends one with
 * the other can. Which of them is right is for a person to say: each choice names what it costs.
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
  // Where code decides, the file's numbers say nothing of what users get.
  if (input.clocks.some(({ decides, length }) => decides !== undefined && isUnknown(length))) return undefined;
  const signIn = settings.get(FORMS_TIMEOUT).seconds;
  const data = settings.get(SESSION_TIMEOUT).seconds;
  if (typeof signIn !== 'number' || typeof data !== 'number') return undefined;
  const sliding = settings.get('system.web/authentication/forms/@slidingExpiration').value !== 'false';
  return { signIn, data, sliding };
}

/** Half of it is ASP.NET's default idle time: a sliding sign-in of this length never ends before 20 minutes of silence. */
export const LEAST_PROMISING = 40 * 60;

/** A sign-in of a day and more is a decision that somebody took (`timeout="2880"` of the templates, weeks of an intranet). */
export const A_DECISION = 24 * 3600;

/** InProc and StateServer refuse more (`Invalid_cache_based_session_timeout`). */
const MOST_SESSION = 525_600 * 60;

/** Longer data, shorter sign-in, or code that ties them; code first where the length was meant. */
export function signInOutlives(input: RuleInput, { signIn }: SignInAndData): Fix[] {
  const alike = [longerData(input, signIn), sameSignIn(input, lifeOfData(input))];
  const both = [tied(input), ...(isDoubtful(input) ? [] : alike)];
  return found(signIn >= A_DECISION ? both : [...both.slice(1), both[0]]);
}

/** Longer sign-in, shorter data, or code that ties them. */
export function dataOutlives(input: RuleInput, { signIn, data }: SignInAndData): Fix[] {
  const numbers = [sameSignIn(input, data), shorterData(input, signIn)];
  return found([...(isDoubtful(input) ? [] : numbers), tied(input)]);
}

/** The sign-in twice as long as the silence that is to be safe, and the data with it. */
export function promiseSilence(input: RuleInput, { signIn, data }: SignInAndData): Fix[] {
  const seconds = Math.max(2 * signIn, LEAST_PROMISING);
  const change = { signIn: seconds, data: Math.max(seconds, data), idle: seconds };
  const what = `Sign-in of ${humanDuration(seconds)}: ${humanDuration(seconds / 2)} of silence are safe`;
  const pool = dataInWorker(input) ? withPool(input, change.data) : '';
  return isDoubtful(input) ? [] : found([choice(input, `${what}${pool}; ${UNATTENDED}`, change)]);
}

const UNATTENDED = 'an unattended computer stays signed in as long';

/** `Session data as long as the sign-in: 30 min; costs memory`. */
function longerData(input: RuleInput, seconds: number): Fix | undefined {
  const inWorker = dataInWorker(input);
  // Data in a worker process that IIS recycles every 29 hours cannot be promised for longer than a day.
  if (inWorker && seconds > A_DECISION) return undefined;
  const what = `Session data as long as the sign-in: ${humanDuration(seconds)}`;
  const title = `${what}${inWorker ? withPool(input, seconds) : ''}; costs memory`;
  return choice(input, title, { data: seconds, idle: seconds });
}

function sameSignIn(input: RuleInput, seconds: number): Fix | undefined {
  const now = input.settings.get(FORMS_TIMEOUT).seconds;
  if (typeof now !== 'number' || now === seconds) return undefined;
  const how = seconds < now ? 'Sign-in only as long as the session data' : 'Sign-in as long as the session data';
  const title = `${how}: ${humanDuration(seconds)}${seconds < now ? '' : `; ${UNATTENDED}`}`;
  return choice(input, title, { signIn: seconds });
}

function shorterData(input: RuleInput, seconds: number): Fix | undefined {
  return choice(input, `Session data only as long as the sign-in: ${humanDuration(seconds)}`, { data: seconds });
}

function tied(input: RuleInput): Fix | undefined {
  const code = tieInCode(input.view.site);
  return code && { ...code, title: withCost(code.title, input, { together: true }) };
}

/** One choice: the edits that make the change, with its cost behind its title. Undefined when some file cannot take it. */
function choice(input: RuleInput, title: string, change: ClockChange): Fix | undefined {
  const edits: Edit[] = [];
  for (const [path, seconds] of [
    [FORMS_TIMEOUT, change.signIn],
    [SESSION_TIMEOUT, change.data],
  ] as const) {
    if (seconds === undefined) continue;
    const minutes = String(Math.ceil(seconds / 60));
    if (path === SESSION_TIMEOUT && (seconds > MOST_SESSION || checkValue(settingAt(path)!, minutes).length > 0))
      return undefined;
    if (input.settings.get(path).value === minutes) continue;
    const made = setSetting(input, path, minutes);
    if (!made) return undefined;
    edits.push(...made);
  }
  const idle = change.idle !== undefined && dataInWorker(input) ? outliveData(input, change.idle) : [];
  if (edits.length + idle.length === 0) return undefined;
  // An idle stop that no file of the workspace sets is not moved by any edit.
  const moved: ClockChange = { ...change, ...(idle.length === 0 && { idle: 0 }) };
  return { title: withCost(title, input, moved), edits: [...edits, ...idle] };
}

function found(fixes: readonly (Fix | undefined)[]): Fix[] {
  return fixes.flatMap((fix) => fix ?? []);
}

/** Is one of the two lengths questioned by itself? 900 minutes were most likely meant as seconds: that comes first. */
function isDoubtful({ settings }: RuleInput): boolean {
  return [FORMS_TIMEOUT, SESSION_TIMEOUT].some((path) => {
    const { setting, literal, given } = settings.get(path);
    return given && typeof literal === 'string' && checkValue(setting, literal, valuesIn(settings)).length > 0;
  });
}

function dataInWorker(input: RuleInput): boolean {
  return input.settings.get('system.web/sessionState/@mode').value === 'InProc';
}

/** What of its length the data has when nobody else uses the site: the idle stop takes it along, default included. */
function lifeOfData(input: RuleInput): number {
  const data = input.settings.get(SESSION_TIMEOUT).seconds as number;
  const stops = dataInWorker(input) ? input.clocks.filter(endsIdle) : [];
  return Math.min(data, ...stops.map(({ length }) => length as number));
}

function endsIdle({ worker, length, inert }: Clock): boolean {
  return (worker === 'stops' || worker === 'unloads') && typeof length === 'number' && inert === undefined;
}

/** What has to be said of the pool beside a length that its idle stop would cut: default included. */
function withPool(input: RuleInput, seconds: number): string {
  const { pool } = input.view;
  const idle = isUnknown(pool) ? DEFAULT_IDLE : poolSetting(pool.pool, 'processModel/@idleTimeout').seconds;
  if (!stopsBefore(idle, seconds)) return '';
  return isUnknown(pool)
    ? ` (idleTimeout of its pool has to be as long: ${humanDuration(DEFAULT_IDLE)} by default)`
    : ', and its pool stops no sooner';
}

/** What IIS gives a pool of which no file says anything. */
const DEFAULT_IDLE = 20 * 60;

/** Edits that keep pool and application from stopping when idle before `seconds`. */
function outliveData(input: RuleInput, seconds: number): Edit[] {
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

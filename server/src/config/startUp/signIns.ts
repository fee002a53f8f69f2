import type { Place } from '../csharp/value';
import type { Unknowable } from './facts';

/** What the sign-ins in the code of a site give their tickets beside what the options say. */
export interface SignIns {
  /** `ExpiresUtc` as seconds after now; null: no sign-in gives one. */
  readonly expiresUtc: number | null | Unknowable;
  /** `AllowRefresh`; null: no sign-in says anything. */
  readonly allowRefresh: boolean | null | Unknowable;
  /** Every `ExpiresUtc` that is written, in order. */
  readonly written: readonly Written[];
}

export interface Written {
  /** `ExpiresUtc`, the name alone. */
  readonly at: Place;
  readonly seconds: number | Unknowable;
  /** What the same initializer says of `AllowRefresh`. */
  readonly allowRefresh: boolean | null | Unknowable;
  /** Where one more property could be written in that initializer; undefined for an assignment of its own. */
  readonly insertAt: number | undefined;
}

interface CodeText {
  readonly path: string;
  readonly text: string;
}

const SECONDS: Readonly<Record<string, number>> = { Seconds: 1, Minutes: 60, Hours: 3600, Days: 86_400 };

/** Calls that sign a user in. */
const SIGN_IN = /\.\s*(?:SignInAsync|SignIn|PasswordSignInAsync|ExternalSignInAsync|SignInWithClaimsAsync)\s*\(/g;

/**
 * Looks for sign-ins in code that nobody follows: controllers and pages. Only what stands there in so many words counts,
 * such as `ExpiresUtc = DateTimeOffset.UtcNow.AddMinutes(20)`; anything else is not known. Tickets of refresh tokens,
 * which have an `ExpiresUtc` too, are left out.
 */
export function signInsIn(files: readonly CodeText[]): SignIns {
  const written = files.flatMap((file) => writtenIn(file));
  if (written.length === 0) return { expiresUtc: null, allowRefresh: null, written };
  const calls = files.reduce((count, { text }) => count + [...bare(text).matchAll(SIGN_IN)].length, 0);
  const all = calls <= written.length;
  return {
    expiresUtc: agreed(
      written.map(({ seconds }) => seconds),
      all,
      'lengths',
    ),
    allowRefresh: agreed(
      written.map(({ allowRefresh }) => allowRefresh),
      all,
      'renewals',
    ),
    written,
  };
}

/** The one value that all sign-ins give. */
function agreed<T extends number | boolean | null>(
  values: readonly (T | Unknowable)[],
  all: boolean,
  what: string,
): T | Unknowable {
  const [first, ...others] = values;
  const odd = values.find((value): value is Unknowable => typeof value === 'object' && value !== null);
  if (odd) return odd;
  if (others.some((value) => value !== first) || (!all && first !== null))
    return { unknown: `the sign-ins in the code give their tickets different ${what}` };
  return first as T;
}

function writtenIn({ path, text }: CodeText): Written[] {
  if (!text.includes('ExpiresUtc')) return [];
  const code = bare(text);
  const found: Written[] = [];
  for (const match of code.matchAll(/\bExpiresUtc\b(?=\s*=(?!=))/g)) {
    const block = initializerAround(code, match.index);
    const made = block && code.slice(Math.max(0, block.start - 60), block.start);
    const isSignIn = made ? /\bnew\s+(?:[\w.]+\.)?AuthenticationProperties\s*(?:\(\s*\))?\s*$/.test(made) : false;
    // An assignment: of a cookie's properties, unless a token provider speaks of its ticket.
    const isAssigned = /(?:Properties|properties|props)\s*\.\s*$/.test(
      code.slice(Math.max(0, match.index - 40), match.index),
    );
    if (!isSignIn && !(isAssigned && !/IAuthenticationTokenProvider|AuthenticationTokenProvider\b/.test(code)))
      continue;
    const at = { path, start: match.index, end: match.index + 'ExpiresUtc'.length };
    const value = valueAfter(code, at.end);
    found.push({
      at,
      seconds: secondsOf(value),
      allowRefresh: block && isSignIn ? flagIn(code.slice(block.start, block.end)) : null,
      insertAt: block && isSignIn ? at.start : undefined,
    });
  }
  return found;
}

/** The braces around a place, when they are an object initializer. */
function initializerAround(code: string, place: number): { readonly start: number; readonly end: number } | undefined {
  let depth = 0;
  let start = place - 1;
  for (; start >= 0; start -= 1) {
    if (code[start] === '}') depth += 1;
    else if (code[start] === '{' && depth-- === 0) break;
    else if (code[start] === ';' && depth === 0) return undefined;
  }
  if (start < 0) return undefined;
  depth = 0;
  for (let end = start; end < code.length; end += 1) {
    if (code[end] === '{') depth += 1;
    else if (code[end] === '}' && --depth === 0) return { start, end };
  }
  return undefined;
}

function valueAfter(code: string, place: number): string {
  let depth = 0;
  const start = code.indexOf('=', place) + 1;
  for (let end = start; end < code.length; end += 1) {
    const sign = code[end]!;
    if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) {
      if (depth === 0) return code.slice(start, end).trim();
      depth -= 1;
    } else if (depth === 0 && (sign === ';' || sign === ',')) return code.slice(start, end).trim();
  }
  return code.slice(start).trim();
}

function secondsOf(value: string): number | Unknowable {
  const added =
    /^(?:System\.)?(?:DateTime|DateTimeOffset)\.(?:Utc)?Now\.Add(Seconds|Minutes|Hours|Days)\(\s*(\d+(?:\.\d+)?)[dDfFmM]?\s*\)$/.exec(
      value,
    );
  const span =
    /^(?:System\.)?(?:DateTime|DateTimeOffset)\.(?:Utc)?Now(?:\.Add\(|\s*\+\s*)TimeSpan\.From(Seconds|Minutes|Hours|Days)\(\s*(\d+(?:\.\d+)?)[dD]?\s*\)\)?$/.exec(
      value,
    );
  const [, unit, amount] = added ?? span ?? [];
  if (unit === undefined)
    return {
      unknown: `a sign-in in the code computes its end: ExpiresUtc = ${value.replace(/\s+/g, ' ').slice(0, 60)}`,
    };
  return Number(amount) * SECONDS[unit]!;
}

function flagIn(initializer: string): boolean | null | Unknowable {
  const value = /\bAllowRefresh\s*=\s*([^,}]+)/.exec(initializer)?.[1]?.trim();
  if (value === undefined) return null;
  if (value === 'true' || value === 'false') return value === 'true';
  return { unknown: 'a sign-in in the code computes AllowRefresh' };
}

/** The text with comments and strings blanked out, at the same places. */
function bare(text: string): string {
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"""[\s\S]*?"""|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"/g;
  return text.replace(token, (match) => match.replace(/[^\n]/g, ' '));
}

import { trimWhiteSpace } from '../config/dotnet/timeSpan';
import { nearest } from './attributes';
import { attributeOf, settingAt } from './catalogue';
import { humanDuration } from './human';
import { INT32_MAX, type LiteralFault, type LiteralValue, readLiteral, secondsPerUnit, writeDuration } from './literal';
import { meantSeconds, plainSeconds } from './meant';
import type { Setting } from './setting';
import { quoted, traps } from './traps';
import type { Replacement, ValueProblem } from './valueProblem';

/**
 * Effective texts of other settings, for ranges that depend on them: undefined where nothing sets them and the default
 * holds, unknown where nobody can tell (then no such range is applied).
 */
export type ValueAt = (path: string) => string | { readonly unknown: string } | undefined;

/**
 * What is wrong with `text` as the value of `setting`, by itself. Empty for what cannot be judged: placeholders of
 * deployment tools, and settings that stand in code.
 */
export function checkValue(
  setting: Setting,
  text: string,
  valueAt: ValueAt = () => undefined,
): readonly ValueProblem[] {
  if (setting.level === 'code') return [];
  const bounds = boundsOf(setting, valueAt);
  const read = readLiteral(setting, text);
  if (!read.ok) {
    const problem = unreadable(setting, bounds, text, read.reason);
    return problem ? [problem] : [];
  }
  const outside = outOfRange(setting, bounds, text, read.value);
  if (outside) return [outside];
  return traps.flatMap((trap) => trap(setting, text, read.value, writer(setting, bounds)) ?? []).slice(0, 1);
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly because?: string;
}

function boundsOf(setting: Setting, valueAt: ValueAt): Bounds {
  const { range = {}, rangeWhen } = setting;
  if (!rangeWhen) return range;
  const other = settingAt(rangeWhen.path);
  const text = valueAt(rangeWhen.path) ?? other?.default;
  if (!other || typeof text !== 'string') return range;
  const read = readLiteral(other, text);
  return read.ok && rangeWhen.is.includes(String(read.value))
    ? { ...range, ...rangeWhen.range, because: rangeWhen.because }
    : range;
}

function unreadable(setting: Setting, bounds: Bounds, text: string, reason: LiteralFault): ValueProblem | undefined {
  const name = attributeOf(setting.path);
  switch (reason) {
    case 'placeholder':
      return undefined;
    case 'undocumented': {
      const replacements = writer(setting, bounds)(...meantSeconds(setting.literal, text));
      return {
        kind: 'suspicious',
        message: `\`${name}\` takes ${grammarOf(setting)}; how IIS reads ${quoted(text)} is not documented.${advice(replacements)}`,
        replacements,
      };
    }
    case 'word':
      return wrongWord(setting, text);
    case 'overflow': {
      const clock = text.includes(':');
      const complaint = clock
        ? 'takes hours up to 23, minutes and seconds up to 59'
        : 'cannot hold a number that large';
      const meant = clock ? meantSeconds(setting.literal, text).slice(0, 1) : [YEAR];
      return illegal(setting, `\`${name}\` ${complaint}`, text, writer(setting, bounds)(...meant));
    }
    case 'infinite':
      return illegal(setting, infiniteComplaint(setting), text, insteadOfInfinite(setting, bounds));
    case 'empty': {
      const fallback = setting.default ? [plain(setting.default)] : [];
      return illegal(setting, `\`${name}\` must not be empty`, text, fallback);
    }
    case 'format':
      return illegal(
        setting,
        `\`${name}\` takes ${grammarOf(setting)}`,
        text,
        setting.literal.kind === 'boolean' ? meantFlag(text) : meantNumber(setting, bounds, text),
      );
  }
}

const YEAR = 31_536_000;

function illegal(
  setting: Setting,
  complaint: string,
  text: string,
  replacements: ValueProblem['replacements'],
): ValueProblem {
  const message = `${complaint}: ${quoted(text)} ${setting.onBadLiteral}.${advice(replacements)}`;
  return { kind: 'illegal-literal', message, replacements };
}

function wrongWord(setting: Setting, text: string): ValueProblem {
  const all = setting.literal.kind === 'enum' ? setting.literal.words : [];
  const bare = trimWhiteSpace(text);
  const sameButCase = all.find((word) => word.toLowerCase() === bare.toLowerCase());
  if (sameButCase !== undefined && sameButCase !== bare) {
    const replacements = [same(sameButCase)];
    const complaint = `\`${attributeOf(setting.path)}\` tells upper from lower case`;
    return { ...illegal(setting, complaint, text, replacements), kind: 'enum-case' };
  }
  const word = nearest(bare, all);
  const replacements = sameButCase !== undefined ? [same(sameButCase)] : word !== undefined ? [plain(word)] : [];
  return illegal(setting, `\`${attributeOf(setting.path)}\` takes ${grammarOf(setting)}`, text, replacements);
}

function infiniteComplaint(setting: Setting): string {
  const name = attributeOf(setting.path);
  return takesInfinite(setting)
    ? `\`${name}\` knows the word only as Infinite`
    : `\`${name}\` takes ${grammarOf(setting)}, not Infinite`;
}

/** The grammar may take it where the code behind does not. */
function takesInfinite({ literal, onInfinite }: Pick<Setting, 'literal' | 'onInfinite'>): boolean {
  return 'infinite' in literal && literal.infinite && onInfinite === undefined;
}

function insteadOfInfinite(setting: Setting, bounds: Bounds): ValueProblem['replacements'] {
  if (takesInfinite(setting)) return [same('Infinite')];
  // For these two IIS takes zero as never (processModel, periodicRestart).
  if (setting.drives === 'poolIdle' || setting.drives === 'poolRecycle')
    return [{ title: 'Write 00:00:00 (never)', text: '00:00:00' }];
  return writer(setting, bounds)(YEAR);
}

function meantNumber(setting: Setting, bounds: Bounds, text: string): ValueProblem['replacements'] {
  if (secondsPerUnit(setting.literal) !== undefined) {
    const plainly = plainSeconds(text);
    return writer(
      setting,
      bounds,
    )(...meantSeconds(setting.literal, text)).map((replacement) => {
      const read = readLiteral(setting, replacement.text);
      const isSame = plainly !== undefined && read.ok && read.seconds === plainly;
      return isSame ? { ...replacement, sameMeaning: true } : replacement;
    });
  }
  const whole = /^\s*(\d{1,3}(?:[., ]\d{3})+|\d+)\D?\s*$/.exec(text)?.[1]?.replace(/\D/g, '');
  return whole === undefined || outOfRange(setting, bounds, whole, Number(whole)) ? [] : [plain(whole)];
}

const YES = new Set(['1', 'yes', 'on', 'y', 't']);
const NO = new Set(['0', 'no', 'off', 'n', 'f']);

function meantFlag(text: string): ValueProblem['replacements'] {
  const bare = text.trim().toLowerCase();
  if (YES.has(bare)) return [same('true')];
  if (NO.has(bare)) return [same('false')];
  const word = nearest(bare, ['true', 'false']);
  return word === undefined ? [] : [plain(word)];
}

function outOfRange(setting: Setting, bounds: Bounds, text: string, value: LiteralValue): ValueProblem | undefined {
  if (typeof value !== 'number' && value !== null) return undefined;
  const number = value ?? Number.POSITIVE_INFINITY;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, step = 1 } = bounds;
  // Infinite is refused by a range only where one says so on purpose; elsewhere MaxValue passes the validator.
  const tooLarge = value === null ? bounds.because !== undefined && bounds.max !== undefined : number > max;
  const offStep = Number.isFinite(number) && step > 1 && number % step !== 0;
  if (number >= min && !tooLarge && !offStep) return undefined;
  const unit = secondsPerUnit(setting.literal);
  const asked =
    number < min
      ? `must be at least ${amount(setting, min)}`
      : tooLarge
        ? `must be at most ${amount(setting, max)}${bounds.because ? `, because ${bounds.because}` : ''}`
        : `must be a multiple of ${humanDuration(step)}`;
  const write = writer(setting, bounds);
  const near = Math.min(max, Math.max(min, Math.ceil(number / step) * step));
  const { hint, replacements }: Doubt =
    unit === undefined
      ? { replacements: [plain(String(near))] }
      : number <= 0 && min > 0
        ? noEnd(setting, write, max * unit)
        : (milliseconds(number, unit, write) ?? { replacements: write(near * unit) });
  return {
    kind: 'out-of-range',
    message: `\`${attributeOf(setting.path)}\` ${asked}: ${quoted(text)} ${setting.onBadLiteral}.${hint ?? advice(replacements)}`,
    replacements,
  };
}

interface Doubt {
  /** What the number was most likely meant to be, in place of plain advice. */
  readonly hint?: string;
  readonly replacements: readonly Replacement[];
}

/** `0` and `-1` mean never in many other files; the least that is legal would be the opposite of that. */
function noEnd(
  setting: Setting,
  write: (...seconds: readonly number[]) => readonly Replacement[],
  most: number,
): Doubt {
  // InProc and StateServer take the word and refuse the length behind it (Invalid_cache_based_session_timeout).
  const endless =
    takesInfinite(setting) && setting.drives !== 'sessionData' ? [plain('Infinite')] : write(Math.min(most, YEAR));
  const longest = endless[0] && `; ${endless[0].title.replace(/^Write /, '')} is as good as without end`;
  return {
    hint: ` It does not mean never here: write how long it shall be${longest ?? ''}.`,
    replacements: endless.map((one) => ({ ...one, title: `${one.title}: as good as without end` })),
  };
}

/** 1200000 where minutes are counted: 20 minutes to whoever thinks in milliseconds. */
function milliseconds(
  value: number,
  unit: number,
  write: (...seconds: readonly number[]) => readonly Replacement[],
): Doubt | undefined {
  const seconds = value / 1000;
  if (unit < 60 || value < 60_000 || !Number.isInteger(seconds / unit)) return undefined;
  return {
    hint: ` It looks like milliseconds, of which it is ${humanDuration(seconds)}.${advice(write(seconds))}`,
    replacements: write(seconds),
  };
}

/** `1 (1 min)`, `30.00:00:00 (30 days)`, `65535`. */
function amount(setting: Setting, value: number): string {
  const unit = secondsPerUnit(setting.literal);
  if (unit === undefined) return String(value);
  return `${writeDuration(setting, value * unit)} (${humanDuration(value * unit)})`;
}

/**
 * Writes seconds in the setting's own grammar, moved into its range, each text once; what would be questioned again
 * only when there is nothing better.
 */
function writer(setting: Setting, bounds: Bounds): (...seconds: readonly number[]) => ValueProblem['replacements'] {
  const unit = secondsPerUnit(setting.literal);
  return (...durations) => {
    const texts = new Set<string>();
    for (const seconds of durations) {
      if (unit === undefined) continue;
      const { min = 0, max = INT32_MAX } = bounds;
      const text = writeDuration(setting, Math.min(max * unit, Math.max(min * unit, seconds)));
      const read = text === undefined ? undefined : readLiteral(setting, text);
      if (read?.ok && !isOutside(bounds, Number(read.value))) texts.add(text!);
    }
    const clear = [...texts].filter((text) => !isTrapped(setting, text));
    return (clear.length > 0 ? clear : [...texts]).map((text) => {
      const read = readLiteral(setting, text);
      const length = read.ok && read.seconds !== undefined ? ` (${humanDuration(read.seconds)})` : '';
      return { title: `Write ${text}${length}`, text };
    });
  };
}

function isTrapped(setting: Setting, text: string): boolean {
  const read = readLiteral(setting, text);
  return read.ok && traps.some((trap) => trap(setting, text, read.value, () => []) !== undefined);
}

function isOutside({ min, max, step = 1 }: Bounds, value: number): boolean {
  return (min !== undefined && value < min) || (max !== undefined && value > max) || (step > 1 && value % step !== 0);
}

function plain(text: string): Replacement {
  return { title: `Write ${text}`, text };
}

function same(text: string): Replacement {
  return { ...plain(text), sameMeaning: true };
}

/** ` Write 20.`; with several, all of them with their lengths. */
function advice(replacements: ValueProblem['replacements']): string {
  const [first, ...others] = replacements;
  if (!first) return '';
  if (others.length === 0) return ` Write ${first.text}.`;
  return ` ${[first, ...others].map(({ title }, i) => (i === 0 ? title : title.replace(/^Write /, ''))).join(' or ')}.`;
}

/** What a setting takes, to follow "`timeout` takes". */
export function grammarOf(setting: Pick<Setting, 'literal' | 'onInfinite'>): string {
  const { literal } = setting;
  const orInfinite = takesInfinite(setting) ? ' or Infinite' : '';
  switch (literal.kind) {
    case 'minutes':
    case 'seconds':
      return `whole ${literal.kind}${orInfinite}`;
    case 'timeSpan':
      return `[days.]hh:mm:ss${orInfinite}`;
    case 'nativeTimeSpan':
      return 'hh:mm:ss';
    case 'integer':
      return literal.unit ? `whole ${literal.unit}` : 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'enum':
      return `${literal.words.slice(0, -1).join(', ')} or ${literal.words.at(-1)}`;
    case 'string':
      return literal.nonEmpty ? 'a text that is not empty' : 'any text';
  }
}

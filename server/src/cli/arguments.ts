import { parseArgs } from 'node:util';
import { unknownWord } from './nearest';

/** What went wrong before any work could be done: one line on stderr, exit 2. */
export class UsageError extends Error {}

export const COMMANDS = [
  'check',
  'timeline',
  'settings',
  'rules',
  'sites',
  'effective',
  'transform',
  'history',
  'simulate',
  'lsp',
] as const;
export type Command = (typeof COMMANDS)[number];

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  format: { type: 'string' },
  fix: { type: 'boolean' },
  'fix-rule': { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  'fail-on': { type: 'string' },
  variant: { type: 'string' },
  role: { type: 'string' },
  rule: { type: 'string', multiple: true },
  'sitecore-version': { type: 'string' },
  'sitecore-stock': { type: 'string' },
  'application-host': { type: 'string' },
  clicks: { type: 'string' },
  remember: { type: 'boolean' },
  ping: { type: 'string' },
  'other-users': { type: 'boolean' },
  active: { type: 'string', multiple: true },
  visit: { type: 'string', multiple: true },
  'sign-out': { type: 'string' },
  section: { type: 'string' },
  output: { type: 'string', short: 'o' },
  'allow-empty': { type: 'boolean' },
  stdio: { type: 'boolean' },
  // Language clients add it; the server ends with that process.
  clientProcessId: { type: 'string' },
} as const;

/** Flags each command takes beside `--help` and `--version`. */
const FLAGS: Readonly<Record<Command, readonly (keyof typeof OPTIONS)[]>> = {
  check: [
    'format',
    'fix',
    'fix-rule',
    'dry-run',
    'fail-on',
    'variant',
    'role',
    'rule',
    'sitecore-version',
    'sitecore-stock',
    'application-host',
    'allow-empty',
  ],
  timeline: [
    'format',
    'variant',
    'role',
    'rule',
    'sitecore-version',
    'sitecore-stock',
    'application-host',
    'allow-empty',
    'clicks',
    'remember',
    'ping',
    'other-users',
    'active',
    'visit',
    'sign-out',
  ],
  settings: [
    'format',
    'variant',
    'role',
    'rule',
    'sitecore-version',
    'sitecore-stock',
    'application-host',
    'allow-empty',
  ],
  rules: ['format'],
  sites: ['format', 'role', 'rule', 'sitecore-version', 'sitecore-stock', 'application-host', 'allow-empty'],
  effective: [
    'variant',
    'section',
    'role',
    'rule',
    'sitecore-version',
    'sitecore-stock',
    'application-host',
    'allow-empty',
    'output',
  ],
  transform: ['output'],
  history: [
    'format',
    'role',
    'rule',
    'sitecore-version',
    'sitecore-stock',
    'application-host',
    'allow-empty',
    'variant',
  ],
  simulate: ['format'],
  lsp: ['stdio', 'clientProcessId'],
};

export type Flags = Partial<Record<keyof typeof OPTIONS, string | boolean | string[]>>;

export interface Arguments {
  readonly command: Command | undefined;
  readonly operands: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
  text(flag: keyof typeof OPTIONS): string | undefined;
  list(flag: keyof typeof OPTIONS): readonly string[];
  given(flag: keyof typeof OPTIONS): boolean;
}

/** Reads the command line. @throws UsageError for an unknown command or flag, or a flag its command does not take. */
export function readArguments(argv: readonly string[]): Arguments {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(misread(error as Error));
  }
  const flags = parsed.values as Flags;
  const [name, ...operands] = parsed.positionals;
  const command = COMMANDS.find((known) => known === name);
  if (name !== undefined && !command)
    throw new UsageError(unknownWord(`There is no command "${name}"`, name, COMMANDS));
  for (const flag of Object.keys(flags) as (keyof typeof OPTIONS)[]) {
    if (flag === 'help' || flag === 'version' || !command) continue;
    if (!FLAGS[command].includes(flag))
      throw new UsageError(
        `"${command}" takes no --${flag}. It takes: ${[...FLAGS[command], 'help', 'version'].map((f) => `--${f}`).join(', ')}.`,
      );
  }
  return {
    command,
    operands,
    help: flags.help === true,
    version: flags.version === true,
    text: (flag) => (typeof flags[flag] === 'string' ? flags[flag] : undefined),
    list: (flag) => (Array.isArray(flags[flag]) ? flags[flag] : []),
    given: (flag) => flags[flag] !== undefined && flags[flag] !== false,
  };
}

/** The parser's own words, on one line, and the flag that was probably meant. */
function misread({ message }: Error): string {
  const said = message.split('\n')[0]!.replace(/\. To specify a positional.*$/, '');
  const flag = /^Unknown option '([^']+)'/.exec(said)?.[1];
  if (flag === undefined) return said;
  return unknownWord(
    `There is no flag ${flag}`,
    flag,
    Object.keys(OPTIONS).map((known) => `--${known}`),
  );
}

/** One of the words, or the default when the flag is not given. @throws UsageError for another word. */
export function oneOf<W extends string>(
  args: Arguments,
  flag: keyof typeof OPTIONS,
  words: readonly W[],
  otherwise: W,
): W {
  const given = args.text(flag);
  if (given === undefined) return otherwise;
  const word = words.find((w) => w === given);
  if (!word) throw new UsageError(unknownWord(`--${flag} takes ${words.join(', ')}, not "${given}"`, given, words));
  return word;
}

/** Ten years: beyond it every clock has ended, and arithmetic stays exact. */
const LONGEST_TIME = 10 * 366 * 86_400;

/** `4` minutes, `90s`, `2h`, `1:30:00`, `16:30` to seconds. @throws UsageError for anything else. */
export function readTime(text: string): number {
  const seconds = timeIn(text);
  if (seconds === undefined) throw new UsageError(`"${text}" is not a time: write minutes (4), 90s, 2h or 1:30:00.`);
  if (seconds > LONGEST_TIME) throw new UsageError(`"${text}" is more than ten years.`);
  return seconds;
}

function timeIn(text: string): number | undefined {
  const trimmed = text.trim();
  const plain = /^(\d+(?:\.\d+)?)(s|m|min|h|d)?$/.exec(trimmed);
  if (plain) {
    const unit = { s: 1, m: 60, min: 60, h: 3600, d: 86400 }[plain[2] ?? 'm']!;
    return Math.round(Number(plain[1]) * unit);
  }
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2})$/.exec(trimmed);
  return clock ? Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) : undefined;
}

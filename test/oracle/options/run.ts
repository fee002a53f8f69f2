import path from 'node:path';
import { parseTimeSpan } from '../../../server/src/config/dotnet/timeSpan';
import { memoryFiles } from '../../../server/src/files/memory';
import { readModule } from '../../../server/src/files/modules';
import { isUnknown } from '../../../server/src/session/lifetime';
import { settingsOf } from '../../../server/src/settings/reader';
import { openWorkspace } from '../../../server/src/site/workspace';
import { provideCSharp } from '../../../server/src/syntax/csharp/kind';
import { askProgram, buildProgram, hasRuntime } from '../dotnet';
import { FLAG, type GeneratedHost, generateHost } from './generate';

export const usual = 300;
export const inCi = { count: 60, fresh: true };

/** Of what could be known, this much may be unknown or missing. */
const MOST_UNKNOWN = 0.02;

const ENVIRONMENTS = ['Production', 'Development'] as const;
/** What the source does not tell; a value that differs between these cannot be known. */
const WORLDS: readonly Readonly<Record<string, string>>[] = [{}, { [FLAG]: '1' }];

interface Told {
  readonly options?: Readonly<Record<string, string | null>>;
  readonly throws?: Readonly<Record<string, string>>;
  readonly error?: string;
}

/**
 * Random hosts, started unchanged by ASP.NET Core itself, beside what `settings` reads in their source. Returns how many
 * values are wrong, and one more when too many are not known.
 */
export async function run({ count, seed }: { count: number; seed: number }): Promise<number> {
  if (!hasRuntime('Microsoft.AspNetCore.App')) {
    console.log('options: no ASP.NET Core here, so no host can be started. Nothing was run.');
    return 0;
  }
  provideCSharp(readModule);
  const dll = buildProgram(path.join(__dirname, 'options.csproj'));
  const hosts = Array.from({ length: count }, (_, number) => generateHost(seed, number));
  const questions = hosts.flatMap(({ id, files }) =>
    ENVIRONMENTS.flatMap((environment) => WORLDS.map((variables) => ({ id, files, environment, variables }))),
  );
  const answers: Told[] = [];
  for await (const answer of askProgram<Told>(dll, questions)) answers.push(answer);
  if (answers.length < questions.length)
    throw new Error(`the hosts ended after ${answers.length} of ${questions.length} answers`);
  const tally = { equal: 0, wrong: 0, unknown: 0, missing: 0, cannotBeKnown: 0, broken: 0 };
  for (const [i, host] of hosts.entries()) {
    const ours = await valuesOf(host);
    for (const [e, environment] of ENVIRONMENTS.entries()) {
      const worlds = WORLDS.map((_, w) => answers[(i * ENVIRONMENTS.length + e) * WORLDS.length + w]!);
      const error = worlds.find((world) => world.error !== undefined)?.error;
      if (error !== undefined) {
        if (/does not compile/.test(error)) throw new Error(`host ${host.id} (seed ${seed}): ${error}`);
        tally.broken++;
        continue;
      }
      compare(host, environment, worlds, ours.get(environment)!, tally, seed);
    }
  }
  const knowable = tally.equal + tally.wrong + tally.unknown + tally.missing;
  const share = (tally.unknown + tally.missing) / Math.max(1, knowable);
  console.log(
    `options (seed ${seed}): ${count} hosts, ${JSON.stringify(tally)}, ${(share * 100).toFixed(2)} % of what could be known is not`,
  );
  return tally.wrong + (share > MOST_UNKNOWN ? 1 : 0);
}

type Ours = ReadonlyMap<string, string | undefined>;

/** Our values by environment and path; undefined for one that is not known. */
async function valuesOf({ files }: GeneratedHost): Promise<Map<string, Ours>> {
  const paths = new Map(Object.entries(files).map(([name, text]) => [`/shop/${name}`, text]));
  const { sites } = await openWorkspace(memoryFiles(paths), ['/shop']);
  return new Map(
    ENVIRONMENTS.map((environment) => {
      const values = new Map<string, string | undefined>();
      if (sites[0])
        for (const { path: name, value } of settingsOf(sites[0].view(environment)).all())
          if (value !== undefined) values.set(name, isUnknown(value) ? undefined : value);
      return [environment, values];
    }),
  );
}

function compare(
  host: GeneratedHost,
  environment: string,
  worlds: readonly Told[],
  ours: Ours,
  tally: { equal: number; wrong: number; unknown: number; missing: number; cannotBeKnown: number; broken: number },
  seed: number,
): void {
  const say = (what: string, name: string, theirs: unknown) =>
    console.log(
      `${what}: host ${host.id} (seed ${seed}) ${environment} ${name}: the host has ${JSON.stringify(theirs)}, we have ${JSON.stringify(ours.get(name) ?? 'unknown')}`,
    );
  for (const [name, theirs] of Object.entries(worlds[0]!.options ?? {})) {
    const varies = worlds.some((world) => world.options?.[name] !== theirs || world.throws?.[name] !== undefined);
    const known = ours.get(name);
    if (varies) {
      if (known === undefined) tally.cannotBeKnown++;
      else {
        tally.wrong++;
        say(
          'guessed',
          name,
          worlds.map((world) => world.options?.[name]),
        );
      }
    } else if (!ours.has(name)) {
      // What nobody registers has its default, and we say nothing.
      if (DEFAULTS[name] !== undefined ? DEFAULTS[name] !== (theirs ?? 'null') : false) {
        tally.missing++;
        say('missing', name, theirs);
      }
    } else if (known === undefined) {
      tally.unknown++;
      say('unknown', name, theirs);
    } else if (same(known, theirs)) tally.equal++;
    else {
      tally.wrong++;
      say('wrong', name, theirs);
    }
  }
}

/** What options hold that nobody writes, for those that we are silent about. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'SessionOptions.IdleTimeout': '12000000000',
  'SessionOptions.IOTimeout': '600000000',
  'SecurityStampValidatorOptions.ValidationInterval': '18000000000',
  'IdentityOptions.Lockout.DefaultLockoutTimeSpan': '3000000000',
  'DataProtectionTokenProviderOptions.TokenLifespan': '864000000000',
  'CircuitOptions.DisconnectedCircuitRetentionPeriod': '1800000000',
  'HostOptions.ShutdownTimeout': '300000000',
  'AntiforgeryOptions.Cookie.MaxAge': 'null',
  'CookieTempDataProviderOptions.Cookie.MaxAge': 'null',
};

/** Lengths come in ticks from the host, in .NET's constant format from us. */
function same(ours: string, theirs: string | null): boolean {
  if (theirs === null) return ours === 'null';
  if (ours === theirs) return true;
  const read = parseTimeSpan(ours);
  return 'ticks' in read && String(read.ticks) === theirs;
}

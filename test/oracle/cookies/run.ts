import { answerLine } from '../../../server/src/session/recorded/kinds';
import { type CookieScenario, generateScenario } from './generate';
import { buildHost, type Played, playAll } from './host';

export const usual = 1000;
export const inCi = { count: 300, fresh: true };

/** Runs ASP.NET Core's own cookie and session handlers beside our model. Returns how many scenarios differ. */
export async function run({ count, seed }: { count: number; seed: number }): Promise<number> {
  const dll = buildHost();
  if (!dll) {
    console.log('cookies: no ASP.NET Core here, so its handlers cannot judge. Nothing was run.');
    return 0;
  }
  const scenarios = Array.from({ length: count }, (_, id) => generateScenario(seed, id));
  let passed = 0;
  let failed = 0;
  for await (const theirs of playAll(dll, scenarios)) {
    const scenario = scenarios[passed + failed]!;
    const differences = differencesOf(scenario, theirs);
    if (differences.length === 0) passed += 1;
    else if (failed++ < 3)
      console.log(`Scenario ${scenario.id} differs.\n${shown(scenario)}\n${differences.join('\n')}\n`);
  }
  console.log(`cookies (seed ${seed}): ${passed} passed, ${failed} failed`);
  return failed + (count - passed - failed);
}

function differencesOf(scenario: CookieScenario, theirs: Played): string[] {
  const ours = answerLine(JSON.stringify(scenario)) as unknown as Played;
  return [theirs.login, ...theirs.clicks].flatMap((request, i) =>
    Object.entries(request).flatMap(([field, value]) => {
      const seen = (i === 0 ? ours.login : ours.clicks[i - 1])?.[field];
      const [we, they] = [JSON.stringify(seen), JSON.stringify(value)];
      return we === they ? [] : [`request ${i}: ${field} is ${we}, ASP.NET Core has ${they}`];
    }),
  );
}

function shown({ config, login, clicks }: CookieScenario): string {
  return `${JSON.stringify(config)}\n${[login, ...clicks].map(({ t, kind }) => `${kind} at ${t}`).join(', ')}`;
}

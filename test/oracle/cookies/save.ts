/**
 * Saves scenarios with what ASP.NET Core's own handlers did, for the tests that run without .NET:
 * `npx tsx test/oracle/cookies/save.ts` writes test/fixtures/cookies/aspnetcore.json, one scenario a line.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateScenario } from './generate';
import { buildHost, playAll } from './host';

const SEED = 42;
const KEPT = 60;

async function main(): Promise<void> {
  const dll = buildHost();
  if (!dll) throw new Error('There is no ASP.NET Core here.');
  const scenarios = Array.from({ length: KEPT }, (_, id) => generateScenario(SEED, id));
  const lines: string[] = [];
  for await (const { login, clicks } of playAll(dll, scenarios)) {
    const { id, config, login: signIn, clicks: asked } = scenarios[lines.length]!;
    const answered = { ...signIn, ...login };
    lines.push(
      JSON.stringify({ id, config, login: answered, clicks: asked.map((click, i) => ({ ...click, ...clicks[i] })) }),
    );
  }
  const folder = path.join(__dirname, '../../fixtures/cookies');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'aspnetcore.json'), `[\n${lines.join(',\n')}\n]\n`);
  console.log(`${lines.length} scenarios saved.`);
}

void main();

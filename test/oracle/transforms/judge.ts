import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { askProgram, buildProgram, sdkFolders } from '../dotnet';
import type { Pair } from './generate';
import type { Verdict } from './ours';

/** Microsoft's engine inside the newest .NET SDK; undefined where there is none. */
export function findEngine(): string | undefined {
  for (const sdk of sdkFolders()) {
    const tools = path.join(sdk, 'Sdks/Microsoft.NET.Sdk.Publish/tools');
    const modern = existsSync(tools) ? readdirSync(tools).find((name) => /^net\d+\.\d+$/.test(name)) : undefined;
    const engine = modern && path.join(tools, modern, 'Microsoft.Web.XmlTransform.dll');
    if (engine && existsSync(engine)) return engine;
  }
  return undefined;
}

/** Builds the console program around the engine; returns its dll. Throws with the compiler's words. */
export function buildJudge(engine: string): string {
  return buildProgram(path.join(__dirname, 'judge.csproj'), { XdtAssembly: engine });
}

/** Lets Microsoft's engine judge pairs, in order. */
export function judge(dll: string, pairs: readonly Pair[]): AsyncGenerator<Verdict> {
  return askProgram(
    dll,
    pairs.map(({ id, source, transform }) => ({ id, source: base64(source), transform: base64(transform) })),
  );
}

/** Milliseconds Microsoft's engine takes for one pair in the fastest of many rounds. */
export function measureEngine(dll: string, pair: Pair, rounds: number): number {
  const input = `${JSON.stringify({ id: 0, source: base64(pair.source), transform: base64(pair.transform) })}\n`;
  const { stdout } = spawnSync('dotnet', [dll, '--measure', String(rounds)], { input, encoding: 'utf8' });
  return Number(stdout.trim());
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

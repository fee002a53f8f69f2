import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Pair } from './generate';
import type { Verdict } from './ours';

/** Microsoft's engine inside the newest .NET SDK; undefined where there is none. */
export function findEngine(): string | undefined {
  const { stdout, status } = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  for (const line of stdout.trim().split('\n').reverse()) {
    const match = /^(\S+) \[(.*)\]/.exec(line);
    if (!match) continue;
    const tools = path.join(match[2]!, match[1]!, 'Sdks/Microsoft.NET.Sdk.Publish/tools');
    const modern = existsSync(tools) ? readdirSync(tools).find((name) => /^net\d+\.\d+$/.test(name)) : undefined;
    const engine = modern && path.join(tools, modern, 'Microsoft.Web.XmlTransform.dll');
    if (engine && existsSync(engine)) return engine;
  }
  return undefined;
}

/** Builds the console program around the engine; returns its dll. Throws with the compiler's words. */
export function buildJudge(engine: string): string {
  const out = path.join(tmpdir(), 'session-timeline-xdt-judge');
  const { status, stdout, stderr } = spawnSync(
    'dotnet',
    [
      'build',
      path.join(__dirname, 'judge.csproj'),
      '--nologo',
      '-v:q',
      '-o',
      path.join(out, 'bin'),
      `-p:XdtAssembly=${engine}`,
      `-p:BaseIntermediateOutputPath=${path.join(out, 'obj')}${path.sep}`,
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The judge does not build:\n${stdout}${stderr}`);
  return path.join(out, 'bin', 'judge.dll');
}

/** Lets Microsoft's engine judge pairs, in order. */
export async function* judge(dll: string, pairs: Iterable<Pair>): AsyncGenerator<Verdict> {
  const child = spawn('dotnet', [dll], { stdio: ['pipe', 'pipe', 'inherit'] });
  const feed = async () => {
    for (const pair of pairs) {
      const line = `${JSON.stringify({ id: pair.id, source: base64(pair.source), transform: base64(pair.transform) })}\n`;
      if (!child.stdin.write(line)) await new Promise((resolve) => child.stdin.once('drain', resolve));
    }
    child.stdin.end();
  };
  const feeding = feed();
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Verdict;
  await feeding;
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

import { spawn, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The folders of the .NET SDKs here, newest first; empty where there is none. */
export function sdkFolders(): readonly string[] {
  const { stdout, status } = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8' });
  if (status !== 0) return [];
  return stdout
    .trim()
    .split('\n')
    .reverse()
    .flatMap((line) => {
      const match = /^(\S+) \[(.*)\]/.exec(line);
      return match ? [path.join(match[2]!, match[1]!)] : [];
    });
}

/** Is the shared framework of this name here, such as `Microsoft.AspNetCore.App`? */
export function hasRuntime(name: string): boolean {
  const { stdout, status } = spawnSync('dotnet', ['--list-runtimes'], { encoding: 'utf8' });
  return status === 0 && stdout.split('\n').some((line) => line.startsWith(`${name} `));
}

/**
 * Builds a console program outside the repository; returns its dll, which has the project's name. Throws with the
 * compiler's words.
 */
export function buildProgram(project: string, properties: Readonly<Record<string, string>> = {}): string {
  const name = path.basename(project, '.csproj');
  const out = path.join(tmpdir(), 'session-timeline-oracle', name);
  const { status, stdout, stderr } = spawnSync(
    'dotnet',
    [
      'build',
      project,
      '--nologo',
      '-v:q',
      '-o',
      path.join(out, 'bin'),
      `-p:BaseIntermediateOutputPath=${path.join(out, 'obj')}${path.sep}`,
      ...Object.entries(properties).map(([property, value]) => `-p:${property}=${value}`),
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${path.basename(project)} does not build:\n${stdout}${stderr}`);
  return path.join(out, 'bin', `${name}.dll`);
}

/** Feeds a program one JSON value a line and reads its answers, one a line, in order. */
export async function* askProgram<Answer>(dll: string, questions: Iterable<unknown>): AsyncGenerator<Answer> {
  const child = spawn('dotnet', [dll], { stdio: ['pipe', 'pipe', 'inherit'] });
  const feed = async () => {
    for (const question of questions) {
      if (!child.stdin.write(`${JSON.stringify(question)}\n`))
        await new Promise((resolve) => child.stdin.once('drain', resolve));
    }
    child.stdin.end();
  };
  const feeding = feed();
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Answer;
  await feeding;
}

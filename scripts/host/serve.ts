import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { EmbeddedCode } from './embedded';
import type { Profile } from './profile';

/** A VS Code that answers at `url` until it is stopped. */
export interface RunningCode {
  readonly url: string;
  readonly port: number;
  /** Resolves when it has ended, by itself or stopped. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** The workbench as a user sees it, with the extensions of the profile installed. */
export function serveWorkbench(code: EmbeddedCode, profile: Profile, log: string): Promise<RunningCode> {
  return serve(code, log, {}, (port) => [
    code.entry,
    '--auth=none',
    `--bind-addr=127.0.0.1:${port}`,
    `--user-data-dir=${profile.userData}`,
    `--extensions-dir=${profile.extensions}`,
    '--disable-workspace-trust',
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
  ]);
}

/** VS Code's own server with the smoke-test driver: only then does the workbench take extension tests from its URL. */
export function serveExtensionTests(
  code: EmbeddedCode,
  profile: Profile,
  log: string,
  env: Readonly<Record<string, string>>,
): Promise<RunningCode> {
  return serve(code, log, env, (port) => [
    code.server,
    '--host=127.0.0.1',
    `--port=${port}`,
    '--without-connection-token',
    '--accept-server-license-terms',
    '--enable-smoke-test-driver',
    '--telemetry-level=off',
    '--disable-workspace-trust',
    `--server-data-dir=${profile.userData}`,
    `--extensions-dir=${profile.extensions}`,
  ]);
}

async function serve(
  code: EmbeddedCode,
  log: string,
  env: Readonly<Record<string, string>>,
  args: (port: number) => string[],
): Promise<RunningCode> {
  const port = await freePort();
  const output = createWriteStream(log);
  const child = spawn(code.node, args(port), {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The editor under test must not inherit the one that runs the tests.
    env: { ...withoutVSCode(process.env), ...env },
    detached: process.platform !== 'win32',
  });
  child.stdout.pipe(output);
  child.stderr.pipe(output);
  const killWithUs = () => kill(child);
  process.once('exit', killWithUs);
  exitOnSignals();
  await listening(child, log);
  const stop = async () => {
    process.off('exit', killWithUs);
    await end(child);
  };
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { url: `http://127.0.0.1:${port}`, port, ended, stop };
}

/** A signal that nobody listens to ends this process without its exit handlers, and the server would stay. */
function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(1));
}

/** Both servers say where they listen; nothing has to be polled. */
function listening(child: ChildProcess, log: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (seen === 'ready') return;
      seen += chunk.toString();
      if (!/HTTP server listening on|Extension host agent listening on/.test(seen)) return;
      seen = 'ready';
      resolve();
    });
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`VS Code ended with ${status} before it listened; see ${log}`)));
  });
}

/** Ends the server and the processes it started (extension hosts, language servers). */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (hasEnded(child)) return resolve();
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    kill(child);
  });
}

function kill(child: ChildProcess): void {
  if (hasEnded(child)) return;
  if (process.platform === 'win32') child.kill();
  else process.kill(-child.pid!, 'SIGKILL');
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function withoutVSCode(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name));
  return { ...Object.fromEntries(kept), PATH: `${path.dirname(process.execPath)}${path.delimiter}${env.PATH ?? ''}` };
}

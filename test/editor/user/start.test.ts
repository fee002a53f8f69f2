import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../scripts/place';

describe('npm start', () => {
  it('says where the editor is and what to try, waits for it, and ends all of it on Ctrl+C', async () => {
    const { CI: _, ...env } = process.env;
    const script = spawn(process.execPath, [path.join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'scripts/start.ts'], {
      cwd: ROOT,
      env: { ...env, SESSION_TIMELINE_HOST: 'embedded', DISPLAY: '', WAYLAND_DISPLAY: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    let said = '';
    const ended = new Promise<number | null>((resolve) => script.once('close', resolve));
    const open = new Promise<string>((resolve, reject) => {
      script.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const address = /is open at (http:\S+)/.exec(said)?.[1];
        if (address && /What to try first:/.test(said)) resolve(address);
      });
      void ended.then((status) => reject(new Error(`it ended with ${status}:\n${said}`)));
    });
    const address = await open;
    const folder = new URL(address).searchParams.get('folder')!;
    assert.equal((await fetch(address)).status, 200);
    assert.ok(existsSync(path.join(folder, 'shop/Web.config')));
    // As a terminal does: to everyone in the group.
    process.kill(-script.pid!, 'SIGINT');
    assert.equal(await ended, 130, said);
    await assert.rejects(fetch(address), 'the editor is gone');
    assert.ok(!existsSync(folder), 'the copy of the sample is gone');
  });
});

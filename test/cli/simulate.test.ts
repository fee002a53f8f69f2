import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { folderOf, ROOT, run } from './run';

const good = '{"kind":"aspnet","config":{"formsTimeoutMin":30},"login":{"t":0},"clicks":[{"t":900},{"t":2701}]}';

function fed(input: string) {
  return spawnSync(process.execPath, [path.join(ROOT, 'dist/cli.js'), 'simulate', '--format', 'json'], {
    input,
    encoding: 'utf8',
  });
}

const lines = (out: string) =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { error?: string; clicks?: { authenticated: boolean }[] });

describe('simulate', () => {
  it('answers a line from standard input with a line', () => {
    const { stdout, status } = fed(`${good}\n`);
    assert.equal(status, 0);
    assert.deepEqual(
      lines(stdout).map((line) => line.clicks?.map((click) => click.authenticated)),
      [[true, false]],
    );
  });

  it('reads a file with a byte order mark and Windows line ends, in order', () => {
    const folder = folderOf('//- lines.json\n');
    const file = path.join(folder, 'lines.jsonl');
    fs.writeFileSync(file, `\uFEFF${good}\r\n${good.replace('aspnet', 'katana')}\r\n\r\n`);
    const { code, out } = run(folder, 'simulate', 'lines.jsonl');
    assert.equal(code, 0);
    assert.equal(lines(out).length, 2);
  });

  it('goes on after a line that cannot be read, and exits with 1', () => {
    const { stdout, stderr, status } = fed(`${good}\n\nnonsense\n${good}`);
    assert.equal(status, 1);
    assert.equal(stderr, '');
    assert.deepEqual(
      lines(stdout).map((line) => 'error' in line),
      [false, true, true, false],
    );
  });

  it('has nothing to say to nothing', () => {
    const { stdout, status } = fed('');
    assert.deepEqual([stdout, status], ['', 0]);
  });

  it('exits with 2 when the file is not there, or is a folder', () => {
    const folder = folderOf('//- a/b.txt\n');
    for (const operand of ['missing.jsonl', 'a']) {
      const { code, out, error } = run(folder, 'simulate', operand);
      assert.deepEqual([code, out], [2, '']);
      assert.match(error, /^session-timeline: .*\n$/);
    }
    assert.equal(run(folder, 'simulate', 'a', 'b').code, 2);
    assert.equal(run(folder, 'simulate', '--format', 'text').code, 2);
  });
});

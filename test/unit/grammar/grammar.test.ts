import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../../../scripts/place';

/**
 * The injection into XML that marks what is Sitecore's in it. Each `.config` file here says under its lines which scopes
 * they get; the XML grammar beside them has the rules of VS Code's that matter, and no others.
 */
describe('The grammar for Sitecore', () => {
  it('marks positions, set, conditions, commands and what is switched off, and nothing else', () => {
    const tool = path.join(ROOT, 'node_modules/vscode-tmgrammar-test/dist/unit.js');
    const grammars = ['-g', 'test/unit/grammar/xml.tmLanguage.json'];
    const run = spawnSync(process.execPath, [tool, ...grammars, 'test/unit/grammar/*.config'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    assert.equal(run.status, 0, run.stdout + run.stderr);
    assert.match(run.stdout, /patch\.config run/);
  });
});

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { nodeFiles } from '../../../server/src/files/node';

describe('files on disk', () => {
  let top: string;
  const at = (name: string) => path.join(top, name).replace(/\\/g, '/');
  const write = (name: string, text: string | Uint8Array) => {
    fs.mkdirSync(path.dirname(at(name)), { recursive: true });
    fs.writeFileSync(at(name), text);
  };
  const files = () => nodeFiles([at('work')]);

  beforeEach(() => {
    top = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-files-')));
    write('work/site/web.config', '<configuration />');
    write('elsewhere/secret.config', '<secret />');
  });
  afterEach(() => fs.rmSync(top, { recursive: true }));

  it('are refused when they are links that leave the roots', async () => {
    fs.symlinkSync(at('elsewhere/secret.config'), at('work/site/link.config'));
    assert.deepEqual(await files().read(at('work/site/link.config')), {
      kind: 'refused',
      reason: 'it is a link that leaves the workspace',
    });
    assert.deepEqual(
      (await files().list(at('work/site'))).map(({ name }) => name),
      ['web.config'],
    );
  });

  it('are refused when a folder on the way is a link that leaves the roots', async () => {
    fs.symlinkSync(at('elsewhere'), at('work/site/shared'));
    assert.deepEqual(await files().read(at('work/site/shared/secret.config')), {
      kind: 'refused',
      reason: 'it is a link that leaves the workspace',
    });
  });

  it('are refused from the moment on that their folder is such a link', async () => {
    const disk = files();
    const both = [disk.read(at('work/site/web.config')), disk.read(at('work/site/none.config'))];
    assert.deepEqual(
      (await Promise.all(both)).map(({ kind }) => kind),
      ['text', 'missing'],
    );
    fs.renameSync(at('work/site'), at('elsewhere/site'));
    fs.symlinkSync(at('elsewhere/site'), at('work/site'));
    assert.equal((await disk.read(at('work/site/web.config'))).kind, 'refused');
  });

  it('are read through links that stay, and below a root that is a link itself', async () => {
    fs.symlinkSync(at('work/site/web.config'), at('work/same.config'));
    assert.equal((await files().read(at('work/same.config'))).kind, 'text');
    fs.symlinkSync(at('work'), at('alias'));
    assert.equal((await nodeFiles([at('alias')]).read(at('alias/site/web.config'))).kind, 'text');
  });

  it('are read outside the roots when they are named, but not through a link out of their folder', async () => {
    assert.equal((await files().read(at('elsewhere/secret.config'))).kind, 'text');
    write('third/x.config', '<x />');
    fs.symlinkSync(at('third/x.config'), at('elsewhere/link.config'));
    assert.equal((await files().read(at('elsewhere/link.config'))).kind, 'refused');
  });

  it('are missing, or refused with the reason in words', async () => {
    write('work/binary.config', new Uint8Array([60, 0, 0, 1]));
    fs.mkdirSync(at('work/folder.config'));
    assert.deepEqual(await files().read(at('work/none.config')), { kind: 'missing' });
    assert.deepEqual(await files().read(at('work/site/web.config/below.config')), { kind: 'missing' });
    assert.deepEqual(await files().read(at('work/folder.config')), { kind: 'refused', reason: 'it is not a file' });
    assert.deepEqual(await files().read('//server/share/web.config'), {
      kind: 'refused',
      reason: 'it is a network path',
    });
    const binary = await files().read(at('work/binary.config'));
    assert.ok(binary.kind === 'text' && binary.text === '' && /binary/.test(binary.damage!), JSON.stringify(binary));
  });
});

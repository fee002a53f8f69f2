import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { decodeText } from '../../../server/src/files/encoding';
import { fixEverything, type Texts } from './fixing';
import { harmOf } from './harm';

const SITES = path.resolve(__dirname, '../../../../shared/corpus/sites');

/** What a site is read from; the rest of a repository is left out of memory. */
const READ = /\.(?:config|xdt|xml|asax|cs|pubxml|props|targets|json|ya?ml)$/i;

function textsOf(name: string): Texts {
  const texts = new Map<string, string>();
  const work = [path.join(SITES, name)];
  for (let folder = work.pop(); folder; folder = work.pop())
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) work.push(full);
      else if (READ.test(entry.name)) {
        const read = decodeText(fs.readFileSync(full));
        // Files of other encodings are left alone by what writes them.
        if (read.kind === 'text' && read.damage === undefined)
          texts.set(`/${path.relative(SITES, full).split(path.sep).join('/')}`, read.text);
      }
    }
  return texts;
}

describe('"Fix all" on real sites', function () {
  this.timeout(300_000);
  if (!fs.existsSync(SITES)) {
    it('is skipped: ../shared/corpus is not here', function () {
      this.skip();
    });
    return;
  }

  for (const { name } of fs.readdirSync(SITES, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
    it(`keeps every number, every other value and every other file of ${name}`, async () => {
      const texts = textsOf(name);
      const { texts: after, done } = await fixEverything(texts);
      assert.deepEqual(await harmOf(texts, after, done), []);
    });
});

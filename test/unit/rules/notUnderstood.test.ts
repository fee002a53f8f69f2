import assert from 'node:assert/strict';
import { verdictOf } from '../../../server/src/clocks/ofSite';
import { decodeText } from '../../../server/src/files/encoding';
import type { Files } from '../../../server/src/files/files';
import { memoryFiles } from '../../../server/src/files/memory';
import { isUnknown } from '../../../server/src/session/lifetime';
import { settingsOf } from '../../../server/src/settings/reader';
import { openWorkspace } from '../../../server/src/site/workspace';
import { findingsIn, workspaceOf } from '../sites';
import { fixEverything } from './fixing';

const WEB = '/site/Web.config';
const WHOLE = `<?xml version="1.0"?>
<configuration>
  <system.web>
    <authentication mode="forms"><forms timeout="01:00:00" /></authentication>
    <sessionState mode="inproc" timeout="60" />
  </system.web>
</configuration>
`;
const between = (ours: string, theirs: string) =>
  WHOLE.replace('    <sessionState', `${ours}\n    <sessionState timeout="30" />\n=======\n    <sessionState`).replace(
    'timeout="60" />',
    `timeout="60" />\n${theirs}`,
  );

const KINDS: readonly (readonly [string, string, RegExp])[] = [
  [
    'a pointer of Git LFS',
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n',
    /pointer that Git LFS leaves/,
  ],
  ['both sides of a merge', between('<<<<<<< HEAD', '>>>>>>> longer'), /merge conflict/],
  ['both sides of a merge of Subversion', between('<<<<<<< .mine', '>>>>>>> .r42'), /merge conflict/],
  ['one side that was half cleaned up', between('<<<<<<< HEAD', ''), /merge conflict/],
  ['a vault', '$ANSIBLE_VAULT;1.1;AES256\n66386439653236336462626566653063', /encrypted \(Ansible Vault\)/],
  ['a message of PGP', '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n', /encrypted/],
  ['a text', 'Lives on the server only. Ask Anna.', /text, not XML/],
  ['half a file, in a tag', WHOLE.slice(0, WHOLE.indexOf('mode="inproc"')), /breaks off/],
  ['half a file, in a value', WHOLE.slice(0, WHOLE.indexOf('inproc') + 3), /breaks off/],
  ['half a file, in a comment', `${WHOLE.slice(0, WHOLE.indexOf('</system.web>'))}<!-- to be`, /breaks off/],
  ['half a file, behind a section', WHOLE.slice(0, WHOLE.indexOf('</configuration>')), /breaks off/],
];

describe('A file that is not understood', () => {
  for (const [what, text, message] of KINDS)
    it(`${what}: one finding, no number, and not a letter changed`, async () => {
      const texts = new Map([[WEB, text]]);
      const workspace = await workspaceOf(texts);
      const found = findingsIn(workspace);
      assert.deepEqual(
        found.map(({ rule, severity }) => [rule, severity]),
        [['file-not-understood', 'error']],
      );
      assert.match(found[0]!.message, message);
      const { signOut, dataLoss, safeEdit, signedInWithoutData } = verdictOf(workspace.sites[0]!.view(null));
      for (const number of [signOut.least, signOut.most, dataLoss.least, dataLoss.most, safeEdit, signedInWithoutData])
        assert.ok(isUnknown(number), JSON.stringify(number));
      const { value } = settingsOf(workspace.sites[0]!.view(null)).get('system.web/sessionState/@timeout');
      assert.ok(isUnknown(value) && value.unknown.startsWith('Web.config is not understood. '), JSON.stringify(value));
      assert.deepEqual((await fixEverything(texts)).texts, texts);
    });

  it('says where a conflict begins', async () => {
    const text = between('<<<<<<< HEAD', '>>>>>>> longer');
    const [found] = findingsIn(await workspaceOf(new Map([[WEB, text]])));
    assert.equal(text.slice(found!.at.span.start, found!.at.span.end), '<<<<<<< HEAD');
  });

  it('is not one that is only not well-formed, or only begun', async () => {
    for (const text of [
      WHOLE.replace('</system.web>', ''),
      WHOLE.replace('</configuration>', '</Configuration>'),
      WHOLE.replace('timeout="60"', 'timeout=60'),
      `${WHOLE}<!-- <<<<<<< once more -->`,
      '<configuration>\n',
    ]) {
      const found = findingsIn(await workspaceOf(new Map([[WEB, text]])));
      assert.ok(!found.some(({ rule }) => rule === 'file-not-understood'), text);
    }
  });

  it('hides its own variant when it is a transform, and nothing else', async () => {
    const workspace = await workspaceOf(
      new Map([
        [WEB, WHOLE.replace('forms"', 'Forms"').replace('01:00:00', '60').replace('inproc', 'StateServer')],
        ['/site/Web.Release.config', between('<<<<<<< HEAD', '>>>>>>> longer')],
      ]),
    );
    const site = workspace.sites[0]!;
    assert.equal(settingsOf(site.view(null)).get('system.web/sessionState/@timeout').value, '60');
    assert.ok(isUnknown(settingsOf(site.view('Release')).get('system.web/sessionState/@timeout').value));
    const inTransform = findingsIn(workspace).filter(({ at }) => at.file.endsWith('Release.config'));
    assert.deepEqual(
      inTransform.map(({ rule }) => rule),
      ['file-not-understood'],
    );
  });

  it('hides one section when it holds no more', async () => {
    const workspace = await workspaceOf(
      new Map([
        [
          WEB,
          '<configuration><system.web><authentication mode="Forms"><forms timeout="60" /></authentication><sessionState configSource="Session.config" /></system.web></configuration>',
        ],
        ['/site/Session.config', '<sessionState\n<<<<<<< HEAD\n timeout="30"\n=======\n timeout="60"\n>>>>>>> b\n/>'],
      ]),
    );
    const settings = settingsOf(workspace.sites[0]!.view(null));
    assert.ok(isUnknown(settings.get('system.web/sessionState/@timeout').value));
    assert.equal(settings.get('system.web/authentication/forms/@timeout').value, '60');
  });

  it('may be one of bytes: binary, or in another encoding than it says', async () => {
    const bytes = new Map([
      ['binary', Buffer.from('\0GITCRYPT\0\x93\x0f\x1c\x7f')],
      ['encoding', Buffer.from(WHOLE.replace('?>', ' encoding="utf-16"?>'))],
      ['damaged', Buffer.from(WHOLE.replace('<system.web>', '<system.web><!-- caf\xe9 -->'), 'latin1')],
    ]);
    for (const [name, content] of bytes) {
      const texts = memoryFiles(new Map([[WEB, '']]));
      const files: Files = { ...texts, read: async () => ({ ...decodeText(content), version: '1' }) };
      const found = findingsIn(await openWorkspace(files, ['/site']));
      assert.deepEqual(
        found.map(({ rule }) => rule),
        ['file-encoding'],
        name,
      );
    }
  });
});

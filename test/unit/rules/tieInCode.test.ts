import assert from 'node:assert/strict';
import { verdictOf } from '../../../server/src/clocks/ofSite';
import { applyEdits } from '../../../server/src/features/fixAll';
import type { Fix } from '../../../server/src/rules/rule';
import { findingsIn, workspaceOf } from '../sites';

const WEB = `//- /site/Web.config
<configuration><system.web>
<authentication mode="Forms"><forms timeout="30" /></authentication>
<sessionState mode="StateServer" timeout="20" />
</system.web></configuration>`;
const OUTLIVES = 'auth-outlives-session-data';

/** The fix that ties both in code, with the files it leaves behind. */
async function tied(more: string): Promise<{ fix: Fix; files: Map<string, string> }> {
  const workspace = await workspaceOf(`${WEB}\n${more}`);
  const finding = findingsIn(workspace).find(({ rule }) => rule === OUTLIVES)!;
  const fix = finding.fixes!.find(({ title }) => title.includes('Global.asax'))!;
  const [site] = workspace.sites;
  const files = new Map<string, string>();
  for (const file of site!.sources.values()) {
    const own = fix.edits.filter((edit) => edit.file === file.path);
    files.set(file.path, applyEdits(file.text, own));
  }
  if (fix.create) files.set(fix.create.file, fix.create.text);
  return { fix, files };
}

describe('Code that ends sign-in and session data together', () => {
  for (const [where, more, file] of [
    ['a new Global.asax', '', '/site/Global.asax'],
    [
      'the script of a Global.asax',
      '//- /site/Global.asax\n<%@ Application Language="C#" %>\n<script runat="server">\n</script>',
      '/site/Global.asax',
    ],
    [
      'the class behind it',
      '//- /site/Global.asax\n<%@ Application Inherits="Shop.App" %>\n//- /site/Global.asax.cs\nnamespace Shop {\n    public class App : HttpApplication {\n    }\n}',
      '/site/Global.asax.cs',
    ],
  ] as const) {
    it(`goes into ${where}, and settles both windows`, async () => {
      const { fix, files } = await tied(more);
      assert.equal(fix.safe, undefined, 'code is never changed without asking');
      assert.match(files.get(file)!, /Application_AcquireRequestState/);
      const after = await workspaceOf(files);
      assert.ok(!findingsIn(after).some(({ rule }) => rule === OUTLIVES));
      const { signedInWithoutData, dataWithoutSignIn } = verdictOf(after.sites[0]!.view(null));
      assert.deepEqual([signedInWithoutData, dataWithoutSignIn], [0, 0]);
    });
  }

  it('is not offered where there is no place for it', async () => {
    const workspace = await workspaceOf(`${WEB}\n//- /site/Global.asax\n<%@ Application Inherits="Shop.App" %>`);
    const finding = findingsIn(workspace).find(({ rule }) => rule === OUTLIVES)!;
    assert.ok(!finding.fixes!.some(({ title }) => title.includes('Global.asax')));
  });
});

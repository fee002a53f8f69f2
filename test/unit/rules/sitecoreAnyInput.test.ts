import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionsAt } from '../../../server/src/features/completion';
import { definitionAt, referencesAt } from '../../../server/src/features/definition';
import { hoverAt } from '../../../server/src/features/hover';
import { actionsAt } from '../../../server/src/features/inFile';
import { keyOf } from '../../../server/src/files/paths';
import { rulesByFolder } from '../../../server/src/rules/all';
import { findingsOf } from '../../../server/src/rules/run';
import { patchFile, sitecoreSite } from '../../../server/src/rules/sitecore/shared/examples';
import { SITECORE } from '../../../server/src/site/sitecore/key';
import { failed } from '../features/marked';
import { parseFixture } from '../fixture';
import { findingsIn, workspaceOf } from '../sites';
import { workDone } from '../workDone';

const BASE = `
  <settings>
    <setting name="Authentication.ClientSessionTimeout" value="60" />
  </settings>
  <pipelines>
    <start>
      <processor type="Sitecore.First, Sitecore.Kernel" />
    </start>
  </pipelines>`;

const PATCH = patchFile(`
  <settings role:require="Standalone or !(ContentDelivery)">
    <setting name="Authentication.ClientSessionTimeout"><patch:attribute name="value">480</patch:attribute></setting>
  </settings>
  <pipelines>
    <start>
      <processor patch:instead="processor[@type='Sitecore.First, Sitecore.Kernel']" type="$(Shop), Shop" />
      <processor type="Shop"><patch:delete /></processor>
    </start>
  </pipelines>`);

const FILE = '/site/App_Config/Include/Shop.config';
const SITE = parseFixture(sitecoreSite({ base: BASE, stock: '<settings />', patch: '<settings />' })).files;

/** Rules and features on one text of the patch file; whatever breaks down fails the test. */
async function lookAtAll(text: string, offset: number): Promise<void> {
  const workspace = await workspaceOf(new Map([...SITE, [FILE, text]]));
  findingsIn(workspace);
  const site = workspace.sites[0]!;
  const file = site.sources.get(keyOf(FILE));
  if (!file) return;
  const input = { site, file, variant: null, link: () => '', failed };
  hoverAt(input, offset);
  completionsAt(input, offset);
  definitionAt(input, offset);
  referencesAt(input, offset);
  actionsAt(input, offset);
}

describe('Sitecore: any patch file', () => {
  it('may break off anywhere', async () => {
    for (let end = 0; end <= PATCH.length; end += 7) await lookAtAll(PATCH.slice(0, end), end);
  });

  it('may have any piece taken out, doubled or replaced', async () => {
    const piece = fc.constantFrom(
      '"',
      "'",
      '<',
      '>',
      '/',
      ':',
      '(',
      '$(',
      'patch:',
      'role:require=""',
      '<!--',
      ']]>',
      '\0',
    );
    const edit = fc.tuple(fc.nat(PATCH.length), fc.nat(12), fc.oneof(piece, fc.constant('')));
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const text = edits.reduce((now, [at, length, put]) => now.slice(0, at) + put + now.slice(at + length), PATCH);
        await lookAtAll(text, edits[0]![0]);
      }),
      { numRuns: 150 },
    );
  });

  it('may have many patches of one element: ten times the patches are at most ten times the work', async () => {
    const cost = async (count: number): Promise<number> => {
      const one = '<setting name="Authentication.ClientSessionTimeout" set:value="61" />';
      const half = patchFile(`<settings>${one.repeat(count / 2)}</settings>`);
      const site = (await workspaceOf(new Map([...SITE, [FILE, half], ['/site/App_Config/Include/Z.config', half]])))
        .sites[0]!;
      // What waits in the merge is done before: the rules alone are measured.
      for (const { outcome } of site.view(null).part(SITECORE)!.files) assert.ok(outcome.matches);
      return workDone(() => assert.deepEqual(findingsOf(site, [null], rulesByFolder.sitecore).failures, []));
    };
    const [small, large] = [await cost(200), await cost(2_000)];
    assert.ok(small > 200, `${small} blocks were run for 200 patches`);
    assert.ok(large < 11 * small, `${small} blocks were run for 200 patches, ${large} for 2,000`);
  });
});

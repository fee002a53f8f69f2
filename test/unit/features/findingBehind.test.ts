import assert from 'node:assert/strict';
import { findingBehind } from '../../../server/src/features/findingBehind';
import type { Finding } from '../../../server/src/rules/rule';
import { allVariants, findingsOf } from '../../../server/src/rules/run';
import type { About } from '../../../server/src/session/heading';
import { workspaceOf } from '../sites';

/** The text that the finding behind a heading stands at; undefined where no fix betters what the heading says. */
async function behind(text: string, about: About, variant: string | null = null): Promise<string | undefined> {
  const workspace = await workspaceOf(text);
  const site = workspace.sites[0]!;
  const { findings } = findingsOf(site, allVariants(site));
  const finding = await findingBehind(site, variant, about, findings, (texts) => workspace.preview(site, texts));
  return finding && textAt(finding);

  function textAt({ at }: Finding): string {
    return workspace.file(at.file)!.text.slice(at.span.start, at.span.end);
  }
}

const web = (system: string) => `<configuration><system.web>${system}</system.web></configuration>`;

describe('the finding behind a heading', () => {
  // The dead setting is the first finding with a fix in the file, and has nothing to do with the heading.
  const text = web(`
    <authentication mode="Forms"><forms timeout="30" /></authentication>
    <httpRuntime executionTimeout="3600" />
    <compilation debug="true" />
    <sessionState mode="StateServer" timeout="20" />`);

  it('is the one whose fix betters the number that the heading speaks of', async () => {
    assert.match((await behind(text, 'withoutData')) ?? '', /30|20|timeout/);
  });

  it('is the worst one where nothing is wrong in the run at hand', async () => {
    assert.equal(await behind(text, 'fine'), await behind(text, 'withoutData'));
  });

  it('is none where no fix could help', async () => {
    assert.equal(await behind(text, 'unknown'), undefined);
    assert.equal(await behind(web('<httpRuntime executionTimeout="3600" />'), 'withoutData'), undefined);
  });
});

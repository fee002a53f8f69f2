import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../scripts/place';
import { completionsAt } from '../../../server/src/features/completion';
import { definitionAt } from '../../../server/src/features/definition';
import { hoverAt } from '../../../server/src/features/hover';
import type { FeatureInput } from '../../../server/src/features/input';
import { sitecoreActionsAt } from '../../../server/src/features/sitecore/actions';
import { sitecoreLayersOf } from '../../../server/src/features/sitecore/layers';
import { nodeFiles } from '../../../server/src/files/node';
import { keyOf, nameOf } from '../../../server/src/files/paths';
import type { Site } from '../../../server/src/site/site';
import { openWorkspace } from '../../../server/src/site/workspace';
import { failed } from './marked';

const SITE = path.resolve(ROOT, '../shared/corpus/sites/sitecore-9.0-clean');

describe('Sitecore 9.0 as it ships, in the editor', () => {
  let site: Site;

  before(async function () {
    if (!existsSync(SITE)) return this.skip();
    const { sites } = await openWorkspace(nodeFiles([SITE]), [SITE]);
    site = sites[0]!;
  });

  /** What a feature is given in the middle of a text of a file. */
  function at(name: string, text: string, variant: string | null = null): { input: FeatureInput; offset: number } {
    const file = [...site.sources.values()].find((source) => keyOf(nameOf(source.path)) === keyOf(name))!;
    const offset = file.text.indexOf(text);
    assert.ok(offset >= 0, `${text} is in ${name}`);
    const link: FeatureInput['link'] = (place, label) => `[${label}](${nameOf(place.file)})`;
    return { input: { site, file, variant, link, failed }, offset: offset + Math.floor(text.length / 2) };
  }

  const hover = (name: string, text: string) => {
    const { input, offset } = at(name, text);
    return hoverAt(input, offset)?.markdown ?? '';
  };

  it('explains the setting that most people get wrong', () => {
    const said = hover('Sitecore.config', 'Authentication.ClientSessionTimeout');
    assert.match(said, /signs nobody out/);
    assert.match(said, /Effective for every role: \*\*1 h\*\* \(`60`\)/);
  });

  it('shows a value that stock conditions make differ between roles', () => {
    const said = hover('Sitecore.Analytics.Tracking.config', 'Analytics.ClusterName');
    assert.match(said, /- Standalone: \*\*default-cd-cluster\*\*/);
    assert.match(said, /- ContentDelivery: \*\*default-cd-cluster\*\*/);
    assert.doesNotMatch(said, /- ContentManagement: \*\*default-cd-cluster\*\*/);
  });

  it('says what a stock position finds, and goes there', () => {
    const selector = "*[@type='Sitecore.Analytics.Pipelines.InitializeTracker.Robots, Sitecore.Analytics']";
    const { input, offset } = at('Sitecore.Analytics.Tracking.RobotDetection.config', selector);
    assert.match(
      hoverAt(input, offset)!.markdown,
      /finds `<processor type="[^"]*InitializeTracker\.Robots, Sitecore\.Analytics">`/,
    );
    assert.deepEqual(
      definitionAt(input, offset).map(({ file }) => nameOf(file)),
      ['Sitecore.Analytics.Tracking.config'],
    );
  });

  it('says for which roles a stock condition holds', () => {
    const said = hover('Sitecore.Analytics.Tracking.config', 'role:require="ContentManagement"');
    assert.match(said, /- ContentManagement: \*\*holds\*\*/);
    assert.match(said, /- ContentDelivery: does not hold/);
  });

  it('lists every file of the Sitecore layer in load order, and the examples that are not loaded', () => {
    const { layers } = sitecoreLayersOf(site)!;
    assert.deepEqual(
      layers.slice(0, 5).map(({ name }) => name),
      ['Base', 'Sitecore', 'Modules', 'Custom', 'Environment'],
    );
    const ordered = layers.flatMap(({ files }) => files.filter(({ order }) => order !== undefined));
    assert.deepEqual(
      ordered.map(({ order }) => order),
      ordered.map((_, i) => i + 1),
    );
    assert.ok(ordered.length > 150, `${ordered.length}`);
    // Some have a place and a condition that does not hold on the server as its files stand.
    const leftOut = ordered.filter(({ active }) => !active);
    assert.ok(leftOut.length > 0 && leftOut.every(({ reason }) => /does not hold/.test(reason ?? '')));
    const off = layers.flatMap(({ files }) => files.filter(({ active }) => !active));
    assert.ok(off.length > 20 && off.every(({ reason }) => reason), `${off.length}`);
  });

  it('makes a patch for a stock value that Sitecore would read', () => {
    const { input, offset } = at('Sitecore.config', 'name="Authentication.ClientSessionTimeout"');
    const [fix] = sitecoreActionsAt(input, offset);
    assert.match(fix!.create!.file, /\/App_Config\/Include\/Authentication\.ClientSessionTimeout\.config$/);
    assert.match(fix!.create!.text, /<setting name="Authentication\.ClientSessionTimeout" set:value="60" \/>/);
  });

  it('answers at every place of a large patch file', () => {
    const { input } = at('Sitecore.Owin.Authentication.config', '<sitecore');
    let answers = 0;
    for (let offset = 0; offset < input.file.text.length; offset += 37) {
      if (hoverAt(input, offset)) answers++;
      completionsAt(input, offset);
      definitionAt(input, offset);
    }
    assert.ok(answers > 10, `${answers} answers`);
  });
});

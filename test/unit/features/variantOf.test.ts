import assert from 'node:assert/strict';
import { codeLensesOf } from '../../../server/src/features/inFile';
import { variantFor } from '../../../server/src/features/variantOf';
import { siteOf } from '../sites';
import { failed, site, XDT } from './marked';

const PROFILE = `
//- /site/Web.Debug.config
<configuration ${XDT} />
//- /site/Web.Live.config
<configuration ${XDT} />
//- /site/Properties/PublishProfiles/Live.pubxml
<Project><PropertyGroup><LastUsedBuildConfiguration>Release</LastUsedBuildConfiguration></PropertyGroup></Project>`;
const TEXT = `${site('<sessionState timeout="20" />', '<sessionState timeout="60" xdt:Transform="SetAttributes" />')}${PROFILE}`;

describe('the variant that is looked at from a file', () => {
  it('is that of the transform, whatever is chosen', async () => {
    const shop = await siteOf(TEXT);
    for (const chosen of [null, 'Debug']) {
      assert.equal(variantFor(shop, '/site/Web.Release.config', chosen), 'Release');
      assert.equal(variantFor(shop, '/site/WEB.release.CONFIG', chosen), 'Release');
      assert.equal(variantFor(shop, '/site/Web.config', chosen), chosen);
      assert.equal(variantFor(shop, '/site/Other.config', chosen), chosen);
    }
  });

  it('stays the chosen one where that applies the transform too', async () => {
    const shop = await siteOf(TEXT);
    assert.equal(variantFor(shop, '/site/Web.Release.config', 'Live'), 'Live');
    assert.equal(variantFor(shop, '/site/Web.Live.config', null), 'Live');
  });

  it('is named by the lens above a transform', async () => {
    const shop = await siteOf(TEXT);
    const file = shop.sources.get('/site/web.release.config')!;
    const variant = variantFor(shop, file.path, null);
    const [lens] = codeLensesOf({ site: shop, file, variant, link: () => '', failed });
    assert.match(lens!.title, /\(Release\)$/);
  });
});

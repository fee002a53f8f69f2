import { nameOf as fileNameOf } from '../../files/paths';
import { xmlOf } from '../../site/parsed';
import { fileIn, type Site } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import { nameOf } from '../edits';
import { type Place, rule } from '../rule';
import { patchFile } from './shared/examples';

export default rule({
  id: 'sitecore-stock-unfit',
  severity: 'information',
  system: 'sitecore',
  title: 'Named installation that is not that of the site',
  explains:
    'The setting sessionTimeline.sitecore.stock, or --sitecore-stock on the command line, names the Sitecore that a solution is copied into. What is there is no configuration of Sitecore, such as the error page that a server sent in place of ShowConfig, or is of another version than the solution states. Copy the App_Config of the version that runs, or save the page again while you are signed in.',
  source: 'Sitecore/admin/ShowConfig.aspx answers with a sign-in page or an error page unless an administrator asks',
  fixable: false,
  check({ view: { site } }, report) {
    const { stock, stockVersion, versionFrom } = site.part(SITECORE) ?? {};
    if (!stock) return;
    const said = versionFrom && fileIn(site, versionFrom.file) && !site.isInstalled(versionFrom.file);
    const at = stockVersion !== undefined && said ? versionFrom : placeToSayIt(site);
    if (!at) return;
    const name = fileNameOf(stock.path);
    if (stock.kind === 'none')
      report({ at, message: `The installation that is named for this site (${name}) is not taken: ${stock.reason}` });
    else if (stockVersion !== undefined)
      report({
        at,
        message: `The installation that is named for this site (${name}) is of Sitecore ${stockVersion}, and the site of ${site.version}: what the one brings may be different in the other.`,
      });
  },
  examples: {
    bad: withPage('<html><body>Sign in</body></html>'),
    good: withPage('<sitecore><settings><setting name="Shop.Size" value="0" /></settings></sitecore>'),
    options: { sitecoreStock: '/stock/ShowConfig.xml' },
  },
});

/** The first file of the site's own that patches something. */
function placeToSayIt(site: Site): Place | undefined {
  for (const { file: path } of site.part(SITECORE)?.sources.files ?? []) {
    const file = site.isInstalled(path) ? undefined : fileIn(site, path);
    const root = file && xmlOf(file).root;
    if (file && root) return nameOf(file, root);
  }
  return undefined;
}

function withPage(page: string): string {
  const patch = patchFile('<settings><setting name="Shop.Size" value="1" /></settings>');
  return [
    '//- /repo/Shop.sln\nMicrosoft Visual Studio Solution File',
    `//- /repo/src/News/App_Config/Include/News.config\n${patch}`,
    `//- /stock/ShowConfig.xml\n${page}`,
  ].join('\n');
}

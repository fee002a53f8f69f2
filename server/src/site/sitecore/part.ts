import type { SitecoreConfiguration } from '../../config/sitecore/effective';
import type { FilePath } from '../../files/files';
import { keyOf } from '../../files/paths';
import { isUnknown } from '../../session/lifetime';
import { MSBUILD } from '../../syntax/msbuild';
import type { WorkspaceOptions } from '../options';
import type { ParsedFile } from '../parsed';
import type { LinkEnd, SiteView } from '../site';
import type { Loading, SitePart, StandIn } from '../sitePart';
import { sitecoreClaims } from './composition';
import { IDENTITY_FILES } from './identity';
import { SITECORE } from './key';
import { loadSitecore } from './load';
import { REPOSITORY_TEXT } from './plainFiles';
import { REPOSITORY_FILES } from './repository';
import { roleVariants, rulesOf } from './roles';
import type { SitecoreSite } from './sitecoreSite';
import { isOfStock } from './stock';
import { versionText } from './version';

/** Sitecore: its own configuration of layers and patches, over that of ASP.NET. */
export const sitecore: SitePart<SitecoreSite, SitecoreConfiguration> = {
  key: SITECORE,
  watches: ['**/*.config', ...IDENTITY_FILES, ...REPOSITORY_FILES],
  wakes: ['**/App_Config/Layers.config', '**/App_Config/Sitecore.config'],
  kinds: [MSBUILD, REPOSITORY_TEXT],
  sections: ['sitecore'],
  shares: identityOf,
  options: stockGiven,
  claims: sitecoreClaims,
  async load(loading) {
    const loaded = await loadSitecore(loading);
    if (!loaded) return undefined;
    const { site, files, parsed } = loaded;
    for (const file of files) loading.list(file);
    for (const file of parsed) loading.source(file);
    for (const { file } of site.unreadable) loading.awaits(file);
    return {
      loaded: site,
      stack: 'sitecore',
      version: versionText(site.version),
      versionFrom: site.versionFrom,
      ...(!loading.webConfig && { standIn: standInOf(site) }),
      ...(site.stock && { isInstalled: (file) => isOfStock(site.stock, file) }),
      variants: [...site.deployments.variants, ...roleVariants(site, ownPatches(site, loading), loading.options)],
      view: (view) => site.configuration(rulesOf(view, site, loading.options)),
    };
  },
};

/** The application that signs its editors in, where its files are in the workspace. */
function identityOf({ site }: SiteView): LinkEnd[] {
  const identity = site.part(SITECORE)?.identity;
  if (identity === undefined) return [];
  const common = { kind: 'authority', name: 'Sitecore Identity', partner: 'Sitecore Identity' } as const;
  if (isUnknown(identity)) return [{ ...common, key: keyOf(site.root), unknown: identity.unknown }];
  const file = identity.files[0]!.path;
  return [{ ...common, key: keyOf(file), at: { file, span: { start: 0, end: 0 } } }];
}

/** `sessionTimeline.sitecore.stock`: a path, or paths by version. */
function stockGiven(
  { sitecore }: Readonly<Record<string, unknown>>,
  pathOf: (named: string) => FilePath,
): Pick<WorkspaceOptions, 'sitecoreStock'> {
  const { stock } = (sitecore ?? {}) as { readonly stock?: unknown };
  if (typeof stock === 'string') return stock.trim() === '' ? {} : { sitecoreStock: pathOf(stock) };
  if (typeof stock !== 'object' || stock === null) return {};
  const named = Object.entries(stock).filter((each): each is [string, string] => typeof each[1] === 'string');
  return { sitecoreStock: Object.fromEntries(named.map(([version, path]) => [version, pathOf(path)])) };
}

function standInOf({ stock }: SitecoreSite): StandIn {
  return stock?.kind === 'tree' && stock.webConfig ? { file: stock.webConfig } : INSTALLATION;
}

/** What every web.config of an installation has, for transforms to work on. Its values are not those that ship. */
const INSTALLATION: StandIn = {
  reason: 'the web.config of the installation is not in the workspace',
  text: `<configuration>
  <configSections />
  <appSettings />
  <connectionStrings />
  <system.web>
    <authentication mode="None"><forms /></authentication>
    <compilation />
    <customErrors />
    <httpCookies />
    <httpRuntime />
    <machineKey />
    <membership />
    <sessionState><providers /></sessionState>
  </system.web>
  <system.webServer><modules /><handlers /></system.webServer>
</configuration>
`,
};

/** Files that are not Sitecore's own: they say which roles this site tells apart. */
function ownPatches({ sources, stock }: SitecoreSite, loading: Loading): ParsedFile[] {
  return sources.files.flatMap(({ file, layer, active }) => {
    if (!active || isOfStock(stock, file) || layer === 'Sitecore' || layer === 'Modules') return [];
    return loading.sources.get(keyOf(file)) ?? [];
  });
}

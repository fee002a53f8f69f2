import { keyOf } from '../../files/paths';
import { xmlOf } from '../../site/parsed';
import { SITECORE } from '../../site/sitecore/key';
import { surelyAtLeast, surelyBefore, type VersionBounds } from '../../site/sitecore/version';
import { childElements } from '../../syntax/xml/navigate';
import { nameOf } from '../edits';
import { type RuleInput, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt, type SitecoreLook } from './shared/files';
import { KB, modulesIn } from './shared/robotModules';
import { AUTO_DETECT } from './shared/robots';

/** First revision of each version that has the fix (KB 135940); 8.2 and later never had the fault. */
const FIXED: readonly {
  readonly from: string;
  readonly to: string;
  readonly revision: number;
  readonly patch: string;
}[] = [
  { from: '6.5', to: '7.2', revision: Number.POSITIVE_INFINITY, patch: '387512' },
  { from: '7.2', to: '7.5', revision: 151_021, patch: '414299' },
  { from: '7.5', to: '8.0', revision: Number.POSITIVE_INFINITY, patch: '414299' },
  { from: '8.0', to: '8.1', revision: 151_127, patch: '414299' },
  { from: '8.1', to: '8.2', revision: 151_207, patch: '414299' },
];

/** The fix a version needs, and whether it surely does; undefined when it is not affected or nobody can tell. */
function neededFix(version: VersionBounds): { readonly patch: string; readonly surely: boolean } | undefined {
  const line = FIXED.find(({ from, to }) => surelyAtLeast(version, from) && surelyBefore(version, to));
  const revision = version.exactly?.revision;
  if (!line || (revision !== undefined && revision >= line.revision)) return undefined;
  return { patch: line.patch, surely: revision !== undefined || line.revision === Number.POSITIVE_INFINITY };
}

export default rule({
  id: 'sitecore-editors-taken-for-robots',
  severity: 'warning',
  system: 'sitecore',
  title: 'Editors who are taken for robots lose their session after a minute',
  explains:
    'In these versions saving a rich text field can make robot detection take the editor for a robot: the session then lives for Analytics.Robots.SessionTimeout, one minute. The support package replaces the processor Robots in initializeTracker; a module of the same number is the alternative. Either comes from Sitecore support.',
  source: 'Knowledge base article 135940; Sitecore Diagnostics Tool, test SessionTimeoutWhenSavingRichTextFields',
  fixable: false,
  check(input, report) {
    const look = lookAt(input.view);
    const needed = look && neededFix(look.sitecore.version);
    const { webConfig } = input.view.site;
    const root = webConfig && xmlOf(webConfig).root;
    const section = root && childElements(root, 'sitecore')[0];
    if (!look || !needed || !webConfig || !section || !isTracking(input)) return;
    if (keyOf(String(input.settings.get(AUTO_DETECT).value)) !== 'true' || hasFix(look, input)) return;
    report({
      at: nameOf(webConfig, section),
      ...(!needed.surely && { severity: 'information' as const }),
      message: `Robot detection of this version ${needed.surely ? 'can cut' : 'may cut, unless a later update is installed,'} the session of an editor who saves rich text to one minute. Install Sitecore.Support.${needed.patch} (KB 135940).`,
    });
  },
  examples: {
    bad: trackerSite('Sitecore.Analytics.Robots, Sitecore.Analytics'),
    good: trackerSite('Sitecore.Support.Analytics.Robots, Sitecore.Support.414299'),
  },
});

function trackerSite(type: string): string {
  return sitecoreSite({
    generation: 'old',
    version: '7.5.0',
    base: `
      <settings>
        <setting name="Analytics.Enabled" value="true" />
        <setting name="Analytics.AutoDetectBots" value="true" />
      </settings>
      <pipelines>
        <initializeTracker>
          <processor type="${type}" />
        </initializeTracker>
      </pipelines>`,
  });
}

/** Analytics.Enabled up to 8.0, Xdb.Enabled from 8.1 on; on unless one of them is off. */
function isTracking({ view }: RuleInput): boolean {
  const settings = view
    .part(SITECORE)
    ?.document.documentElement.children.find(({ nodeName }) => nodeName === 'settings');
  const valueOfSetting = (name: string) =>
    settings?.children
      .find((child) => child.getAttribute('name') === name)
      ?.getAttribute('value')
      ?.toLowerCase();
  const known = ['Analytics.Enabled', 'Xdb.Enabled', 'Xdb.Tracking.Enabled'].flatMap(
    (name) => valueOfSetting(name) ?? [],
  );
  return known.length > 0 && !known.includes('false');
}

function hasFix({ configuration }: SitecoreLook, { view }: RuleInput): boolean {
  const pipelines = configuration.document.documentElement.children.find(({ nodeName }) => nodeName === 'pipelines');
  const tracker = pipelines?.children.find(({ nodeName }) => nodeName === 'initializeTracker');
  const processors = tracker?.children ?? [];
  if (processors.some((child) => /Sitecore\.Support\.(?:387512|414299)/.test(child.getAttribute('type') ?? '')))
    return true;
  return [...modulesIn(view.site.webConfig)].some(({ type }) => type.startsWith(KB));
}

import { keyOf } from '../../files/paths';
import { surelyAtLeast, surelyBefore, type VersionBounds } from '../../site/sitecoreVersion';
import { childElements } from '../../syntax/xml/navigate';
import { nameOf } from '../edits';
import { type Rule, type RuleInput, rule } from '../rule';
import { withoutOwn } from './change';
import { sitecoreSite } from './examples';
import { lookAt, rolesOf, type SitecoreLook } from './files';
import { KB, modulesIn } from './robotModules';
import { definedRole, roleDefinition } from './sessionStores';

const setting = (name: string) => `sitecore/settings/setting[name='${name}']/@value`;
const CLUSTER = setting('Analytics.ClusterName');
const AUTO_DETECT = setting('Analytics.AutoDetectBots');

const clusterName = rule({
  id: 'sitecore-cluster-name-default',
  severity: 'warning',
  system: 'sitecore',
  title: 'Delivery server without a cluster name of its own',
  explains:
    'Analytics.ClusterName is the host name of the group of delivery servers that share the sessions of their visitors. With the name that Sitecore ships, servers of several groups or environments that use one xDB take themselves for one.',
  source: 'Sitecore Diagnostics Tool, test ClusterName; stock comment',
  fixable: false,
  check(input, report) {
    const at = roleDefinition(input);
    if (!at || !lookAt(input.view) || definedRole(input) !== 'delivery') return;
    const { value, winner } = input.settings.get(CLUSTER);
    if (!winner || value !== 'default-cd-cluster') return;
    report({
      at,
      message:
        'This delivery server has the cluster name that Sitecore ships, default-cd-cluster. Set Analytics.ClusterName to the host name of the site in a patch file.',
      related: [{ file: winner.file, span: winner.span, message: 'The name that Sitecore ships' }],
    });
  },
  examples: { bad: cluster('default-cd-cluster'), good: cluster('www.example.com') },
});

function cluster(name: string): string {
  return sitecoreSite({
    roles: 'ContentDelivery',
    base: `<settings><setting name="Analytics.ClusterName" value="${name}" /></settings>`,
  });
}

const robotsUndetected = rule({
  id: 'sitecore-robots-undetected',
  severity: 'warning',
  system: 'sitecore',
  title: 'Robot detection switched off where visitors are',
  explains:
    'With Analytics.AutoDetectBots off every crawler gets a whole session of its own, kept in memory for as long as that of a visitor. Sitecore recommends to leave it on for delivery servers; visitors who lose their session as robots have another cause, such as a layout without VisitorIdentification.',
  source: 'Sitecore Diagnostics Tool, test AutoDetectBots',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    const roles = look && rolesOf(look);
    if (!roles?.has('contentdelivery') && !roles?.has('standalone')) return;
    const { value, winner } = input.settings.get(AUTO_DETECT);
    if (!winner || keyOf(String(value)) !== 'false' || !look?.isOwn(winner.file)) return;
    const edit = withoutOwn(input, winner);
    report({
      at: { file: winner.file, span: winner.span },
      message:
        'Robots are not detected on servers that visitors use, so each request of a crawler holds a session as long as a visitor does. Leave this on there.',
      fixes: edit ? [{ title: 'Leave it on', edits: [edit] }] : [],
    });
  },
  examples: { bad: detection('false'), good: detection('true') },
});

function detection(value: string): string {
  return sitecoreSite({
    base: '<settings><setting name="Analytics.AutoDetectBots" value="true" /></settings>',
    patch: `<settings><setting name="Analytics.AutoDetectBots" set:value="${value}" /></settings>`,
  });
}

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

const robotFix = rule({
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
    const section = webConfig?.tree.root && childElements(webConfig.tree.root, 'sitecore')[0];
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
  const settings = view.sitecore?.document.documentElement.children.find(({ nodeName }) => nodeName === 'settings');
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

export const robotRules: readonly Rule[] = [clusterName, robotsUndetected, robotFix];

import { keyOf } from '../../files/paths';
import { isUnknown } from '../../site/lifetime';
import type { ParsedFile } from '../../site/parsed';
import { surelyAtLeast, surelyBefore, type VersionBounds } from '../../site/sitecoreVersion';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { attributeOf, childElements } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import { insertChild, nameOf, removeElement } from '../edits';
import { type Edit, type Fix, type Rule, type RuleInput, rule } from '../rule';
import { withoutOwn } from './change';
import { sitecoreSite } from './examples';
import { lookAt, rolesOf, type SitecoreLook } from './files';
import { fileOf } from './require';
import { definedRole } from './sessionStores';

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
    const look = lookAt(input.view);
    if (!look || input.view.variant?.roles || definedRole(input) !== 'delivery') return;
    const { value, winner } = input.settings.get(CLUSTER);
    if (!winner || value !== 'default-cd-cluster') return;
    const definition = look.sitecore.sources.definitions.findLast(({ rule: name }) => name === 'role')?.valueAttribute;
    const file = definition && fileOf(input.view.site, definition);
    if (!file || !definition) return;
    report({
      at: { file: file.path, span: { start: definition.valueStart, end: definition.valueEnd } },
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

const KB = 'Sitecore.Support.FixHttpSessionTimeout.CausedByRobotDetection';

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

interface Module {
  readonly file: ParsedFile;
  readonly section: 'integrated' | 'classic';
  readonly type: string;
  readonly element: XmlElement;
}

const SECTIONS = {
  integrated: ['system.webServer', 'modules'],
  classic: ['system.web', 'httpModules'],
} as const;

function* modulesIn(file: ParsedFile | undefined): Generator<Module> {
  const root = file?.tree.root;
  if (!file || !root) return;
  for (const section of ['integrated', 'classic'] as const)
    for (const group of childElements(root, SECTIONS[section][0]))
      for (const list of childElements(group, SECTIONS[section][1]))
        for (const element of childElements(list, 'add'))
          yield { file, section, type: attributeOf(element, 'type')?.value ?? '', element };
}

const moduleSection = rule({
  id: 'sitecore-robot-module-section',
  severity: 'warning',
  system: 'sitecore',
  title: 'Fix for robot detection in a section that IIS does not read',
  explains:
    'In the integrated pipeline IIS reads the modules of system.webServer, in the classic one those of system.web/httpModules. In the other section the module that gives editors their session back never runs. It belongs behind SitecoreHttpModuleExtensions.',
  source: 'grantkillian.wordpress.com, 2015; IIS documentation of managed pipelines. No other source has this module',
  fixable: true,
  check(input, report) {
    if (!lookAt(input.view)) return;
    const modules = [...modulesIn(input.view.site.webConfig)].filter(({ type }) => type.startsWith(KB));
    const pipeline = pipelineOf(input);
    if (modules.length === 0 || modules.some(({ section }) => section === pipeline)) return;
    const { file, element } = modules[0]!;
    const edits = moveModule(file, element, pipeline);
    const reads = pipeline === 'integrated' ? 'system.webServer/modules' : 'system.web/httpModules';
    report({
      at: nameOf(file, element),
      message: `This module does not run: the application pool reads ${reads} only. Move it there, behind SitecoreHttpModuleExtensions.`,
      fixes: edits ? [{ title: `Move it to ${reads}`, edits }] : [],
    });
  },
  examples: {
    bad: withModule('system.web', 'httpModules', 'system.webServer', 'modules'),
    good: withModule('system.webServer', 'modules', 'system.web', 'httpModules'),
  },
});

/** Integrated unless the pool says otherwise: the default of IIS 7 and later. */
function pipelineOf({ view }: RuleInput): Module['section'] {
  if (isUnknown(view.pool)) return 'integrated';
  const mode = view.pool.pool.value('@managedPipelineMode')?.literal;
  return typeof mode === 'string' && keyOf(mode) === 'classic' ? 'classic' : 'integrated';
}

function moveModule(file: ParsedFile, element: XmlElement, to: Module['section']): Edit[] | undefined {
  const root = file.tree.root!;
  const [group, list] = SECTIONS[to];
  const parent = childElements(root, group).flatMap((found) => childElements(found, list))[0];
  if (!parent) return undefined;
  const text = file.text.slice(element.start, element.end);
  const after = childElements(parent, 'add').find(
    (add) => attributeOf(add, 'name')?.value === 'SitecoreHttpModuleExtensions',
  );
  const here: Edit = after
    ? { file: file.path, span: { start: after.end, end: after.end }, text: `${lineBefore(file, after)}${text}` }
    : insertChild(file, parent, (indent) => [indent + text]);
  return [removeElement(file, element), here];
}

function lineBefore(file: ParsedFile, { start }: XmlElement): string {
  return /(?:\r\n|\n|\r)?[ \t]*$/.exec(file.text.slice(0, start))![0];
}

function withModule(group: string, list: string, otherGroup: string, otherList: string): string {
  const extensions = '<add name="SitecoreHttpModuleExtensions" type="Sitecore.Web.HttpModule,Sitecore.Kernel" />';
  return sitecoreSite({
    webConfig: `
      <${group}>
        <${list}>
          ${extensions}
          <add name="RevertingAnalyticsBotSessionDuration" type="${KB}, Sitecore.Support.414299" />
        </${list}>
      </${group}>
      <${otherGroup}>
        <${otherList}>
          ${extensions}
        </${otherList}>
      </${otherGroup}>`,
  });
}

const MEDIA = 'MediaRequestSessionModule';
/** Where the module for media requests comes from; each entry up to the next. */
const MEDIA_TYPES: readonly { readonly from: string; readonly to: string; readonly type: string }[] = [
  { from: '7.0', to: '7.5', type: 'Sitecore.Analytics.Media.MediaRequestSessionModule, Sitecore.Analytics' },
  {
    from: '8.0',
    to: '10.1',
    type: 'Sitecore.Analytics.RobotDetection.Media.MediaRequestSessionModule, Sitecore.Analytics.RobotDetection',
  },
];

const mediaModule = rule({
  id: 'sitecore-media-module-outdated',
  severity: 'warning',
  system: 'sitecore',
  title: 'Session module of an earlier Sitecore',
  explains:
    'The module that gives media requests their session moved from Sitecore.Kernel to Sitecore.Analytics and from 7.5 on to Sitecore.Analytics.RobotDetection. A web.config that kept the old type after an upgrade does not load it.',
  source: 'Comparison of stock web.config files, 6.5 to 10.0',
  fixable: true,
  check({ view }, report) {
    const { sitecore, webConfig } = view.site;
    const right =
      sitecore &&
      MEDIA_TYPES.find(({ from, to }) => surelyAtLeast(sitecore.version, from) && surelyBefore(sitecore.version, to));
    if (!right) return;
    const assembly = right.type.split(',')[1]!.trim();
    for (const { file, element, type } of modulesIn(webConfig)) {
      const attribute = attributeOf(element, 'type');
      const theirs = type.split(',')[1]?.trim();
      const known = /^Sitecore\.(?:Kernel|Analytics|Analytics\.RobotDetection)$/.test(theirs ?? '');
      if (attributeOf(element, 'name')?.value !== MEDIA || !attribute || !known || theirs === assembly) continue;
      const fix: Fix = {
        title: `Take it from ${assembly}`,
        edits: [{ file: file.path, ...attributeValueEdit(attribute, file.text, right.type) }],
      };
      report({
        at: { file: file.path, span: { start: attribute.valueStart, end: attribute.valueEnd } },
        message: `In this version the module comes from ${assembly}, not from ${theirs}. Write \`${right.type}\`.`,
        fixes: [fix],
      });
    }
  },
  examples: {
    bad: mediaSite('Sitecore.Analytics.Media.MediaRequestSessionModule, Sitecore.Analytics'),
    good: mediaSite(MEDIA_TYPES[1]!.type),
  },
});

function mediaSite(type: string): string {
  return sitecoreSite({
    version: '9.3.0',
    webConfig: `
      <system.webServer>
        <modules>
          <add name="${MEDIA}" type="${type}" />
        </modules>
      </system.webServer>`,
  });
}

export const robotRules: readonly Rule[] = [clusterName, robotsUndetected, robotFix, moduleSection, mediaModule];

import { keyOf } from '../../files/paths';
import { isUnknown } from '../../site/lifetime';
import type { ParsedFile } from '../../site/parsed';
import { surelyAtLeast, surelyBefore } from '../../site/sitecoreVersion';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { attributeOf, childElements } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import { insertChild, nameOf, removeElement } from '../edits';
import { type Edit, type Fix, type Rule, type RuleInput, rule } from '../rule';
import { sitecoreSite } from './examples';
import { lookAt } from './files';

/** The module that gives editors their session back (KB 135940). */
export const KB = 'Sitecore.Support.FixHttpSessionTimeout.CausedByRobotDetection';

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

/** Modules in both sections of a web.config. */
export function* modulesIn(file: ParsedFile | undefined): Generator<Module> {
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

export const moduleRules: readonly Rule[] = [moduleSection, mediaModule];

import { keyOf } from '../../files/paths';
import { isUnknown } from '../../session/lifetime';
import { type ParsedFile, xmlOf } from '../../site/parsed';
import { attributeOf, childElements } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import { insertChild, nameOf, removeElement } from '../edits';
import { type Edit, type RuleInput, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { KB, type Module, modulesIn, SECTIONS } from './shared/robotModules';

export default rule({
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
  const root = xmlOf(file).root!;
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

import type { SitecoreProblem, SitecoreProblemCode } from '../../config/sitecore/outcome';
import { nameOf as fileNameOf, keyOf } from '../../files/paths';
import { getOrInsertComputed } from '../../maps';
import type { ParsedFile } from '../../site/parsed';
import { childElements, indentOf, lineEndingOf, nodeAt } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import { elementAt, nameOf, removeElement } from '../edits';
import { type Fix, type Report, type Rule, rule } from '../rule';
import { renameElement } from './edits';
import { sitecoreSite } from './examples';
import { checkTexts, lookAt } from './files';

/** Sections of ASP.NET and IIS that people try to patch. */
const SECTIONS: ReadonlySet<string> = new Set([
  'system.web',
  'system.webServer',
  'appSettings',
  'connectionStrings',
  'sessionState',
  'authentication',
  'forms',
  'httpRuntime',
  'location',
  'runtime',
  'system.serviceModel',
]);

const elsewhere = rule({
  id: 'sitecore-cannot-be-patched',
  severity: 'warning',
  system: 'sitecore',
  title: 'Patch of something that is not below sitecore',
  explains:
    'Patch files change only what is below <sitecore>. sessionState, appSettings and everything else in web.config stay as they are, whatever a patch says, and so do Layers.config and ConnectionStrings.config. Change web.config itself, or transform it when it is deployed.',
  source: 'Sitecore.Configuration.ConfigPatcher; documentation of patch files',
  fixable: true,
  check({ view }, report) {
    const look = lookAt(view);
    for (const { file } of look?.own ?? []) for (const found of elsewhereIn(file)) report(found);
  },
  examples: {
    bad: sitecoreSite({
      file: `
        <configuration>
          <sitecore>
            <settings />
          </sitecore>
          <system.web>
            <sessionState timeout="60" />
          </system.web>
        </configuration>`,
    }),
    good: sitecoreSite({
      webConfig: `
        <system.web>
          <sessionState timeout="60" />
        </system.web>`,
      patch: '<settings />',
    }),
  },
});

const foundElsewhere = new WeakMap<ParsedFile, readonly Report[]>();

function elsewhereIn(file: ParsedFile): readonly Report[] {
  return getOrInsertComputed(foundElsewhere, file, () => {
    const root = file.tree.root;
    const top = root?.name === 'configuration' ? childElements(root) : [];
    const section = top.find(({ name }) => name === 'sitecore');
    const inside = section ? childElements(section).filter(({ name }) => SECTIONS.has(name)) : [];
    const beside = top.filter(({ name }) => SECTIONS.has(name));
    return [...beside, ...inside].map((element) => ({
      at: nameOf(file, element),
      message: `\`<${element.name}>\` cannot be patched: Sitecore merges only what is below \`<sitecore>\`${element === top[0] ? ', and reads nothing of this file because this comes first' : ''}. Change web.config or transform it.`,
      fixes: [{ title: `Remove <${element.name}>`, edits: [removeElement(file, element)], onlyByHand: true }],
    }));
  });
}

const structure = rule({
  id: 'sitecore-patch-structure',
  severity: 'error',
  system: 'sitecore',
  title: 'Patch file that Sitecore does not read',
  explains:
    'A patch file is <configuration> with <sitecore> as its first element, in exactly these letters. With another root Sitecore stops with an error; another first element makes it pass over the whole file in silence.',
  source: 'Sitecore.Configuration.ConfigPatcher, XmlPatchHelper.MergeNodes',
  fixable: true,
  check({ view }, report) {
    for (const { problem, file, look } of problemsOf(view, ['wrong-root', 'wrong-section'])) {
      if (!look.isOwn(file.path)) continue;
      const root = file.tree.root;
      const top = root ? childElements(root) : [];
      if (top[0] && SECTIONS.has(top[0].name)) continue;
      report({
        at: root ? nameOf(file, problem.code === 'wrong-section' ? (top[0] ?? root) : root) : placeOf(problem),
        message: `${problem.message} Nothing of ${fileNameOf(file.path)} takes effect.`,
        fixes: root ? structureFixes(file, root) : [],
      });
    }
  },
  examples: {
    bad: sitecoreSite({
      file: `
        <configuration>
          <Sitecore>
            <settings />
          </Sitecore>
        </configuration>`,
    }),
    good: sitecoreSite({ patch: '<settings />' }),
  },
});

function structureFixes(file: ParsedFile, root: XmlElement): Fix[] {
  const [first] = childElements(root);
  if (root.name === 'sitecore') return [wrap(file, root, root, 'configuration')];
  if (root.name !== 'configuration')
    return root.name.toLowerCase() === 'configuration'
      ? [{ title: 'Write configuration', edits: renameElement(file, root, 'configuration') }]
      : [];
  if (!first) return [];
  if (first.name.toLowerCase() === 'sitecore')
    return first.name === 'sitecore'
      ? []
      : [{ title: 'Write sitecore', edits: renameElement(file, first, 'sitecore') }];
  return [wrap(file, first, childElements(root).at(-1)!, 'sitecore')];
}

/** Puts an element around all from `first` to `last`, without touching what is inside. */
function wrap(file: ParsedFile, first: XmlElement, last: XmlElement, name: string): Fix {
  const eol = lineEndingOf(file.text);
  const indent = indentOf(file.text, first.start);
  const at = (offset: number, text: string) => ({ file: file.path, span: { start: offset, end: offset }, text });
  return {
    title: `Put it into <${name}>`,
    edits: [at(first.start, `<${name}>${eol}${indent}`), at(last.end, `${eol}${indent}</${name}>`)],
  };
}

/** What the engine answers with an exception, or undoes, that has no rule of its own. */
const REMAINING: readonly SitecoreProblemCode[] = ['bad-locator', 'deleted-twice', 'deleted-root', 'too-deep'];

const engineStops = rule({
  id: 'sitecore-merge-fails',
  severity: 'error',
  system: 'sitecore',
  title: 'Patch at which the merge breaks off',
  explains:
    'Sitecore answers this with an error while it builds its configuration. What then happens to the file, and whether the site starts, depends on the version: before 9.0 the file is logged and left out.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper',
  fixable: true,
  check({ view }, report) {
    for (const { problem, file, look } of problemsOf(view, REMAINING)) {
      if (!look.isOwn(file.path)) continue;
      const element = elementAt(file, problem.start);
      const fixes: Fix[] =
        element && problem.code.startsWith('deleted')
          ? [{ title: `Remove <${element.name}>`, edits: [removeElement(file, element)] }]
          : [];
      report({ at: element ? nameOf(file, element) : placeOf(problem), message: problem.message, fixes });
    }
  },
  examples: {
    bad: sitecoreSite({
      base: '<settings><setting name="Shop" value="1" /></settings>',
      patch: '<settings><setting name="Shop"><patch:delete /><patch:delete /></setting></settings>',
    }),
    good: sitecoreSite({
      base: '<settings><setting name="Shop" value="1" /></settings>',
      patch: '<settings><setting name="Shop"><patch:delete /></setting></settings>',
    }),
  },
});

const includes = rule({
  id: 'sitecore-include',
  severity: 'error',
  system: 'sitecore',
  title: 'Included file that cannot be put in its place',
  explains:
    'sc.include puts another file in its place. Sitecore stops with an error when that is missing or includes itself by way of others; files outside the site are not looked at here.',
  source: 'Sitecore.Configuration.IncludeFileExpander',
  fixable: true,
  check({ view }, report) {
    for (const { problem, file, look } of problemsOf(view, ['include-cycle', 'include-outside', 'missing-file'])) {
      // A repository often has Sitecore.config without what it includes.
      const isStock = look.sitecore.sources.base?.file === file.path && !look.stockIsHere;
      if (problem.code === 'missing-file' && isStock) continue;
      const element = elementAt(file, problem.start);
      const fixes: Fix[] = element
        ? [{ title: 'Remove it', edits: [removeElement(file, element)], onlyByHand: true }]
        : [];
      report({ at: placeOf(problem), message: problem.message, fixes });
    }
  },
  examples: {
    bad: sitecoreSite({
      base: '<sc.include file="/App_Config/Shop.config" />',
      more: '//- /site/App_Config/Shop.config\n<shop><sc.include file="/App_Config/Shop.config" /></shop>',
    }),
    good: sitecoreSite({
      base: '<sc.include file="/App_Config/Shop.config" />',
      more: '//- /site/App_Config/Shop.config\n<shop><orders /></shop>',
    }),
  },
});

const includeInPatch = rule({
  id: 'sitecore-include-in-patch',
  severity: 'warning',
  system: 'sitecore',
  title: 'Include in a patch file',
  explains:
    'Sitecore replaces sc.include before it merges the patch files, so one that a patch brings comes too late and stays an element that nobody reads. It belongs into Sitecore.config, or its content into the patch file.',
  source: 'Order of the steps in ConfigReader and RuleBasedConfigReader; no source states it in words',
  fixable: true,
  check: checkTexts('<sc.include', function* (file) {
    for (const { index } of file.text.matchAll(/<sc\.include\b/g)) {
      const { part, node } = nodeAt(file.tree, index + 1);
      if (part !== 'name' || node.localName !== 'sc.include') continue;
      yield {
        at: nameOf(file, node),
        message:
          '`<sc.include>` is not replaced in a patch file: it is merged after the includes have been. Put the content here, or include it in Sitecore.config.',
        fixes: [{ title: 'Remove it', edits: [removeElement(file, node)], onlyByHand: true }],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({ patch: '<sc.include file="/App_Config/Shop.config" />' }),
    good: sitecoreSite({ patch: '<settings />' }),
  },
});

/** Problems of some kinds, with the file they stand in. */
function* problemsOf(view: Parameters<typeof lookAt>[0], codes: readonly SitecoreProblemCode[]) {
  const look = lookAt(view);
  for (const problem of [...(look?.configuration.problems ?? []), ...(look?.sitecore.sources.problems ?? [])]) {
    const file = codes.includes(problem.code) ? view.site.sources.get(keyOf(problem.file)) : undefined;
    if (file && look) yield { problem, file, look };
  }
}

function placeOf({ file, start, end }: SitecoreProblem) {
  return { file, span: { start, end } };
}

export const structureRules: readonly Rule[] = [elsewhere, structure, engineStops, includes, includeInPatch];

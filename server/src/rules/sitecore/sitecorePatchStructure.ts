import { nameOf as fileNameOf } from '../../files/paths';
import { type ParsedFile, xmlOf } from '../../site/parsed';
import { childElements, indentOf, lineEndingOf } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import { nameOf } from '../edits';
import { type Fix, rule } from '../rule';
import { safeUnlessClocks } from './shared/clocks';
import { renameElement } from './shared/edits';
import { sitecoreSite } from './shared/examples';
import { placeOf, problemsOf, SECTIONS } from './shared/structure';

export default rule({
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
      const root = xmlOf(file).root;
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
      ? [{ title: 'Write configuration', edits: renameElement(file, root, 'configuration'), ...safeUnlessClocks(file) }]
      : [];
  if (!first) return [];
  if (first.name.toLowerCase() === 'sitecore')
    return first.name === 'sitecore'
      ? []
      : [{ title: 'Write sitecore', edits: renameElement(file, first, 'sitecore'), ...safeUnlessClocks(file) }];
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

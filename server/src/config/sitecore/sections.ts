import type { FilePath } from '../../files/files';
import { getOrInsertComputed } from '../../maps';
import type { XmlDocument, XmlElement } from '../../syntax/xml/tree';
import { isWellFormed } from './compile';
import type { Generation } from './namespaces';
import type { SitecoreProblem } from './outcome';

/**
 * The `<sitecore>` of a web.config, also below `<location>`, or of the file that its `configSource` names
 * (ConfigBuilderEngine.FindSitecoreNode has this order).
 */
export function sitecoreSectionOf(document: XmlDocument): XmlElement | undefined {
  const { root } = document;
  if (!root) return undefined;
  if (root.name === 'sitecore') return root;
  if (root.name !== 'configuration') return undefined;
  return (
    childNamed(root, 'sitecore') ??
    elementsOf(root)
      .filter((element) => element.name === 'location')
      .map((location) => childNamed(location, 'sitecore'))
      .find((section) => section !== undefined)
  );
}

interface PatchFile {
  readonly file: FilePath;
  readonly tree: XmlDocument;
}

type PatchFileSection = { readonly section: XmlElement } | { readonly problem: SitecoreProblem };

const sections = new WeakMap<XmlDocument, { [generation in Generation]?: PatchFileSection & { file: FilePath } }>();

/** What ConfigPatcher.ApplyPatch reads: `<configuration>`, named exactly so, and its first child. */
export function sectionOfPatchFile(patchFile: PatchFile, generation: Generation): PatchFileSection {
  const { file, tree } = patchFile;
  const known = getOrInsertComputed(sections, tree, () => ({}));
  if (known[generation]?.file !== file) known[generation] = { file, ...findSection(patchFile, generation) };
  return known[generation]!;
}

function findSection({ file, tree }: PatchFile, generation: Generation): PatchFileSection {
  const problem = (code: SitecoreProblem['code'], message: string, at = tree.root): PatchFileSection => ({
    problem: { file, start: at?.start ?? 0, end: at?.openEnd ?? 0, code, message },
  });
  if (!isWellFormed(tree)) return problem('broken-file', 'Sitecore cannot read this file: it is no well-formed XML.');
  const root = tree.root!;
  if (root.name !== 'configuration')
    return problem('wrong-root', `The root has to be \`<configuration>\`; Sitecore does not read \`<${root.name}>\`.`);
  const section = elementsOf(root)[0];
  if (!section) return problem('wrong-section', 'There is no `<sitecore>` in this file.');
  const comment = root.children.find((child) => child.kind !== 'text' || /\S/.test(child.value));
  if (generation === 'old' && comment !== section)
    return problem('wrong-section', 'Before Sitecore 9 nothing may stand before `<sitecore>`, not even a comment.');
  return { section };
}

function elementsOf(parent: XmlElement): XmlElement[] {
  return parent.children.filter((child): child is XmlElement => child.kind === 'element');
}

function childNamed(parent: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(parent).find((child) => child.name === name);
}

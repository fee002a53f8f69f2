import type { PatchAttribute, PatchElement, PatchNode } from './compile';
import type { MergedAttribute, MergedElement, MergedNode } from './tree';

/**
 * ShouldInsertNode of the new engine, turned round: false when both have as many children and some of them, compared
 * in pairs down to those without children, are written differently. Different numbers of children count as same.
 */
export function sameContent(target: MergedElement, patch: PatchElement): boolean {
  const work: [MergedElement | undefined, PatchElement | undefined][] = [[target, patch]];
  for (let pair = work.pop(); pair; pair = work.pop()) {
    const ours = pair[0]?.children ?? [];
    const theirs = pair[1]?.children ?? [];
    if (ours.length !== theirs.length) continue;
    for (let i = 0; i < ours.length; i++) {
      const a = ours[i]!;
      const b = theirs[i]!;
      const element = a.kind === 'element' ? a : undefined;
      const patchElement = b.kind === 'element' ? b : undefined;
      if (element?.children.length || patchElement?.children.length) work.push([element, patchElement]);
      else if (!writtenAlike(a, b)) return false;
    }
  }
  return true;
}

/** Equal OuterXml, for nodes without children. */
function writtenAlike(a: MergedNode, b: PatchNode): boolean {
  if (a.kind !== 'element' || b.kind !== 'element')
    return a.kind !== 'element' && b.kind !== 'element' && a.kind === b.kind && a.value === b.value;
  if (a.localName !== b.localName || a.prefix !== b.prefix || a.uri !== b.uri) return false;
  const theirs = b.attributes.filter((attribute) => attribute.prefix !== 'xmlns');
  return (
    a.attributes.length === theirs.length && a.attributes.every((attribute, i) => sameAttribute(attribute, theirs[i]!))
  );
}

function sameAttribute(a: MergedAttribute, b: PatchAttribute): boolean {
  return a.localName === b.localName && a.uri === b.uri && a.prefix === b.prefix && a.value === b.value;
}

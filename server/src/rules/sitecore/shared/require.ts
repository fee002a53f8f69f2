import { ruleOfNamespace } from '../../../config/sitecore/namespaces';
import type { RequireProblem } from '../../../config/sitecore/require';
import { getOrInsertComputed } from '../../../maps';
import { type ParsedFile, xmlFilesOf, xmlOf } from '../../../site/parsed';
import { attributeValueEdit } from '../../../syntax/xml/escape';
import { namespaceOf, nodeAt } from '../../../syntax/xml/navigate';
import type { XmlAttribute } from '../../../syntax/xml/tree';
import type { Fix, RuleInput } from '../../rule';

/** Roles that Sitecore's own files know (docs/reference/sitecore.md, Roles; those of EXM). */
export const SERVER_ROLES: readonly string[] = [
  'Standalone',
  'ContentManagement',
  'ContentDelivery',
  'Processing',
  'Reporting',
  'Indexing',
  'DedicatedDispatch',
];

interface Required {
  /** `role`, lower-cased. */
  readonly rule: string;
  readonly attribute: XmlAttribute;
}

const required = new WeakMap<ParsedFile, readonly Required[]>();

/** Every `x:require` of a file that some rule stands behind, in document order. */
export function requirementsIn(file: ParsedFile): readonly Required[] {
  return getOrInsertComputed(required, file, () =>
    [...file.text.matchAll(/:require\b/g)].flatMap(({ index }) => {
      const { part, node } = nodeAt(xmlOf(file), index);
      if (part !== 'attribute-name' || node.localName !== 'require') return [];
      const rule = ruleOfNamespace(namespaceOf(node) ?? '');
      return rule === undefined ? [] : [{ rule, attribute: node }];
    }),
  );
}

/** The file of a site that an attribute stands in. */
export function fileOf(site: RuleInput['view']['site'], attribute: XmlAttribute): ParsedFile | undefined {
  let node: XmlAttribute['owner']['parent'] = attribute.owner;
  while (node.kind === 'element') node = node.parent;
  for (const file of xmlFilesOf(site)) if (file.text.length === node.text.length && xmlOf(file) === node) return file;
  return undefined;
}

export function placeIn(
  file: ParsedFile,
  attribute: XmlAttribute,
  { start, end }: Pick<RequireProblem, 'start' | 'end'>,
) {
  // With references in the value its offsets are not those of the file.
  const plain = attribute.rawValue === attribute.value;
  const from = plain ? attribute.valueStart + start : attribute.valueStart;
  const to = plain ? attribute.valueStart + Math.max(end, start + 1) : attribute.valueEnd;
  return {
    file: file.path,
    span: { start: Math.min(from, attribute.valueEnd), end: Math.min(to, attribute.valueEnd) },
  };
}

export function writing(file: ParsedFile, attribute: XmlAttribute, text: string, shown = text): Fix {
  return { title: `Write ${shown}`, edits: [{ file: file.path, ...attributeValueEdit(attribute, file.text, text) }] };
}

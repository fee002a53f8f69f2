import { XDT } from '../../config/xdt/elementContext';
import { xmlOf } from '../../site/parsed';
import { childElements } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import { nameOf } from '../edits';
import { rule } from '../rule';
import { withRelease } from './shared/example';

export default rule({
  id: 'transform-namespace',
  severity: 'error',
  system: 'xdt',
  title: 'Transform with a namespace that no engine knows',
  explains:
    'The engine looks for exactly one namespace. With any other, however alike, it changes nothing and says nothing: the site is deployed as it stands on the developer machine.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK)',
  fixable: true,
  check(input, report) {
    for (const { file, result } of input.view.transforms()) {
      if (result.namespace.kind === 'missing') {
        const { root } = xmlOf(file);
        // Named like a transform and empty: nobody expects anything of it.
        if (!root || childElements(root).length === 0) continue;
        const base = input.view.site.webConfig;
        if (base && isWhole(root, xmlOf(base).root)) continue;
        report({
          at: nameOf(file, root),
          severity: 'warning',
          message: `This file is named like a transform and declares no namespace of one, so the engine changes nothing and says nothing. Declare xmlns:xdt="${XDT}" and mark what is to be changed with xdt:Transform.`,
        });
        continue;
      }
      if (result.namespace.kind !== 'mistyped') continue;
      report({
        at: { file: file.path, span: result.namespace.span },
        message: `This transform does nothing: its namespace must be exactly ${XDT}.`,
        fixes: [
          {
            title: 'Write the namespace of the transform engine',
            edits: [{ file: file.path, span: result.namespace.span, text: XDT }],
          },
        ],
      });
    }
  },
  examples: {
    bad: withRelease(
      '<sessionState mode="StateServer" timeout="20" />',
      '<sessionState timeout="60" xdt:Transform="SetAttributes" />',
      'https://schemas.microsoft.com/XML-Document-Transform',
    ),
    good: withRelease(
      '<sessionState mode="StateServer" timeout="20" />',
      '<sessionState timeout="60" xdt:Transform="SetAttributes" />',
    ),
  },
});

/** Of the sections of a web.config, so many stand in a file that is used in its place and not as a transform. */
const NEARLY_ALL = 0.8;

/** Is it a web.config of its own, kept beside the other one under a name that only looks like a transform's? */
function isWhole(root: XmlElement, base: XmlElement | undefined): boolean {
  const wanted = sectionsOf(base);
  const there = sectionsOf(root);
  const both = [...wanted].filter((section) => there.has(section)).length;
  return wanted.size > 1 && both >= NEARLY_ALL * wanted.size;
}

/** `system.web/sessionState`, by name. */
function sectionsOf(root: XmlElement | undefined): ReadonlySet<string> {
  return new Set(
    root
      ? childElements(root).flatMap((group) => [
          group.name,
          ...childElements(group).map(({ name }) => `${group.name}/${name}`),
        ])
      : [],
  );
}

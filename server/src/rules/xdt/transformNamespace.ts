import { XDT } from '../../config/xdt/elementContext';
import { xmlOf } from '../../site/parsed';
import { childElements } from '../../syntax/xml/navigate';
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

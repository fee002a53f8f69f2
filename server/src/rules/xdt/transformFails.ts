import { keyOf } from '../../files/paths';
import { rule } from '../rule';
import { withRelease } from './shared/example';

/** The engine lists every element that is not closed, however many there are. */
const LONGEST = 300;

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}

export default rule({
  id: 'transform-fails',
  severity: 'error',
  system: 'xdt',
  title: 'Transform that stops the build',
  explains:
    'An instruction that the engine cannot follow is an error: the build fails, and no web.config is written for this variant.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK)',
  fixable: false,
  check(input, report) {
    for (const { file, result } of input.view.transforms()) {
      for (const message of result.messages) {
        if (message.kind !== 'error' || keyOf(message.file) !== keyOf(file.path) || !message.span) continue;
        report({
          at: { file: file.path, span: message.span },
          message: `The build fails here: ${clipped(message.text).replace(/\.$/, '')}.`,
        });
      }
    }
  },
  examples: {
    bad: withRelease(
      '<sessionState mode="StateServer" timeout="20" />',
      '<sessionState timeout="60" xdt:Transform="setattributes" />',
    ),
    good: withRelease(
      '<sessionState mode="StateServer" timeout="20" />',
      '<sessionState timeout="60" xdt:Transform="SetAttributes" />',
    ),
  },
});

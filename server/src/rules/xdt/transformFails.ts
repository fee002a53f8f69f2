import { keyOf } from '../../files/paths';
import { rule } from '../rule';

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
    for (const { file, result } of input.view.transforms) {
      for (const message of result.messages) {
        if (message.kind !== 'error' || keyOf(message.file) !== keyOf(file.path) || !message.span) continue;
        report({
          at: { file: file.path, span: message.span },
          message: `The build fails here: ${message.text.replace(/\.$/, '')}.`,
        });
      }
    }
  },
  examples: {
    bad: `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState mode="StateServer" timeout="20" />
        </system.web>
      </configuration>
      //- /site/Web.Release.config
      <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
        <system.web>
          <sessionState timeout="60" xdt:Transform="setattributes" />
        </system.web>
      </configuration>`,
    good: `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState mode="StateServer" timeout="20" />
        </system.web>
      </configuration>
      //- /site/Web.Release.config
      <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
        <system.web>
          <sessionState timeout="60" xdt:Transform="SetAttributes" />
        </system.web>
      </configuration>`,
  },
});

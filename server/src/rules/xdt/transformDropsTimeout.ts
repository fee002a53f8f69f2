import { rule } from '../rule';
import { instructionsOf, relatedTarget, settingOf } from './actions';

export default rule({
  id: 'transform-drops-timeout',
  severity: 'warning',
  system: 'xdt',
  title: 'Transform that sends a timeout back to its default',
  explains: 'The variant loses a timeout that the web.config sets: it falls back to its default without a word.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK)',
  fixable: false,
  check(input, report) {
    for (const instruction of instructionsOf(input)) {
      const { action, at } = instruction;
      if (action.transform === 'Replace' || action.outcome !== 'done') continue;
      for (const target of action.targets) {
        for (const { name, change, before } of target.attributes) {
          const setting = settingOf(instruction, name);
          if (change !== 'lost' || !setting?.drives || setting.default === undefined || before === setting.default)
            continue;
          report({
            at,
            message: `\`${name}\` falls back from ${before} to its default ${setting.default} in this variant. Set the value that is meant.`,
            related: relatedTarget(instruction, `It is ${before} here`),
          });
        }
      }
    }
  },
  examples: {
    bad: `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState mode="StateServer" timeout="60" />
        </system.web>
      </configuration>
      //- /site/Web.Release.config
      <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
        <system.web>
          <sessionState xdt:Transform="RemoveAttributes(timeout)" />
        </system.web>
      </configuration>`,
    good: `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState mode="StateServer" timeout="60" />
        </system.web>
      </configuration>
      //- /site/Web.Release.config
      <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
        <system.web>
          <sessionState timeout="90" xdt:Transform="SetAttributes" />
        </system.web>
      </configuration>`,
  },
});

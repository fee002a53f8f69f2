import { attributeOf } from '../../syntax/xml/navigate';
import { rule } from '../rule';
import { instructionsOf, prefixOf } from './shared/actions';
import { withRelease } from './shared/example';

export default rule({
  id: 'transform-hits-all',
  severity: 'warning',
  system: 'xdt',
  title: 'Transform without locator that changes every element',
  explains:
    'Without a locator the path has no condition: every element of that name at that place gets the attributes, so one value overwrites all entries of a collection.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK)',
  fixable: true,
  check(input, report) {
    for (const { action, at, file, element } of instructionsOf(input)) {
      if (action.locator || action.targets.length < 2 || action.outcome !== 'done') continue;
      const key = ['key', 'name', 'path', 'type'].find((name) => attributeOf(element, name));
      if (!key) continue;
      const end = element.attributes[element.attributes.length - 1]!.end;
      report({
        at,
        message: `${action.transform} changes all ${action.targets.length} \`${element.name}\` elements, not only the one with this ${key}: without a locator everything matches. Add xdt:Locator="Match(${key})".`,
        fixes: [
          {
            title: `Only the one with this ${key}`,
            edits: [
              { file: file.path, span: { start: end, end }, text: ` ${prefixOf(element)}:Locator="Match(${key})"` },
            ],
          },
        ],
      });
    }
  },
  examples: {
    bad: withRelease(
      '<httpModules> <add name="A" type="A" /> <add name="B" type="B" /> </httpModules>',
      '<httpModules> <add name="A" type="C" xdt:Transform="SetAttributes" /> </httpModules>',
    ),
    good: withRelease(
      '<httpModules> <add name="A" type="A" /> <add name="B" type="B" /> </httpModules>',
      '<httpModules> <add name="A" type="C" xdt:Transform="SetAttributes" xdt:Locator="Match(name)" /> </httpModules>',
    ),
  },
});

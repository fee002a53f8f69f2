import { rule } from '../rule';
import { withRelease } from './shared/example';

export default rule({
  id: 'transform-first-only',
  severity: 'warning',
  system: 'xdt',
  title: 'Transform that changes only the first of several',
  explains: 'Replace, Remove and CommentOut act on the first element they find and leave the others as they are.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK)',
  fixable: true,
  check(input, report) {
    for (const { file, result } of input.view.transforms()) {
      for (const message of result.messages) {
        if (message.kind !== 'warning' || !message.span || !message.text.startsWith('Found multiple target elements'))
          continue;
        const action = result.actions.find(
          ({ element }) => element.start <= message.span!.start && message.span!.end <= element.end,
        );
        const remove = action?.transform === 'Remove';
        report({
          at: { file: file.path, span: action?.attribute ?? message.span },
          message: `Several elements match, but ${action?.transform ?? 'the transform'} changes only the first. ${remove ? 'Write RemoveAll, or add a locator.' : 'Add a locator that names the one you mean.'}`,
          fixes: remove
            ? [
                {
                  title: 'Remove all of them: RemoveAll',
                  edits: [{ file: file.path, span: action.attribute, text: 'RemoveAll' }],
                },
              ]
            : [],
        });
      }
    }
  },
  examples: {
    bad: withRelease(
      '<httpModules> <add name="A" type="A" /> <add name="B" type="B" /> </httpModules>',
      '<httpModules> <add xdt:Transform="Remove" /> </httpModules>',
    ),
    good: withRelease(
      '<httpModules> <add name="A" type="A" /> <add name="B" type="B" /> </httpModules>',
      '<httpModules> <add name="A" xdt:Transform="Remove" xdt:Locator="Match(name)" /> </httpModules>',
    ),
  },
});

import { commandOf, PATCH } from '../../config/sitecore/namespaces';
import { nearest } from '../../settings/attributes';
import { nameOf } from '../edits';
import { rule } from '../rule';
import { safeUnlessClocks } from './shared/clocks';
import { GOOD, shopWith } from './shared/commands';
import { renameElement } from './shared/edits';
import { checkTexts, elementsOf } from './shared/files';

const COMMANDS = ['attribute', 'delete', 'deleteattribute'];

/** Words that people write for a command, where the letters alone would not lead there. */
const MEANT: Readonly<Record<string, string>> = {
  attr: 'attribute',
  attributes: 'attribute',
  set: 'attribute',
  setattribute: 'attribute',
  remove: 'delete',
  del: 'delete',
  removeattribute: 'deleteattribute',
  deleteattr: 'deleteattribute',
};

export default rule({
  id: 'sitecore-command-unknown',
  severity: 'error',
  system: 'sitecore',
  title: 'Patch command that does not exist',
  explains:
    'Sitecore knows attribute, delete and (since 9.0) deleteattribute, and passes over every other command in silence, so nothing is changed.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper.ProcessConfigNode',
  fixable: true,
  check: checkTexts(PATCH, function* (file, look) {
    for (const { uri, localName, xml } of elementsOf(file, look)) {
      if (uri !== PATCH || commandOf(localName, 'new')) continue;
      const meant = MEANT[localName.toLowerCase()] ?? nearest(localName, COMMANDS);
      const name = `${xml.prefix}:${meant}`;
      yield {
        at: nameOf(file, xml),
        message: `Sitecore has no command \`${xml.name}\` and passes over it. ${meant ? `Write \`${name}\`.` : 'It knows attribute, delete and deleteattribute.'}`,
        fixes: meant
          ? [{ title: `Write ${name}`, edits: renameElement(file, xml, name), ...safeUnlessClocks(file) }]
          : [],
      };
    }
  }),
  examples: { bad: shopWith('<patch:attribut name="value">2</patch:attribut>'), good: GOOD },
});

import { xmlOf } from '../../site/parsed';
import { nodeAt } from '../../syntax/xml/navigate';
import { nameOf, removeElement } from '../edits';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { checkTexts } from './shared/files';

export default rule({
  id: 'sitecore-include-in-patch',
  severity: 'warning',
  system: 'sitecore',
  title: 'Include in a patch file',
  explains:
    'Sitecore replaces sc.include before it merges the patch files, so one that a patch brings comes too late and stays an element that nobody reads. It belongs into Sitecore.config, or its content into the patch file.',
  source: 'Order of the steps in ConfigReader and RuleBasedConfigReader; no source states it in words',
  fixable: true,
  check: checkTexts('<sc.include', function* (file) {
    for (const { index } of file.text.matchAll(/<sc\.include\b/g)) {
      const { part, node } = nodeAt(xmlOf(file), index + 1);
      if (part !== 'name' || node.localName !== 'sc.include') continue;
      yield {
        at: nameOf(file, node),
        message:
          '`<sc.include>` is not replaced in a patch file: it is merged after the includes have been. Put the content here, or include it in Sitecore.config.',
        fixes: [{ title: 'Remove it', edits: [removeElement(file, node)] }],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({ patch: '<sc.include file="/App_Config/Shop.config" />' }),
    good: sitecoreSite({ patch: '<settings />' }),
  },
});

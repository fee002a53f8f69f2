import { xmlFilesOf, xmlOf } from '../../site/parsed';
import { removeNode } from '../edits';
import { rule } from '../rule';

export default rule({
  id: 'xml-doctype',
  severity: 'information',
  system: 'xml',
  title: 'Document type in a configuration file',
  explains:
    'A document type is skipped here: no entity it declares is replaced and no file it names is opened, so values that use an entity are not what they seem. A configuration file needs none.',
  source: 'Session Timeline reads no entities and no external files',
  fixable: true,
  check(input, report) {
    for (const file of xmlFilesOf(input.view.site)) {
      for (const { severity, code, start, end, message } of xmlOf(file).problems) {
        if (severity !== 'information' || code !== 'doctype') continue;
        report({
          at: { file: file.path, span: { start, end } },
          message,
          fixes: [{ title: 'Remove the document type', edits: [removeNode(file, { start, end })] }],
        });
      }
    }
  },
  examples: {
    bad: `
      <!DOCTYPE configuration [ <!ENTITY minutes "20"> ]>
      <configuration>
        <system.web>
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
  },
});

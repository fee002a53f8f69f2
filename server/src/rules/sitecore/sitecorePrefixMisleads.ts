import { PATCH, SET } from '../../config/sitecore/namespaces';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { checkTexts } from './shared/files';
import { declarationsIn } from './sitecoreNamespace';

/** Prefixes that everybody reads as one thing; `x` and others stand for `patch` in stock files. */
const MEANS: Readonly<Record<string, string>> = { patch: PATCH, set: SET };

export default rule({
  id: 'sitecore-prefix-misleads',
  severity: 'warning',
  system: 'sitecore',
  title: 'Prefix that stands for something else',
  explains:
    'The namespace decides what an attribute does, the prefix is only its short name. A prefix called role that is bound to the namespace of search asks the wrong rule, and every reader of the file is misled. Whether some version of Sitecore goes by the prefix is not known; where both say the same it does not matter.',
  source: 'Survey of 14 repositories: prefix and namespace agree in every file',
  fixable: true,
  check: checkTexts('sitecore.net', function* (file) {
    for (const declaration of declarationsIn(file)) {
      const { localName: prefix, value } = declaration;
      if (!value.startsWith(PATCH) || !value.endsWith('/')) continue;
      const word = value.slice(PATCH.length, -1);
      const means = MEANS[prefix.toLowerCase()] ?? (RULES.has(prefix.toLowerCase()) ? `${PATCH}${prefix}/` : undefined);
      const wanted = means ?? (word && word.toLowerCase() !== 'set' ? `${PATCH}${prefix}/` : undefined);
      if (wanted === undefined || wanted.toLowerCase() === value.toLowerCase()) continue;
      yield {
        at: { file: file.path, span: { start: declaration.valueStart, end: declaration.valueEnd } },
        message: `The prefix \`${prefix}\` is bound to the namespace of ${word ? `\`${word}\`` : 'patch commands'}, so \`${prefix}:\` does not do what it says. Write \`${wanted}\`, or give the prefix another name.`,
        fixes: [
          {
            title: `Bind ${prefix} to its own namespace`,
            edits: [{ file: file.path, ...attributeValueEdit(declaration, file.text, wanted) }],
          },
        ],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({
      file: `
        <configuration xmlns:role="http://www.sitecore.net/xmlconfig/search/">
          <sitecore role:require="ContentManagement">
            <settings />
          </sitecore>
        </configuration>`,
    }),
    good: sitecoreSite({ patch: '<settings role:require="ContentManagement" />' }),
  },
});

const RULES: ReadonlySet<string> = new Set(['role', 'search', 'env', 'security', 'eds', 'exmenabled']);

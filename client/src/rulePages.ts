import { type Disposable, type ExtensionContext, workspace } from 'vscode';
import { packagedFile } from './packaged';

/** Documents of this scheme open as rendered pages: `workbench.editorAssociations` in the manifest. */
const SCHEME = 'session-timeline-rule';

/** Where the code of a finding leads: the page of its rule, as it travels with the extension. */
export const RULE_PAGES = `${SCHEME}:/{id}.md`;

/** Shows the pages of rules; they link to one another by file name. */
export function registerRulePages(context: ExtensionContext): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ path }) {
      const name = /^\/([\w-]+\.md)$/.exec(path)?.[1];
      if (name === undefined) return undefined;
      return new TextDecoder().decode(await packagedFile(context, `docs/rules/${name}`));
    },
  });
}

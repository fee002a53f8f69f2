import { replaceValue } from '../edits';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt, rolesOf } from './shared/files';
import { definedRole, MODE, sessionState } from './shared/sessionStores';

export default rule({
  id: 'sitecore-editors-out-of-process',
  severity: 'warning',
  system: 'sitecore',
  title: 'Editors with session data outside the process',
  explains:
    'On a management server only InProc is supported: dialogs of the editors keep objects in their session that another store cannot hold, and work is lost. Several management servers need sticky sessions instead.',
  source: 'Documentation "Session state providers" (private session state on content management)',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    if (!look || !rolesOf(look).has('contentmanagement')) return;
    // A delivery server that is only looked at as a management server, too.
    const defined = definedRole(input);
    if (defined === 'delivery' || defined === 'other') return;
    const { value, winner } = input.settings.get(MODE);
    if (!winner || typeof value !== 'string' || value === 'InProc' || value === 'Off') return;
    const edit = replaceValue(input.view.site, winner, 'InProc');
    report({
      at: { file: winner.file, span: winner.span },
      message: `\`mode="${value}"\` is not supported where editors work. Use InProc there, with sticky sessions when there are several such servers.`,
      fixes: edit ? [{ title: 'Keep the sessions of editors in the process: InProc', edits: [edit] }] : [],
    });
  },
  examples: {
    bad: sitecoreSite({ roles: 'ContentManagement', webConfig: sessionState('StateServer') }),
    good: sitecoreSite({ roles: 'ContentManagement', webConfig: sessionState('InProc') }),
  },
});

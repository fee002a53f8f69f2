import { keyOf } from '../../files/paths';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { definedRole, roleDefinition, SHARED_PROVIDER, sharedState } from './shared/sessionStores';

export default rule({
  id: 'sitecore-shared-session-in-process',
  severity: 'information',
  system: 'sitecore',
  title: 'Shared session state kept in one delivery server',
  explains:
    'What parallel visits of a contact share has to be in one place for all delivery servers of a cluster; in the process of each it is a different contact on every server. Whether there are several servers is not in the files.',
  source: 'Documentation "Shared session state"; Sitecore Diagnostics Tool, test SharedSession',
  fixable: false,
  check(input, report) {
    const at = roleDefinition(input);
    if (!at || !lookAt(input.view) || definedRole(input) !== 'delivery') return;
    const shared = input.settings.get(SHARED_PROVIDER);
    if (!shared.winner || keyOf(String(shared.value)) !== 'inproc') return;
    report({
      at,
      message:
        'This delivery server keeps shared session state in its own process. Configure a provider for sharedSessionState that all delivery servers use, even when there is one.',
      related: [{ file: shared.winner.file, span: shared.winner.span, message: 'The provider is InProc' }],
    });
  },
  examples: {
    bad: sitecoreSite({ roles: 'ContentDelivery', base: sharedState('InProc') }),
    good: sitecoreSite({ roles: 'ContentDelivery', base: sharedState('redis') }),
  },
});

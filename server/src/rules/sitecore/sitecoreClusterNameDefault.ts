import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { setting } from './shared/robots';
import { definedRole, roleDefinition } from './shared/sessionStores';

const CLUSTER = setting('Analytics.ClusterName');

export default rule({
  id: 'sitecore-cluster-name-default',
  severity: 'warning',
  system: 'sitecore',
  title: 'Delivery server without a cluster name of its own',
  explains:
    'Analytics.ClusterName is the host name of the group of delivery servers that share the sessions of their visitors. With the name that Sitecore ships, servers of several groups or environments that use one xDB take themselves for one.',
  source: 'Sitecore Diagnostics Tool, test ClusterName; stock comment',
  fixable: false,
  check(input, report) {
    const at = roleDefinition(input);
    if (!at || !lookAt(input.view) || definedRole(input) !== 'delivery') return;
    const { value, winner } = input.settings.get(CLUSTER);
    if (!winner || value !== 'default-cd-cluster') return;
    report({
      at,
      message:
        'This delivery server has the cluster name that Sitecore ships, default-cd-cluster. Set Analytics.ClusterName to the host name of the site in a patch file.',
      related: [{ file: winner.file, span: winner.span, message: 'The name that Sitecore ships' }],
    });
  },
  examples: { bad: cluster('default-cd-cluster'), good: cluster('www.example.com') },
});

function cluster(name: string): string {
  return sitecoreSite({
    roles: 'ContentDelivery',
    base: `<settings><setting name="Analytics.ClusterName" value="${name}" /></settings>`,
  });
}

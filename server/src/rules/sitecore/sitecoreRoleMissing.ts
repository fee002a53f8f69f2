import { ancestors } from '../../syntax/xml/navigate';
import { insertAttribute } from '../edits';
import { rule } from '../rule';
import { prefixFor } from './shared/edits';
import { sitecoreSite } from './shared/examples';
import { checkOutcomes, plainAttribute } from './shared/files';

/** Settings that have to differ between roles, with the condition they need. */
const ONE_ROLE: Readonly<Record<string, { readonly role: string; readonly because: string }>> = {
  'Analytics.ClusterName': {
    role: 'Standalone or ContentDelivery',
    because: 'a management server has to have none, and Sitecore empties it there',
  },
};

export default rule({
  id: 'sitecore-role-missing',
  severity: 'information',
  system: 'sitecore',
  title: 'Setting of one role in a file for all',
  explains:
    'The setting is meant for one kind of server. In a file that all servers load, without role:require, it overrides what Sitecore says for the others.',
  source: 'Sitecore.Analytics.Tracking.config (stock condition on Analytics.ClusterName)',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome }, look) {
    if (look.sitecore.sources.ruleSupport === 'none') return;
    for (const { patch, deleted } of outcome.matches) {
      const name = patch.localName === 'setting' ? plainAttribute(patch, 'name') : undefined;
      const wants = name && ONE_ROLE[name.value];
      if (!name || !wants || deleted) continue;
      const element = patch.xml;
      const chain = [element, ...ancestors(element)];
      if (chain.some(({ attributes }) => attributes.some((a) => a.prefix && a.localName === 'require'))) continue;
      const { prefix, edits } = prefixFor(file, element, 'http://www.sitecore.net/xmlconfig/role/', 'role');
      const said = `${prefix}:require="${wants.role}"`;
      yield {
        at: { file: file.path, span: { start: name.start, end: name.end } },
        message: `\`${name.value}\` is set for servers of all roles: ${wants.because}. Add ${said}.`,
        fixes: [
          {
            title: `Add ${said}`,
            edits: [...edits, insertAttribute(file, element, `${prefix}:require`, wants.role)],
          },
        ],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({
      base: '<settings><setting name="Analytics.ClusterName" value="default-cd-cluster" /></settings>',
      patch: '<settings><setting name="Analytics.ClusterName" set:value="www.example.com" /></settings>',
    }),
    good: sitecoreSite({
      base: '<settings><setting name="Analytics.ClusterName" value="default-cd-cluster" /></settings>',
      patch:
        '<settings><setting name="Analytics.ClusterName" set:value="www.example.com" role:require="ContentDelivery" /></settings>',
    }),
  },
});

import { namesIn } from '../../config/sitecore/rules';
import { keyOf } from '../../files/paths';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { ancestors } from '../../syntax/xml/navigate';
import { insertAttribute } from '../edits';
import { type Rule, rule } from '../rule';
import { prefixFor } from './edits';
import { sitecoreSite } from './examples';
import { checkOutcomes, lookAt, plainAttribute } from './files';
import { fileOf, SERVER_ROLES } from './require';

const combination = rule({
  id: 'sitecore-role-combination',
  severity: 'warning',
  system: 'sitecore',
  title: 'Roles that do not go together',
  explains:
    'Standalone means all roles in one, and a delivery server is meant to have no other role than Indexing. Conditions such as "ContentManagement" and "!ContentDelivery" in the same files then contradict each other, and parts that belong to one server are missing or doubled.',
  source: 'Sitecore.Configuration.Roles, README; documentation of rule-based configuration',
  fixable: true,
  check({ view }, report) {
    for (const { rule: name, value, valueAttribute } of lookAt(view)?.sitecore.sources.definitions ?? []) {
      if (name !== 'role' || !valueAttribute) continue;
      const roles = [...namesIn(value)];
      const servers = SERVER_ROLES.filter((role) => roles.includes(keyOf(role)) && role !== 'Indexing');
      const alone = servers.find((role) => role === 'Standalone' || role === 'ContentDelivery');
      const file = servers.length > 1 && alone ? fileOf(view.site, valueAttribute) : undefined;
      if (!file || !alone) continue;
      const own = value
        .split(/[|,;]/)
        .map((part) => part.trim())
        .filter((part) => part && !SERVER_ROLES.some((role) => keyOf(role) === keyOf(part)));
      const keep = (role: string) => ({
        title: `Keep ${role}`,
        edits: [{ file: file.path, ...attributeValueEdit(valueAttribute, file.text, [role, ...own].join(', ')) }],
      });
      const others = servers.filter((role) => role !== alone);
      report({
        at: { file: file.path, span: { start: valueAttribute.valueStart, end: valueAttribute.valueEnd } },
        message: `${alone} and ${others.join(', ')} do not go together: ${alone === 'Standalone' ? 'Standalone is all of them already' : 'a delivery server has no other role'}. Keep one.`,
        fixes: [keep(alone), ...others.map(keep)],
      });
    }
  },
  examples: {
    bad: sitecoreSite({ roles: 'ContentDelivery, Processing' }),
    good: sitecoreSite({ roles: 'ContentDelivery, Indexing' }),
  },
});

/** Settings that have to differ between roles, with the condition they need. */
const ONE_ROLE: Readonly<Record<string, { readonly role: string; readonly because: string }>> = {
  'Analytics.ClusterName': {
    role: 'Standalone or ContentDelivery',
    because: 'a management server has to have none, and Sitecore empties it there',
  },
};

const roleMissing = rule({
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

export const roleRules: readonly Rule[] = [combination, roleMissing];

import { namesIn } from '../../config/sitecore/rules';
import { keyOf } from '../../files/paths';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { fileOf, SERVER_ROLES } from './shared/require';

export default rule({
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

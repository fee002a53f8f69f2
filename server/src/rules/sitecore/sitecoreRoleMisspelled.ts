import { parseRequire } from '../../config/sitecore/require';
import { keyOf } from '../../files/paths';
import { nearest } from '../../settings/attributes';
import { type Rule, type RuleInput, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt, type SitecoreLook } from './shared/files';
import { fileOf, placeIn, requirementsIn, SERVER_ROLES, writing } from './shared/require';

const KNOWN: Readonly<Record<string, readonly string[]>> = { role: SERVER_ROLES, search: ['Solr', 'Azure', 'Lucene'] };

export default rule({
  id: 'sitecore-role-misspelled',
  severity: 'warning',
  system: 'sitecore',
  title: 'Role or provider that nothing defines',
  explains:
    'A name that no :define sets is simply false, so what depends on it is left out on every server. Names of your own are welcome; this one is nearly the one of another.',
  source: 'Sitecore.Configuration.RuleBasedConfigReader; documentation of rule-based configuration',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    if (!look || look.sitecore.sources.ruleSupport === 'none') return;
    for (const { file } of look.own)
      for (const { rule: ruleName, attribute } of requirementsIn(file))
        for (const name of parseRequire(attribute.value).names) {
          const near = nearName(look, ruleName, name.name);
          if (!near) continue;
          const at = placeIn(file, attribute, name);
          const mended = attribute.value.slice(0, name.start) + near + attribute.value.slice(name.end);
          report({
            at,
            message: `Nothing defines \`${name.name}\`, so this never holds. \`${near}\` is most likely meant.`,
            fixes: [writing(file, attribute, mended, near)],
          });
        }
    reportDefinitions(look, input, report);
  },
  examples: {
    bad: sitecoreSite({ patch: '<settings role:require="ContentMangement" />' }),
    good: sitecoreSite({ patch: '<settings role:require="ContentManagement" />' }),
  },
});

function nearName({ configuration }: SitecoreLook, ruleName: string, name: string): string | undefined {
  const known = KNOWN[ruleName];
  const defined = configuration.options.rules.get(ruleName);
  if (!known || defined?.has(name.toLowerCase()) || known.some((other) => keyOf(other) === keyOf(name)))
    return undefined;
  return nearest(name, known);
}

/** `role:define` itself misspelled: every condition on the role that was meant is false. */
function reportDefinitions(look: SitecoreLook, { view }: RuleInput, report: Parameters<Rule['check']>[1]): void {
  for (const { rule: ruleName, value, valueAttribute } of look.sitecore.sources.definitions) {
    const file = valueAttribute && fileOf(view.site, valueAttribute);
    if (!file || !valueAttribute || ruleName !== 'role') continue;
    for (const { 0: name, index } of value.matchAll(/[^\s|,;]+/g)) {
      if (SERVER_ROLES.some((role) => keyOf(role) === keyOf(name))) continue;
      const near = nearest(name, SERVER_ROLES);
      if (!near) continue;
      const mended = value.slice(0, index) + near + value.slice(index + name.length);
      report({
        at: placeIn(file, valueAttribute, { start: index, end: index + name.length }),
        message: `Sitecore's files do not ask for a role \`${name}\`, so none of them takes this server for one. \`${near}\` is most likely meant.`,
        fixes: [writing(file, valueAttribute, mended, near)],
      });
    }
  }
}

import { parseRequire } from '../../config/sitecore/require';
import { ruleOfKey } from '../../config/sitecore/rules';
import { xmlOf } from '../../site/parsed';
import { SITECORE } from '../../site/sitecore/key';
import { attributeText } from '../../syntax/xml/escape';
import { attributeOf, childElements } from '../../syntax/xml/navigate';
import type { XmlAttribute } from '../../syntax/xml/tree';
import { insertChild } from '../edits';
import { type Edit, type Fix, type Place, type RuleInput, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { fileOf, requirementsIn } from './shared/require';

export default rule({
  id: 'sitecore-rule-undefined',
  severity: 'warning',
  system: 'sitecore',
  title: 'Condition of a rule that web.config does not define',
  explains:
    'What can be asked for with x:require is set by the key x:define in appSettings. Without it every name counts as false, as far as known, and the element is left out everywhere.',
  source:
    'Sitecore.Configuration.RuleBasedConfigReader; that names of unknown rules are false is not verified for 9.0 and later',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    if (look?.sitecore.sources.ruleSupport !== 'all') return;
    // The web.config of an installation that is not here may define anything.
    if (!input.view.site.webConfig && !look.sitecore.complete) return;
    const { rules } = look.configuration.options;
    // One missing definition is one fault, however many elements ask for it.
    const asked = new Map<string, { readonly at: Place; readonly attribute: XmlAttribute; readonly first: string }[]>();
    for (const { file } of look.own)
      for (const { rule: name, attribute } of requirementsIn(file)) {
        const { names } = parseRequire(attribute.value);
        if (hasValue(rules.get(name)) || isDefined(input, name) || names.length === 0) continue;
        const at = { file: file.path, span: { start: attribute.nameStart, end: attribute.nameEnd } };
        const known = asked.get(name) ?? [];
        asked.set(name, [...known, { at, attribute, first: names[0]!.name }]);
      }
    for (const [name, places] of asked) {
      const { at, attribute, first } = places[0]!;
      const key = `${attribute.prefix}:define`;
      const own = addAppSetting(input, key, first);
      const edit = addAppSetting(input, key, '');
      const fixes: Fix[] = [];
      if (edit) fixes.push({ title: `Add ${key} with no value`, edits: [edit] });
      if (own) fixes.push({ title: `Add ${key} with ${first}`, edits: [own] });
      const more = places.length > 1 ? `, and so are ${places.length - 1} more` : '';
      report({
        at,
        message: `Nothing defines \`${name}\`, so this is left out on every server${more}. Add \`${key}\` to appSettings.`,
        related: places.slice(1, 1 + MOST_RELATED).map((place) => ({ ...place.at, message: 'Left out as well' })),
        fixes,
      });
    }
  },
  examples: {
    bad: sitecoreSite({
      file: `
        <configuration xmlns:region="http://www.sitecore.net/xmlconfig/region/">
          <sitecore region:require="Europe">
            <settings />
          </sitecore>
        </configuration>`,
    }),
    good: sitecoreSite({
      appSettings: '<add key="region:define" value="Europe" />',
      file: `
        <configuration xmlns:region="http://www.sitecore.net/xmlconfig/region/">
          <sitecore region:require="Europe">
            <settings />
          </sitecore>
        </configuration>`,
    }),
  },
});

/** `env` has the empty name when nothing defines it, which nobody can ask for. */
function hasValue(names: ReadonlySet<string> | undefined): boolean {
  return names !== undefined && [...names].some((name) => name !== '');
}

/** Is the rule defined, be it with no value? Those that Sitecore itself gives no value (`env`) are not. */
function isDefined({ view, settings }: RuleInput, name: string): boolean {
  const sitecore = view.site.part(SITECORE);
  const entries = settings.element('appSettings')?.children ?? [];
  return (
    entries.some(({ attributes }) => ruleOfKey(String(attributes.get('key')?.literal ?? '')) === name) ||
    (sitecore?.sources.definitions.some(({ rule }) => rule === name) ?? false) ||
    // A container may define it; which of the servers does is not for a look at one of them to say.
    (sitecore?.deployments.definitions.some(({ rule }) => rule === name) ?? false)
  );
}

/** So many of the other places are listed; the rest is a number. */
const MOST_RELATED = 20;

/** `<add key="…" value="…" />` beside the definitions that are there, or in the appSettings of web.config. */
function addAppSetting({ view }: RuleInput, key: string, value: string): Edit | undefined {
  const { site } = view;
  const known = site.part(SITECORE)?.sources.definitions.at(-1)?.keyAttribute;
  const file = (known && fileOf(site, known)) ?? site.webConfig;
  const root = file && xmlOf(file).root;
  if (!file || !root) return undefined;
  const parent = known?.owner.parent.kind === 'element' ? known.owner.parent : childElements(root, 'appSettings')[0];
  const line = `<add${attributeText('key', key)}${attributeText('value', value)} />`;
  if (parent && !attributeOf(parent, 'configSource')) return insertChild(file, parent, (indent) => [indent + line]);
  if (parent) return undefined;
  return insertChild(file, root, (indent, step) => [
    `${indent}<appSettings>`,
    indent + step + line,
    `${indent}</appSettings>`,
  ]);
}

import { parseRequire, type RuleSet } from '../../config/sitecore/require';
import { namesIn, type RuleDefinition, ruleOfKey, rulesFrom } from '../../config/sitecore/rules';
import { derived } from '../../derived';
import { keyOf } from '../../files/paths';
import { getOrInsertComputed } from '../../maps';
import { isUnknown } from '../../session/lifetime';
import type { WorkspaceOptions } from '../options';
import { type ParsedFile, xmlFilesOf } from '../parsed';
import type { Site, SiteView, Variant } from '../site';
import { SITECORE } from './key';
import type { SitecoreSite } from './sitecoreSite';

/** Roles that a Sitecore server can have by itself (docs/reference/sitecore.md, Roles). */
const SERVER_ROLES = ['Standalone', 'ContentManagement', 'ContentDelivery', 'Processing', 'Reporting'] as const;

/** A part that Sitecore's guides give to some of several servers with one role. */
const SUB_ROLES = ['Indexing'] as const;

/** Rules that the web.config of one Sitecore or another defines, beside roles. */
const SERVER_RULES = ['search', 'exmEnabled', 'messagingTransport', 'env'] as const;

/** Where editors sign in, and where visitors do: worth a look in every site. */
const ALWAYS: readonly string[] = ['ContentManagement', 'ContentDelivery'];

/** Names of the site's own that become variants; more would make every check slow. */
const MOST_OWN = 4;

/**
 * The roles to look at beside the one that web.config defines: editors' and visitors' servers always, other servers
 * where the site's own files ask for them, and names of its own together with the roles that are defined. None when
 * the user named the roles, or when this Sitecore knows none.
 */
export function roleVariants(site: SitecoreSite, own: readonly ParsedFile[], options: WorkspaceOptions): Variant[] {
  if (site.sources.ruleSupport === 'none' || options.ruleValues?.role) return [];
  const defined = definedRoles(site);
  const asked = rolesAskedFor(own);
  const isDefined = (role: string) => defined.length === 1 && keyOf(defined[0]!) === keyOf(role);
  const servers = SERVER_ROLES.filter((role) => (ALWAYS.includes(role) || asked.has(keyOf(role))) && !isDefined(role));
  const names = [...asked.values()].filter(
    (name) => ![...SERVER_ROLES, ...defined].some((known) => keyOf(known) === keyOf(name)),
  );
  return [
    ...servers.map((role) => ({ name: role, transforms: [], values: { role: [role] } })),
    ...names.slice(0, MOST_OWN).map((name) => {
      const roles = [...(defined.length > 0 ? defined : ['Standalone']), name];
      return { name: roles.join(', '), transforms: [], values: { role: roles } };
    }),
  ];
}

function definedRoles({ sources }: SitecoreSite): string[] {
  const definition = sources.definitions.findLast(({ rule }) => rule === 'role');
  if (!definition) return ['Standalone'];
  const names = namesIn(definition.value);
  return definition.value
    .split(/[|,;]/)
    .map((name) => name.trim())
    .filter((name) => names.has(name.toLowerCase()));
}

/**
 * The rules that conditions and definitions of some sites name, by lower-cased name, with their values as written, and
 * those that every Sitecore knows. `role` is always among them.
 */
export function knownRuleNames(sites: readonly Site[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>([['role', new Set<string>([...SERVER_ROLES, ...SUB_ROLES])]]);
  const add = (rule: string, values: Iterable<string>) => {
    const names = getOrInsertComputed(known, keyOf(rule), () => new Set());
    for (const value of values) if (value) names.add(value);
  };
  for (const rule of SERVER_RULES) add(rule, []);
  for (const site of sites) {
    const sitecore = site.part(SITECORE);
    if (!sitecore) continue;
    for (const { rule, value } of sitecore.sources.definitions)
      add(
        rule,
        value.split(/[|,;]/).map((name) => name.trim()),
      );
    for (const { text } of xmlFilesOf(site))
      for (const [, rule, double, single] of text.matchAll(CONDITION))
        add(
          rule!,
          parseRequire(double ?? single ?? '').names.map(({ name }) => name),
        );
  }
  return known;
}

const CONDITION = /\s([\w.-]+):require\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Names in `role:require` of some files, as first written, by lower-cased name. */
function rolesAskedFor(files: readonly ParsedFile[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const file of files)
    for (const name of derived(file, namesAskedFor)) if (!names.has(keyOf(name))) names.set(keyOf(name), name);
  return names;
}

/** The text is searched, not parsed, and once for each version. */
function namesAskedFor({ text }: ParsedFile): readonly string[] {
  const expressions = text.matchAll(/\srole:require\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return [...expressions].flatMap(([, double, single]) =>
    parseRequire(double ?? single ?? '').names.map(({ name }) => name),
  );
}

/**
 * The rules of a view: `…:define` of its effective appSettings, then the roles of the variant, then what the user
 * said. A value that the environment may replace is taken as it is written (`rulesFromEnvironment` says so).
 */
export function rulesOf(view: SiteView, site: SitecoreSite, options: WorkspaceOptions): RuleSet {
  // A builder may hide what is written: it counts until the environment is known to say something else.
  const definitions: RuleDefinition[] = [
    ...onRoot(site),
    ...(site.sources.rulesFromEnvironment ? site.sources.definitions : []),
  ];
  for (const entry of view.effective().section('appSettings')?.children ?? []) {
    const key = entry.attributes.get('key')?.literal;
    if (typeof key !== 'string' || ruleOfKey(key) === undefined) continue;
    const value = entry.attributes.get('value')?.literal ?? '';
    const written = isUnknown(value) ? site.sources.definitions.find((d) => keyOf(d.key) === keyOf(key))?.value : value;
    definitions.push({ key, value: written ?? '' });
  }
  for (const [rule, names] of Object.entries(view.variant?.values ?? {}))
    if (rule !== 'environment') definitions.push({ key: `${rule}:define`, value: names.join('|') });
  for (const [rule, values] of Object.entries(options.ruleValues ?? {}))
    definitions.push({ key: `${rule}:define`, value: values.join('|') });
  return rulesFrom(definitions);
}

/** The first editions of the roles module define the roles on `<sitecore>` itself. */
function onRoot({ sources }: SitecoreSite): RuleDefinition[] {
  if (sources.ruleSupport !== 'role') return [];
  return sources.definitions.filter(({ keyAttribute }) => keyAttribute.name === 'role:define');
}

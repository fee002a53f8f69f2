import { ruleOfNamespace } from '../../config/sitecore/namespaces';
import { parseRequire, type RequireNode, type RequireProblem } from '../../config/sitecore/require';
import { keyOf } from '../../files/paths';
import { getOrInsertComputed } from '../../maps';
import { nearest } from '../../settings/attributes';
import type { ParsedFile } from '../../site/parsed';
import { attributeText, attributeValueEdit } from '../../syntax/xml/escape';
import { attributeOf, childElements, namespaceOf, nodeAt } from '../../syntax/xml/navigate';
import type { XmlAttribute } from '../../syntax/xml/tree';
import { insertChild } from '../edits';
import { type Edit, type Fix, type Rule, type RuleInput, rule } from '../rule';
import { sitecoreSite } from './examples';
import { checkTexts, lookAt, type SitecoreLook } from './files';

/** Roles that Sitecore's own files know (reference: rule-based configuration, 9.0 to 10.4, and EXM). */
export const SERVER_ROLES: readonly string[] = [
  'Standalone',
  'ContentManagement',
  'ContentDelivery',
  'Processing',
  'Reporting',
  'Indexing',
  'DedicatedDispatch',
];

const KNOWN: Readonly<Record<string, readonly string[]>> = { role: SERVER_ROLES, search: ['Solr', 'Azure', 'Lucene'] };

interface Required {
  /** `role`, lower-cased. */
  readonly rule: string;
  readonly attribute: XmlAttribute;
}

const required = new WeakMap<ParsedFile, readonly Required[]>();

/** Every `x:require` of a file that some rule stands behind, in document order. */
export function requirementsIn(file: ParsedFile): readonly Required[] {
  return getOrInsertComputed(required, file, () =>
    [...file.text.matchAll(/:require\b/g)].flatMap(({ index }) => {
      const { part, node } = nodeAt(file.tree, index);
      if (part !== 'attribute-name' || node.localName !== 'require') return [];
      const rule = ruleOfNamespace(namespaceOf(node) ?? '');
      return rule === undefined ? [] : [{ rule, attribute: node }];
    }),
  );
}

/** Words that Sitecore reads, for operators of other languages. */
const OPERATORS: readonly (readonly [RegExp, string])[] = [
  [/\s*&&\s*/g, ' and '],
  [/\s*\|\|\s*/g, ' or '],
  [/\s*,\s*/g, ' or '],
];

const unreadable = rule({
  id: 'sitecore-require-unreadable',
  severity: 'error',
  system: 'sitecore',
  title: 'Condition that Sitecore cannot read',
  explains:
    'A condition is made of names, and, or, ! and parentheses. With anything else Sitecore stops with an error when it reads the file. A comma separates roles where they are defined, not where they are asked for.',
  source: 'Sitecore.Configuration.Roles, BooleanLogicParser; believed to be the parser of 9.0 and later',
  fixable: true,
  check: checkTexts(':require', function* (file, look) {
    if (look.sitecore.sources.ruleSupport === 'none') return;
    for (const { attribute } of requirementsIn(file)) {
      const problem = parseRequire(attribute.value).problems.find(({ severity }) => severity === 'error');
      if (!problem) continue;
      const text = OPERATORS.reduce((now, [operator, word]) => now.replace(operator, word), attribute.value).trim();
      const mended =
        text !== attribute.value && parseRequire(text).problems.every(({ severity }) => severity !== 'error');
      yield {
        at: placeIn(file, attribute, problem),
        message: problem.message,
        fixes: mended ? [writing(file, attribute, text)] : [],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({ patch: '<settings role:require="Standalone, ContentManagement" />' }),
    good: sitecoreSite({ patch: '<settings role:require="Standalone or ContentManagement" />' }),
  },
});

const doubtful = rule({
  id: 'sitecore-require-order',
  severity: 'information',
  system: 'sitecore',
  title: 'Condition read in another order than most people would',
  explains:
    'In these conditions and and or have the same rank and are read from left to right, and what follows a complete condition without and or or is ignored. Parentheses say what is meant.',
  source: 'Sitecore.Configuration.Roles, BooleanLogicParser; believed to be the parser of 9.0 and later',
  fixable: true,
  check: checkTexts(':require', function* (file, look) {
    if (look.sitecore.sources.ruleSupport === 'none') return;
    for (const { attribute } of requirementsIn(file)) {
      const { problems, root } = parseRequire(attribute.value);
      const doubt = problems.find(({ severity }) => severity === 'doubt');
      if (!doubt || problems.some(({ severity }) => severity === 'error')) continue;
      const text =
        root && (doubt.code === 'mixed' ? written(root, true) : attribute.value.slice(0, doubt.start).trim());
      yield {
        at: placeIn(file, attribute, doubt),
        ...(doubt.code === 'leftover' && { severity: 'warning' as const }),
        message: doubt.message,
        fixes: text ? [writing(file, attribute, text)] : [],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({ patch: '<settings role:require="Standalone or ContentManagement and !Reporting" />' }),
    good: sitecoreSite({ patch: '<settings role:require="(Standalone or ContentManagement) and !Reporting" />' }),
  },
});

/** The expression with parentheses around every operation inside another kind of operation. */
function written(node: RequireNode, top = false): string {
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'constant':
      return String(node.value);
    case 'group':
      return `(${written(node.inner, true)})`;
    case 'not': {
      const operand = written(node.operand, node.operand.kind === 'name' || node.operand.kind === 'group');
      return `!${operand}`;
    }
    default: {
      const side = (child: RequireNode) => written(child, child.kind === node.kind || isSimple(child));
      const text = `${side(node.left)} ${node.kind} ${side(node.right)}`;
      return top ? text : `(${text})`;
    }
  }
}

function isSimple({ kind }: RequireNode): boolean {
  return kind !== 'and' && kind !== 'or';
}

const nameUnknown = rule({
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

/** The file of a site that an attribute stands in. */
export function fileOf(site: RuleInput['view']['site'], attribute: XmlAttribute): ParsedFile | undefined {
  let node: XmlAttribute['owner']['parent'] = attribute.owner;
  while (node.kind === 'element') node = node.parent;
  for (const file of site.sources.values())
    if (file.text.length === node.text.length && file.tree === node) return file;
  return undefined;
}

const ruleUndefined = rule({
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
    const { rules } = look.configuration.options;
    for (const { file } of look.own) {
      const told = new Set<string>();
      for (const { rule: name, attribute } of requirementsIn(file)) {
        const { names } = parseRequire(attribute.value);
        if (rules.has(name) || told.has(name) || names.length === 0) continue;
        told.add(name);
        const key = `${attribute.prefix}:define`;
        const edit = addAppSetting(input, key, '');
        const own = addAppSetting(input, key, names[0]!.name);
        const fixes: Fix[] = [];
        if (edit) fixes.push({ title: `Add ${key} with no value`, edits: [edit] });
        if (own) fixes.push({ title: `Add ${key} with ${names[0]!.name}`, edits: [own], onlyByHand: true });
        report({
          at: { file: file.path, span: { start: attribute.nameStart, end: attribute.nameEnd } },
          message: `Nothing defines \`${name}\`, so this is left out on every server. Add \`${key}\` to appSettings.`,
          fixes,
        });
      }
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

/** `<add key="…" value="…" />` beside the definitions that are there, or in the appSettings of web.config. */
function addAppSetting({ view }: RuleInput, key: string, value: string): Edit | undefined {
  const { site } = view;
  const known = site.sitecore?.sources.definitions.at(-1)?.keyAttribute;
  const file = (known && fileOf(site, known)) ?? site.webConfig;
  const root = file?.tree.root;
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

function placeIn(file: ParsedFile, attribute: XmlAttribute, { start, end }: Pick<RequireProblem, 'start' | 'end'>) {
  // With references in the value its offsets are not those of the file.
  const plain = attribute.rawValue === attribute.value;
  const from = plain ? attribute.valueStart + start : attribute.valueStart;
  const to = plain ? attribute.valueStart + Math.max(end, start + 1) : attribute.valueEnd;
  return {
    file: file.path,
    span: { start: Math.min(from, attribute.valueEnd), end: Math.min(to, attribute.valueEnd) },
  };
}

function writing(file: ParsedFile, attribute: XmlAttribute, text: string, shown = text): Fix {
  return { title: `Write ${shown}`, edits: [{ file: file.path, ...attributeValueEdit(attribute, file.text, text) }] };
}

export const requireRules: readonly Rule[] = [unreadable, doubtful, nameUnknown, ruleUndefined];

import { relativeTo } from '../../server/src/files/paths';
import type { Finding, Rule, System } from '../../server/src/rules/rule';
import { allVariants, findingsOf } from '../../server/src/rules/run';
import { linesOf } from '../../server/src/site/parsed';
import type { Workspace } from '../../server/src/site/workspace';
import { parseFixture } from '../../test/unit/fixture';
import { workspaceOf } from '../../test/unit/sites';

const SYSTEMS: Readonly<Record<System, string>> = {
  xml: 'XML',
  aspnet: 'ASP.NET',
  iis: 'IIS',
  xdt: 'Transforms',
  core: 'ASP.NET Core',
  sitecore: 'Sitecore',
  identityserver: 'Duende IdentityServer',
};

const HEADER = 'Written by `npm run docs` from the rule itself; edit that.';

/** One rule on one page: what happens, an example with its finding and its fixes, and how to live without it. */
export async function rulePage(rule: Rule): Promise<string> {
  const found = await findingsIn(rule);
  const fixes = [...new Set(found.flatMap(({ finding }) => (finding.fixes ?? []).map(fixText)))];
  return `<!-- ${HEADER} -->
# ${rule.title}

\`${rule.id}\` · ${rule.severity} · ${SYSTEMS[rule.system]}${rule.fixable ? ' · has a fix' : ''}

${rule.explains}

## Found

${filesText(rule.examples.bad)}

${found.map(({ finding, where }) => `- ${where}: ${finding.message}`).join('\n')}
${fixes.length > 0 ? `\n## Fixes\n\n${fixes.map((fix) => `- ${fix}`).join('\n')}\n` : ''}
## Not found

${filesText(rule.examples.good)}

## Other severity, or silence

\`\`\`json
"sessionTimeline.rules": { "${rule.id}": "off" }
\`\`\`

For one line, or for a whole file:

\`\`\`xml
<!-- session-timeline-disable-next-line ${rule.id} -->
<!-- session-timeline-disable ${rule.id} -->
\`\`\`

Source: ${rule.source}.
`;
}

function fixText({ title, safe }: NonNullable<Finding['fixes']>[number]): string {
  return safe ? `${title} (safe)` : title;
}

async function findingsIn(rule: Rule): Promise<{ finding: Finding; where: string }[]> {
  const { files } = parseFixture(rule.examples.bad);
  const roots = [...new Set([...files.keys()].map((file) => `/${file.split('/')[1]}`))];
  const workspace = await workspaceOf(files);
  return workspace.sites.flatMap((site) =>
    findingsOf(site, allVariants(site), [rule]).findings.map((finding) => ({
      finding,
      where: placeOf(workspace, roots[0]!, finding),
    })),
  );
}

/** `shop/Web.config`, line 4 */
function placeOf(workspace: Workspace, root: string, { at }: Finding): string {
  const file = workspace.file(at.file);
  const line = (file ? linesOf(file).positionAt(at.span.start).line : 0) + 1;
  return `\`${relativeTo(root, at.file)}\`, line ${line}`;
}

/** Each file of an example as a block, with its name when there are several. */
function filesText(example: string): string {
  const { files } = parseFixture(example);
  return [...files]
    .map(([file, text]) => {
      const block = `\`\`\`${languageOf(file)}\n${text.trimEnd()}\n\`\`\``;
      return files.size > 1 ? `\`${file.split('/').slice(2).join('/')}\`\n${block}` : block;
    })
    .join('\n\n');
}

function languageOf(file: string): string {
  if (/\.cs$/i.test(file)) return 'csharp';
  return /\.json$/i.test(file) ? 'json' : 'xml';
}

/** Every rule, by what it is about. */
export function ruleIndex(rules: readonly Rule[]): string {
  const groups = (Object.keys(SYSTEMS) as System[]).flatMap((system) => {
    const own = rules.filter((rule) => rule.system === system);
    return own.length > 0 ? [`## ${SYSTEMS[system]}\n\n${tableOf(own, '')}`] : [];
  });
  return `<!-- ${HEADER} -->
# Rules

${rules.length} rules. A rule can be given another severity or switched off in the settings (\`sessionTimeline.rules\`), for a
line or for a file by a comment; each page says how.

${groups.join('\n\n')}
`;
}

/** The README with the table of rules between its two marks. */
export function readmeWith(readme: string, rules: readonly Rule[]): string {
  return readme.replace(
    /(<!-- rules -->)[\s\S]*?(<!-- \/rules -->)/,
    (_, start: string, end: string) => `${start}\n${tableOf(rules, 'docs/rules/')}\n${end}`,
  );
}

function tableOf(rules: readonly Rule[], folder: string): string {
  const rows = rules.map(
    ({ id, title, severity, fixable }) =>
      `| [${id}](${folder}${id}.md) | ${title} | ${severity} | ${fixable ? 'yes' : ''} |`,
  );
  return ['| rule | what it finds | severity | fix |', '|---|---|---|---|', ...rows].join('\n');
}

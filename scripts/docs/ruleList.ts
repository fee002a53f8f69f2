import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../place';

export const RULES = 'server/src/rules';
export const RULE_LIST = `${RULES}/all.ts`;

/** A file of one rule: `rules/FOLDER/NAME.ts`. What rules of a folder share is one level further down. */
export interface RuleFile {
  readonly folder: string;
  readonly name: string;
}

/** Every rule there is, going by the folders: each file directly in one is a rule. */
export function ruleFiles(): RuleFile[] {
  const entries = (folder: string) => readdirSync(path.join(ROOT, RULES, folder), { withFileTypes: true });
  return entries('')
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap((folder) =>
      entries(folder)
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map(({ name }) => ({ folder, name: name.slice(0, -'.ts'.length) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
}

/** The list of rules as a module: nobody writes it by hand. */
export function ruleList(files: readonly RuleFile[] = ruleFiles()): string {
  const folders = [...new Set(files.map(({ folder }) => folder))];
  const inFolder = (wanted: string) => files.filter(({ folder }) => folder === wanted).map(({ name }) => name);
  return `// Written by \`npm run docs\` from the folders beside this file; add a rule by adding its file, and run that.
${files.map(({ folder, name }) => `import ${name} from './${folder}/${name}';`).join('\n')}
import type { Rule } from './rule';

/** Every rule by the folder that it lies in, in order of id. */
export const rulesByFolder: Readonly<Record<${folders.map((folder) => `'${folder}'`).join(' | ')}, readonly Rule[]>> = {
${folders
  .map(
    (folder) =>
      `  ${folder}: [\n${inFolder(folder)
        .map((name) => `    ${name},`)
        .join('\n')}\n  ],`,
  )
  .join('\n')}
};

/** Every rule, in order of id. */
export const rules: readonly Rule[] = Object.values(rulesByFolder)
  .flat()
  .sort((a, b) => (a.id < b.id ? -1 : 1));
`;
}

/** `auth-outlives-session-data\` lies in `authOutlivesSessionData.ts`. */
export function fileNameOfRule(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../server/src/rules/all';
import { ROOT } from '../place';
import { RULE_LIST, ruleList } from './ruleList';
import { readmeWith, ruleIndex, rulePage } from './rulePages';
import { manifestWith } from './schema';
import { settingsPage } from './settingsPage';

/** Everything that is written from rules and catalogue, by path below the repository's root. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const rule of rules) files.set(`docs/rules/${rule.id}.md`, await rulePage(rule));
  files.set('docs/rules/README.md', ruleIndex(rules));
  files.set(RULE_LIST, ruleList());
  files.set('docs/settings.md', settingsPage());
  files.set('README.md', readmeWith(read('README.md'), rules));
  files.set('package.json', manifestWith(read('package.json'), rules));
  return files;
}

/** What stands there now; empty when there is nothing. */
export function read(file: string): string {
  try {
    return readFileSync(path.join(ROOT, file), 'utf8').replace(/\r\n/g, '\n');
  } catch {
    return '';
  }
}

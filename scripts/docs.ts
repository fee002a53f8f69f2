import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deadLinks, pages } from './docs/links';
import { RULE_LIST, ruleList } from './docs/ruleList';
import { ROOT } from './place';

/**
 * `npm run docs` writes pages, tables and schema from rules and catalogue; `npm run docs:check` fails when one is stale
 * or a link on any page leads nowhere.
 */
async function main(): Promise<number> {
  // Pages come from the rules in the list, so the list comes first.
  if (!process.argv.includes('--check')) writeFileSync(path.join(ROOT, RULE_LIST), ruleList());
  const { generatedFiles, read } = await import('./docs/generated');
  const files = await generatedFiles();
  const stale = [...files].filter(([file, text]) => read(file) !== text).map(([file]) => file);
  const orphans = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((file) => `docs/${file.replace(/\\/g, '/')}`)
    .filter((file) => /^docs\/rules\/.*\.md$/.test(file) && !files.has(file));
  if (process.argv.includes('--check')) {
    for (const file of [...stale, ...orphans]) process.stderr.write(`${file} is stale: run npm run docs\n`);
    const dead = pages().flatMap(deadLinks);
    for (const link of dead) process.stderr.write(`${link} leads nowhere\n`);
    return stale.length + orphans.length + dead.length > 0 ? 1 : 0;
  }
  for (const file of stale) {
    mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
    writeFileSync(path.join(ROOT, file), files.get(file)!);
  }
  for (const file of orphans) rmSync(path.join(ROOT, file));
  process.stderr.write(`${stale.length} written, ${orphans.length} removed, ${files.size} in all.\n`);
  return 0;
}

void main().then((code) => {
  process.exitCode = code;
});

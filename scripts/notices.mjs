import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const RULE = '-'.repeat(80);

/**
 * The licences of everything that travels in the package, as their authors want them to travel.
 * @param files what was bundled or copied, relative to `root`
 * @throws for a package that says nothing of its licence.
 */
export function noticesFor(files, root) {
  const packages = new Map();
  for (const file of files) {
    const folder = packageFolder(path.resolve(root, file));
    if (!folder) continue;
    const { name, version, license, homepage } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    packages.set(`${name} ${version}`, { name, version, license, homepage, text: licenceText(folder, license) });
  }
  const sorted = [...packages.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const list = sorted.map(({ name, version, license }) => `  ${name} ${version} (${license})`).join('\n');
  const parts = sorted.map(
    ({ name, version, homepage, text }) =>
      `${RULE}\n${name} ${version}${homepage ? `\n${homepage}` : ''}\n${RULE}\n\n${text}\n`,
  );
  return `Session Timeline contains these packages:\n\n${list}\n\n${parts.join('\n')}`;
}

/** The folder of the package that a file belongs to; undefined for our own. */
function packageFolder(file) {
  const parts = file.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return undefined;
  const depth = parts[at + 1].startsWith('@') ? 3 : 2;
  return parts.slice(0, at + depth).join('/');
}

function licenceText(folder, license) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  const texts = names.sort().map((name) => readFileSync(path.join(folder, name), 'utf8').trim());
  if (texts.length > 0) return texts.join('\n\n');
  const readme = path.join(folder, 'README.md');
  const section = existsSync(readme) && /^#+ *licen[cs]e\b[\s\S]*/im.exec(readFileSync(readme, 'utf8'));
  if (section) return section[0].trim();
  if (!license) throw new Error(`${folder} says nothing of its licence`);
  return `Licence: ${license}`;
}

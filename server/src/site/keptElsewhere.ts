import type { FilePath } from '../files/files';
import { folderOf, isInside, join, nameOf, relativeTo } from '../files/paths';
import type { Folders } from './folders';
import { type FileCache, isParsed } from './parsed';

/**
 * Why a file that is not in the workspace may well be where the site runs: a template for it lies in its place, or git
 * is told to leave it out. Undefined when nothing says so. In words that follow the name of the file.
 */
export async function whyElsewhere(
  path: FilePath,
  { folders, cache, roots }: { folders: Folders; cache: FileCache; roots: readonly FilePath[] },
): Promise<string | undefined> {
  const template = templatesOf(nameOf(path)).find((name) => folders.file(folderOf(path), name));
  if (template) return `is made from ${template} where the site is set up`;
  for (let folder = folderOf(path); roots.some((root) => isInside(root, folder)); folder = folderOf(folder)) {
    const ignored = await cache.load(join(folder, '.gitignore'));
    if (isParsed(ignored) && isIgnored(ignored.text, relativeTo(folder, path)))
      return 'is kept out of the repository by .gitignore';
    if (folder === folderOf(folder)) break;
  }
  return undefined;
}

const WORDS = ['template', 'example', 'sample', 'dist', 'default', 'tpl', 'tmpl'];

/** `connections.config.template`, `connections.template.config`, `connections-template.config`. */
function templatesOf(name: string): string[] {
  const dot = name.lastIndexOf('.');
  const [stem, end] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  return WORDS.flatMap((word) => [
    `${name}.${word}`,
    `${stem}.${word}${end}`,
    `${stem}-${word}${end}`,
    `${stem}_${word}${end}`,
    `${word}.${name}`,
  ]);
}

/** The patterns of one .gitignore (gitignore documentation), the last that matches decides. */
export function isIgnored(text: string, path: string): boolean {
  let ignored = false;
  for (const line of text.split(/\r?\n/)) {
    const pattern = line.replace(/(?<!\\)\s+$/, '');
    if (pattern === '' || pattern.startsWith('#')) continue;
    const negated = pattern.startsWith('!');
    if (matches(negated ? pattern.slice(1) : pattern, path)) ignored = !negated;
  }
  return ignored;
}

function matches(pattern: string, path: string): boolean {
  const inside = pattern.endsWith('/');
  const bare = pattern.replace(/^\/|\/$/g, '');
  // A slash at the beginning or in the middle ties a pattern to the folder of the file it stands in.
  const anchored = pattern.startsWith('/') || bare.includes('/');
  const source = bare
    .split('/')
    .map((step) =>
      step === '**'
        ? '.*'
        : step
            .replace(/[.+^${}()|\\]/g, '\\$&')
            .replace(/\*/g, '[^/]*')
            .replace(/\?/g, '[^/]'),
    )
    .join('/')
    .replace(/\.\*\//g, '(?:.*/)?');
  return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}${inside ? '/.*' : '(?:/.*)?'}$`, 'i').test(path);
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../place';

/** Every page that people read: beside the root, and below `docs`. */
export function pages(): string[] {
  const below = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  return [...readdirSync(ROOT), ...below.map((file) => `docs/${file.replace(/\\/g, '/')}`)]
    .filter((file) => file.endsWith('.md'))
    .sort();
}

/** Links of a page that lead nowhere: to a file that is not there, a heading that is not there, or a bare path. */
export function deadLinks(page: string): string[] {
  const links = [...prose(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return links.filter((target) => !leadsSomewhere(page, target)).map((target) => `${page}: ${target}`);
}

function leadsSomewhere(page: string, target: string): boolean {
  if (/^https?:\/\//.test(target)) return true;
  const [file, heading] = target.split('#');
  const there = file ? path.posix.join(path.posix.dirname(page), file) : page;
  if (!existsSync(path.join(ROOT, there))) return false;
  return heading === undefined || headings(there).has(heading);
}

/** Anchors of a page, as GitHub and VS Code's preview make them of headings. */
function headings(page: string): Set<string> {
  const titles = [...prose(read(page)).matchAll(/^#+ +(.+)$/gm)].map(([, title]) => title!);
  return new Set(
    titles.map((title) =>
      title
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}

/** Without what stands in code, where brackets are no links. */
function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[\][()]/g, ' '));
}

function read(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8');
}

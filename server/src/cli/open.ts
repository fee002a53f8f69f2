import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { FilePath } from '../files/files';
import { nodeFiles } from '../files/node';
import { folderOf, keyOf, relativeTo } from '../files/paths';
import type { WorkspaceOptions } from '../site/options';
import type { Site } from '../site/site';
import { openWorkspace, type Workspace } from '../site/workspace';
import { type Arguments, UsageError } from './arguments';
import type { Streams } from './output';

/** One PATH of the command line, opened. */
export interface Opened {
  readonly workspace: Workspace;
  /** Files are printed relative to it. */
  readonly base: FilePath;
  /** Set when PATH is a file: only what concerns it is shown. */
  readonly only: FilePath | undefined;
}

/** @throws UsageError for a path that does not exist. */
export async function openPath(operand: string, args: Arguments, cwd: string, streams: Streams): Promise<Opened> {
  if (operand === '') throw new UsageError('PATH is empty: a folder or a file is meant.');
  const full = path.resolve(cwd, operand).replace(/\\/g, '/');
  const stat = await fs.stat(full).catch(() => undefined);
  if (!stat) throw new UsageError(`${operand} does not exist.`);
  const base = stat.isFile() ? folderOf(full) : full;
  const root = stat.isFile() ? await siteFolderAbove(base) : base;
  await mustExist(args.text('application-host'), cwd);
  const workspace = await withProgress(streams, (progress) =>
    openWorkspace(nodeFiles([root]), [root], { ...options(args, cwd), progress }),
  );
  for (const { path: file, reason } of workspace.refusals())
    streams.error(`${relativeTo(base, file)} is not looked at: ${reason}.\n`);
  return { workspace, base, only: stat.isFile() ? full : undefined };
}

/** The sites that are meant: all below a folder, or the one that a file takes part in. */
export function sitesOf({ workspace, only }: Opened): readonly Site[] {
  if (!only) return workspace.sites;
  const site = workspace.siteOf(only);
  return site ? [site] : [];
}

/** As the JSON has it: relative to PATH, with `/`. */
export function shown(opened: Opened, file: FilePath): string {
  return relativeTo(opened.base, file);
}

async function mustExist(file: string | undefined, cwd: string): Promise<void> {
  if (file === undefined) return;
  const stat = await fs.stat(path.resolve(cwd, file)).catch(() => undefined);
  if (!stat?.isFile()) throw new UsageError(`${file} ${stat ? 'is not a file' : 'does not exist'}.`);
}

function options(args: Arguments, cwd: string): WorkspaceOptions {
  const ruleValues: Record<string, string[]> = {};
  const role = args.text('role');
  if (role !== undefined) ruleValues.role = role.split(/[,|;]/).map((name) => name.trim());
  for (const rule of args.list('rule')) {
    const [name, value] = rule.split('=');
    if (!name || value === undefined) throw new UsageError(`--rule takes name=value, not "${rule}".`);
    ruleValues[name] = value.split(/[,|;]/).map((part) => part.trim());
  }
  const host = args.text('application-host');
  const version = args.text('sitecore-version');
  return {
    ruleValues,
    ...(host !== undefined && { applicationHostConfig: path.resolve(cwd, host).replace(/\\/g, '/') }),
    ...(version !== undefined && { sitecoreVersion: version }),
  };
}

/** A file's site may be rooted further up: the topmost folder with a web.config, without leaving a row of them. */
async function siteFolderAbove(folder: FilePath): Promise<FilePath> {
  let root = folder;
  for (let at = folder; at !== folderOf(at); at = folderOf(at)) {
    const names = await fs.readdir(at).catch(() => [] as string[]);
    if (names.some((name) => name.toLowerCase() === 'web.config')) root = at;
  }
  return root;
}

/** Says on stderr how far it is, once reading takes longer than a second. */
async function withProgress<T>(
  streams: Streams,
  work: (progress: (folders: number) => void) => Promise<T>,
): Promise<T> {
  const started = Date.now();
  let said = 0;
  const result = await work((folders) => {
    const now = Date.now();
    if (now - started < 1000 || now - said < 1000) return;
    said = now;
    streams.error(`Reading folders: ${folders} so far …\n`);
  });
  if (said > 0) streams.error(`Read in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
  return result;
}

/**
 * The variants of each site that `--variant` means: all of them, the named one, or `otherwise` without the flag. A site
 * that has no such variant is deployed as its files stand, as long as another site has it.
 * @throws UsageError when no site has the variant.
 */
export function variantsOf(
  opened: Opened,
  args: Arguments,
  otherwise: (site: Site) => readonly (string | null)[] = () => [null],
): { site: Site; variants: readonly (string | null)[] }[] {
  const sites = sitesOf(opened);
  const asked = args.text('variant');
  if (asked === undefined) return sites.map((site) => ({ site, variants: otherwise(site) }));
  if (asked === 'all')
    return sites.map((site) => ({
      site,
      variants: site.variants.length > 0 ? site.variants.map((variant) => variant.name) : [null],
    }));
  const chosen = sites.map((site) => ({
    site,
    variants: [site.variants.find((variant) => keyOf(variant.name) === keyOf(asked))?.name ?? null],
  }));
  if (chosen.every(({ variants }) => variants[0] === null)) {
    const known = [...new Set(sites.flatMap((site) => site.variants.map((variant) => variant.name)))];
    throw new UsageError(`No site has a variant "${asked}". There are: ${known.join(', ') || 'none'}.`);
  }
  return chosen;
}

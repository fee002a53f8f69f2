import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { parseVersion } from '../config/sitecore/version';
import type { FilePath } from '../files/files';
import { nodeFiles } from '../files/node';
import { folderOf, keyOf } from '../files/paths';
import { AS_WRITTEN } from '../rules/run';
import type { WorkspaceOptions } from '../site/options';
import { fileIn, type Site } from '../site/site';
import { knownRuleNames } from '../site/sitecore/roles';
import { openWorkspace, type Workspace } from '../site/workspace';
import { type Arguments, UsageError } from './arguments';
import { unknownWord } from './nearest';
import type { Streams } from './output';

/** One PATH of the command line, opened. */
export interface Opened {
  readonly workspace: Workspace;
  /** Files are named relative to it. */
  readonly base: FilePath;
  /** Set when PATH is a file: only what concerns it is shown. */
  readonly only: FilePath | undefined;
}

/** @throws UsageError for a path that does not exist or holds nothing to look at, and for a role that nothing knows. */
export async function openPath(operand: string, args: Arguments, cwd: string, streams: Streams): Promise<Opened> {
  if (operand === '') throw new UsageError('PATH is empty: a folder or a file is meant.');
  const full = path.resolve(cwd, operand).replace(/\\/g, '/');
  const stat = await fs.stat(full).catch(() => undefined);
  if (!stat) throw new UsageError(`${operand} does not exist.`);
  const folder = stat.isFile() ? folderOf(full) : full;
  const root = stat.isFile() ? await siteFolderAbove(folder) : folder;
  await mustExist(args.text('application-host'), cwd);
  await mustExist(args.text('sitecore-stock'), cwd, 'file or folder');
  const workspace = await withProgress(streams, (progress) =>
    openWorkspace(nodeFiles([root]), [root], { ...options(args, cwd), progress }),
  );
  const base = await baseFor(args, folder, cwd);
  const opened: Opened = { workspace, base, only: stat.isFile() ? full : undefined };
  refuseUnknownRules(workspace.sites, args);
  const unread = workspace
    .refusals()
    .map(({ path: file, reason }) => `${inText(file, cwd)} is not looked at: ${reason}`);
  const leftOut = leftOutOf(opened);
  // A folder of files that are understood, and are nobody's, is not empty.
  if (sitesOf(opened).length === 0 && !args.given('allow-empty') && (opened.only || leftOut.length === 0)) {
    const [why] = [...unread, ...leftOut.map(({ reason }) => `Not looked at: ${reason}`)];
    throw new UsageError(`${nothingIn(operand, opened)}${why === undefined ? '' : ` ${why}.`}`);
  }
  if (workspace.sites.length === 0 && leftOut[0])
    streams.error(
      `No site here: ${leftOut.length === 1 ? 'one file' : `${leftOut.length} files`} of the name of one, but ${leftOut[0].reason}.\n`,
    );
  for (const line of unread) streams.error(`${line}.\n`);
  return opened;
}

/** Files that look as if they were part of a site and are nobody's, each with its reason. */
export function leftOutOf({
  workspace,
  only,
}: Opened): readonly { readonly file: FilePath; readonly reason: string }[] {
  return workspace.leftOut().filter(({ file }) => !only || keyOf(file) === keyOf(only));
}

/** The sites that are meant: all below a folder, or the one that a file takes part in. */
export function sitesOf({ workspace, only }: Opened): readonly Site[] {
  if (!only) return workspace.sites;
  const site = workspace.siteOf(only);
  return site && takesPart(site, only) ? [site] : [];
}

function takesPart(site: Site, file: FilePath): boolean {
  return fileIn(site, file) !== undefined || site.files.some((known) => keyOf(known.file) === keyOf(file));
}

function nothingIn(operand: string, { only }: Opened): string {
  if (only) return `${operand} takes part in no site, so there is nothing to say about it.`;
  return `There is no site in ${operand}: no web.config, applicationHost.config or other configuration that is understood.`;
}

/** As the format names files (docs/command-line.md): always with `/`, `.` for the folder they are relative to. */
export function shown(opened: Opened, file: FilePath): string {
  return inText(file, opened.base);
}

function inText(file: FilePath, base: FilePath): string {
  return path.relative(base, file).replace(/\\/g, '/') || '.';
}

/**
 * What files are named relative to, by who reads them: a terminal makes links of paths from its working directory, a
 * script knows the PATH it asked for, a code scanning service knows the repository.
 */
async function baseFor(args: Arguments, folder: FilePath, cwd: string): Promise<FilePath> {
  switch (args.text('format') ?? 'text') {
    case 'text':
      return cwd.replace(/\\/g, '/');
    case 'json':
      return folder;
    default:
      return (await repositoryAbove(folder)) ?? folder;
  }
}

/** The nearest folder upwards that holds `.git`: a folder, or a file in a linked work tree. */
async function repositoryAbove(folder: FilePath): Promise<FilePath | undefined> {
  for (let at = folder; ; at = folderOf(at)) {
    if (await fs.stat(`${at}/.git`).catch(() => undefined)) return at;
    if (at === folderOf(at)) return undefined;
  }
}

async function mustExist(file: string | undefined, cwd: string, what = 'file'): Promise<void> {
  if (file === undefined) return;
  const stat = await fs.stat(path.resolve(cwd, file)).catch(() => undefined);
  if (stat && what !== 'file') return;
  if (!stat?.isFile()) throw new UsageError(`${file} ${stat ? 'is not a file' : 'does not exist'}.`);
}

function options(args: Arguments, cwd: string): WorkspaceOptions {
  const host = args.text('application-host');
  const stock = args.text('sitecore-stock');
  const version = args.text('sitecore-version');
  if (version !== undefined && !parseVersion(version))
    throw new UsageError(`--sitecore-version takes a version such as 9.0.2 or 10.3, not "${version}".`);
  return {
    ruleValues: ruleValues(args),
    ...(host !== undefined && { applicationHostConfig: path.resolve(cwd, host).replace(/\\/g, '/') }),
    ...(version !== undefined && { sitecoreVersion: version }),
    ...(stock !== undefined && { sitecoreStock: path.resolve(cwd, stock).replace(/\\/g, '/') }),
  };
}

function ruleValues(args: Arguments): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  const role = args.text('role');
  if (role !== undefined) values.role = partsOf(role);
  for (const rule of args.list('rule')) {
    const [name, value] = rule.split('=');
    if (!name || value === undefined) throw new UsageError(`--rule takes name=value, not "${rule}".`);
    values[name] = partsOf(value);
  }
  return values;
}

function partsOf(list: string): string[] {
  return list.split(/[,|;]/).map((part) => part.trim());
}

/** A misspelled role would be looked at as a server that does nothing at all. */
function refuseUnknownRules(sites: readonly Site[], args: Arguments): void {
  const known = knownRuleNames(sites);
  const roles = [...known.get('role')!];
  for (const role of ruleValues(args).role ?? [])
    if (!roles.some((one) => keyOf(one) === keyOf(role) || keyOf(one) === keyOf(withoutNumber(role))))
      throw new UsageError(unknownWord(`No file knows a role "${role}"`, role, roles));
  for (const rule of args.list('rule').map((text) => text.split('=')[0]!))
    if (!known.has(keyOf(rule)))
      throw new UsageError(unknownWord(`No file asks for a rule "${rule}"`, rule, [...known.keys()]));
}

/** A server of several may be called `Processing-2`, or `dedicated-Publishing` (RuleBasedConfigReader). */
function withoutNumber(role: string): string {
  return role.replace(/^dedicated-/i, '').replace(/-\d+$/, '');
}

/**
 * Where the site of a file is looked for: from the topmost folder with a web.config on the way up, since those below it may
 * be part of it; else from the nearest with a project. A file of `App_Config` may be one module of a whole solution, and
 * then all of the repository counts.
 */
async function siteFolderAbove(folder: FilePath): Promise<FilePath> {
  const repository = await repositoryAbove(folder);
  if (repository && /\/App_Config(?:\/|$)/i.test(folder)) return repository;
  let topmost: FilePath | undefined;
  let project: FilePath | undefined;
  for (let at = folder; at !== folderOf(at); at = folderOf(at)) {
    const names = await fs.readdir(at).catch(() => [] as string[]);
    if (names.some((name) => name.toLowerCase() === 'web.config')) topmost = at;
    if (names.some((name) => /\.(?:cs|vb)proj$/i.test(name))) project ??= at;
  }
  return topmost ?? project ?? folder;
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
  if (asked === 'all') return sites.map((site) => ({ site, variants: everyVariant(site) }));
  if (keyOf(asked) === AS_WRITTEN) return sites.map((site) => ({ site, variants: [null] }));
  const chosen = sites.map((site) => ({
    site,
    variants: [site.variants.find((variant) => keyOf(variant.name) === keyOf(asked))?.name ?? null],
  }));
  if (sites.length > 0 && chosen.every(({ variants }) => variants[0] === null)) {
    const known = [...new Set([...sites.flatMap((site) => site.variants.map((variant) => variant.name)), AS_WRITTEN])];
    throw new UsageError(unknownWord(`No site has a variant "${asked}"`, asked, known));
  }
  return chosen;
}

/** The files as they stand come first, unless they are one of the named variants. */
function everyVariant(site: Site): (string | null)[] {
  const named = site.variants.map((variant) => variant.name);
  return site.view(null).variant ? named : [null, ...named];
}

import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { composeServices } from '../../config/sitecore/deployment/compose';
import { substituted } from '../../config/sitecore/deployment/variables';
import { namesIn, ruleOfKey } from '../../config/sitecore/rules';
import type { FilePath } from '../../files/files';
import { isInside, join, keyOf, nameOf } from '../../files/paths';
import type { Span } from '../../syntax/text';
import type { Folders } from '../folders';
import { isParsed, type ParsedFile } from '../parsed';
import type { Variant } from '../site';
import type { Loading } from '../sitePart';
import type { Repository } from './repository';

/** A `…:DEFINE` that a container sets. */
export interface DeployedDefinition {
  /** `role`, `env`, lower-cased. */
  readonly rule: string;
  readonly service: string;
  /** Undefined when a variable that no file sets decides. */
  readonly values: readonly string[] | undefined;
  readonly file: FilePath;
  readonly span: Span;
}

/** What containers and builds of a repository do to the configuration of the site in them. */
export interface Deployments {
  readonly variants: readonly Variant[];
  readonly definitions: readonly DeployedDefinition[];
}

export const NO_DEPLOYMENTS: Deployments = { variants: [], definitions: [] };

/** Each variant costs a merge of all patches; a repository with more containers of Sitecore is a rare one. */
const MOST_VARIANTS = 6;

/** Reads the transforms that images and XM Cloud apply, and the rules that containers define. */
export async function readDeployments(
  loading: Loading,
  repository: Repository,
  webRoots: readonly FilePath[],
): Promise<Deployments> {
  const transforms = new Map<string, ParsedFile[]>();
  for (const { deployment, file } of deployedTransforms(loading.folders, repository, webRoots)) {
    const loaded = await loading.cache.load(file);
    if (!isParsed(loaded)) continue;
    loading.use(loaded, 'transform');
    transforms.set(deployment, [...(transforms.get(deployment) ?? []), loaded]);
  }
  const definitions = repository.compose.flatMap((file) => definitionsIn(file, repository.variables));
  const values = new Map<string, Record<string, readonly string[]>>();
  for (const name of transforms.keys()) setRole(name, name);
  for (const file of repository.compose)
    for (const { name, image, args } of composeServices(file.text))
      setRole(name, [image, ...args.values()].map((value) => value?.text ?? '').join(' '));

  /** The image brings its role in its own environment. */
  function setRole(name: string, said: string): void {
    const role = roleOfImage(said);
    if (role !== undefined) values.set(name, { role: [role] });
  }
  for (const { service, rule, values: names } of definitions)
    if (names) values.set(service, { ...values.get(service), [rule]: names });
  const names = new Set([
    ...transforms.keys(),
    ...[...values].filter(([, each]) => saysMore(each)).map(([name]) => name),
  ]);
  const variants = [...names].slice(0, MOST_VARIANTS).map(
    (name): Variant => ({
      name,
      transforms: transforms.get(name) ?? [],
      ...(values.has(name) && { values: values.get(name)! }),
    }),
  );
  return { variants, definitions };
}

/**
 * What `role:define` is in the environment of a platform image, by its name (`sitecore-xp1-cd`) or by the folder that it
 * is built in. xp0 has all roles in one.
 */
function roleOfImage(text: string): string | undefined {
  if (/sitecore-xp0-cm/i.test(text)) return 'Standalone';
  const part = /(?:sitecore-(?:xp1|xm1|xmcloud)-|^)(cm|cd|prc|rep)(?![a-z])/i.exec(text)?.[1]?.toLowerCase();
  return part && { cm: 'ContentManagement', cd: 'ContentDelivery', prc: 'Processing', rep: 'Reporting' }[part];
}

/** Does a container define anything beside the roles that are looked at anyway? */
function saysMore(values: Record<string, readonly string[]>): boolean {
  return Object.keys(values).some((rule) => rule !== 'role' && rule !== 'search') || (values.role ?? []).length > 1;
}

/** `SITECORE_APPSETTINGS_ROLE:DEFINE`; an environment that forbids colons takes two underscores. */
const DEFINE = /^SITECORE_APPSETTINGS_(.+(?::|__)define)$/i;

function definitionsIn({ path, text }: ParsedFile, variables: ReadonlyMap<string, string>): DeployedDefinition[] {
  if (!/SITECORE_APPSETTINGS_/i.test(text)) return [];
  return composeServices(text).flatMap(({ name: service, environment }) =>
    [...environment].flatMap(([name, value]): DeployedDefinition[] => {
      const rule = ruleOfKey((DEFINE.exec(name)?.[1] ?? '').replace('__', ':'));
      if (rule === undefined) return [];
      const known = substituted(value.text, variables);
      const values = 'text' in known ? writtenNames(known.text) : undefined;
      return [{ rule, service, values, file: path, span: value.span }];
    }),
  );
}

/** As written, but for what Sitecore drops. */
function writtenNames(value: string): string[] {
  const counted = namesIn(value);
  return value
    .split(/[|,;]/)
    .map((name) => name.trim())
    .filter((name) => counted.has(name.toLowerCase()));
}

interface DeployedTransform {
  /** What people call the deployment: the folder of the image (`cm`), or `XM Cloud`. */
  readonly deployment: string;
  readonly file: FilePath;
}

/** Those that change the web.config of the web root. */
function deployedTransforms(
  folders: Folders,
  { root, cloudBuilds }: Repository,
  webRoots: readonly FilePath[],
): DeployedTransform[] {
  const cloud = cloudBuilds.flatMap(({ text }) => cloudTransforms(text, webRoots, folders));
  return [...imageTransforms(folders, root), ...cloud];
}

/** `docker/build/cm/transforms/Web.config.xdt`, with any folders between (Sitecore's `Invoke-XdtTransform.ps1`). */
const IMAGE_TRANSFORM = /\/docker\/build\/([^/]+)\/(?:.*\/)?transforms\/web\.config\.xdt$/i;

function imageTransforms(folders: Folders, repository: FilePath): DeployedTransform[] {
  const found: DeployedTransform[] = [];
  for (const folder of folders.below(repository)) {
    if (!/\/docker\/build\/.*\/transforms(?:\/|$)/i.test(folder)) continue;
    for (const { name, kind } of folders.entries(folder)) {
      const match = kind === 'file' ? IMAGE_TRANSFORM.exec(`${folder}/${name}`) : null;
      if (match) found.push({ deployment: match[1]!, file: `${folder}/${name}` });
    }
  }
  return found.sort((a, b) => (keyOf(a.file) < keyOf(b.file) ? -1 : 1));
}

/**
 * `transforms` of an xmcloud.build.json: `xdtPath` and `targetPath` start at the web root of the built project. What
 * leads out of one is passed over.
 */
function cloudTransforms(text: string, webRoots: readonly FilePath[], folders: Folders): DeployedTransform[] {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const list = tree && findNodeAtLocation(tree, ['transforms']);
  const found: DeployedTransform[] = [];
  for (const item of list?.type === 'array' ? (list.children ?? []) : []) {
    const xdt: unknown = item.type === 'object' ? findNodeAtLocation(item, ['xdtPath'])?.value : undefined;
    const target: unknown = item.type === 'object' ? findNodeAtLocation(item, ['targetPath'])?.value : undefined;
    if (typeof xdt !== 'string' || typeof target !== 'string' || !isWebConfig(target)) continue;
    for (const webRoot of webRoots) {
      const file = fileAt(folders, webRoot, join(webRoot, xdt.replace(/^[~\\/]+/, '')));
      if (file) found.push({ deployment: 'XM Cloud', file });
    }
  }
  return found;
}

function isWebConfig(target: string): boolean {
  return keyOf(target.replace(/\\/g, '/').replace(/^[~/]+/, '')) === 'web.config';
}

/** The file as it is really called, whatever the case it is asked for in. */
function fileAt(folders: Folders, root: FilePath, wanted: FilePath): FilePath | undefined {
  if (!isInside(root, wanted)) return undefined;
  let folder: FilePath | undefined = root;
  for (const part of wanted.slice(root.length).split('/').filter(Boolean).slice(0, -1))
    folder = folder && folders.folder(folder, part);
  return folder && folders.file(folder, nameOf(wanted));
}

import type { EffectiveValue } from '../../config/aspnet/effective';
import type { FilePath } from '../../files/files';
import { keyOf, nameOf } from '../../files/paths';
import type { Unknown } from '../../session/lifetime';
import { childElements } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import type { Folders } from '../folders';
import { type FileCache, isParsed, type ParsedFile, xmlOf } from '../parsed';

/**
 * The XML files of Sitecore Identity, a separate application that signs editors in from 9.1 on (docs/reference/sitecore.md, Sitecore Identity): a base
 * file, and files of the environment whose keys override its own. Environment variables, which override them all, are
 * not seen.
 */
export interface SitecoreIdentity {
  /** Weakest first. */
  readonly files: readonly ParsedFile[];
  /** A property of the client with this id, with the key of the client; undefined when no file says anything. */
  client(
    id: string,
    property: string,
  ): { readonly key: string; readonly value: EffectiveValue | undefined } | undefined;
}

/** The one Sitecore Identity of a workspace; unknown when there are several, undefined when there is none. */
export async function loadIdentity(
  folders: Folders,
  roots: readonly FilePath[],
  cache: FileCache,
): Promise<SitecoreIdentity | Unknown | undefined> {
  const servers = new Map<string, { order: number; file: ParsedFile }[]>();
  for (const { path, server, order } of candidates(folders, roots)) {
    const file = await cache.load(path);
    if (!isParsed(file) || !clientsOf(file)) continue;
    const files = servers.get(keyOf(server));
    if (files) files.push({ order, file });
    else servers.set(keyOf(server), [{ order, file }]);
  }
  const [only, ...others] = servers.values();
  if (!only) return undefined;
  if (others.length > 0)
    return { unknown: `there are ${servers.size} installations of Sitecore Identity in the workspace` };
  const files = only.sort((a, b) => a.order - b.order || (keyOf(a.file.path) < keyOf(b.file.path) ? -1 : 1));
  return identityFrom(files.map(({ file }) => file));
}

/** The same places for those who watch files. */
export const IDENTITY_FILES = [
  '**/Sitecore/Sitecore.Plugin.IdentityServer/Config/identityServer.xml',
  '**/Config/**/*.xml',
  '**/sitecoreruntime/production/**/*.xml',
] as const;

/** Where such files stand, in the folder of which server, and how strong they are. */
const PLACES = [
  /^(.*)\/sitecore\/sitecore\.plugin\.identityserver\/config\/identityserver\.xml$/i,
  /^(?!.*\/sitecore\.plugin\.[^/]+\/)(.*)\/config\/[^/]+\.xml$/i,
  /^(.*?)\/config\/production\/(?:.+\/)?[^/]+\.xml$/i,
  /^(.*)\/sitecoreruntime\/production\/.+\.xml$/i,
] as const;

function candidates(folders: Folders, roots: readonly FilePath[]) {
  const found: { path: FilePath; server: FilePath; order: number }[] = [];
  for (const root of roots)
    for (const folder of folders.below(root))
      for (const { name, kind } of folders.entries(folder)) {
        if (kind !== 'file' || !/\.xml$/i.test(name)) continue;
        const path = `${folder}/${name}`;
        const order = PLACES.findLastIndex((place) => place.test(path));
        const server = order < 0 ? undefined : PLACES[order]!.exec(path)![1]!;
        if (server !== undefined) found.push({ path, server, order });
      }
  return found;
}

/** `<Settings><Sitecore><IdentityServer><Clients>`: keys are compared without case, as ASP.NET Core does. */
function clientsOf(file: ParsedFile): XmlElement | undefined {
  let element: XmlElement | undefined = xmlOf(file).root ?? undefined;
  for (const name of ['Sitecore', 'IdentityServer', 'Clients']) element = element && child(element, name);
  return element;
}

function child(parent: XmlElement, name: string): XmlElement | undefined {
  return childElements(parent).find((element) => keyOf(element.name) === keyOf(name));
}

function identityFrom(files: readonly ParsedFile[]): SitecoreIdentity {
  return {
    files,
    client(id, property) {
      const key = keyOfClient(files, id);
      return key === undefined ? undefined : { key, value: propertyOf(files, key, property) };
    },
  };
}

/** Clients stand under keys of their own and say their id inside; the stock one has the id `Sitecore`. */
function keyOfClient(files: readonly ParsedFile[], id: string): string | undefined {
  const keys = new Map<string, string>();
  const ids = new Map<string, string>([['defaultclient', 'Sitecore']]);
  for (const file of files)
    for (const client of childElements(clientsOf(file)!)) {
      keys.set(keyOf(client.name), client.name);
      const own = child(client, 'ClientId');
      if (own) ids.set(keyOf(client.name), textOf(own).text);
    }
  return [...keys].find(([key]) => ids.get(key) === id)?.[1];
}

function propertyOf(files: readonly ParsedFile[], client: string, property: string): EffectiveValue | undefined {
  const history: EffectiveValue['history'][number][] = [];
  for (const file of files) {
    const owner = child(clientsOf(file)!, client);
    const element = owner && child(owner, property);
    if (!element) continue;
    const { text, start, end } = textOf(element);
    history.push({
      layer: `Sitecore Identity ${nameOf(file.path)}`,
      kind: 'file',
      file: file.path,
      span: { start, end },
      literal: text,
    });
  }
  const winner = history[history.length - 1];
  return winner && { literal: winner.literal ?? '', history };
}

function textOf(element: XmlElement): { text: string; start: number; end: number } {
  const text = element.children
    .map((node) => (node.kind === 'text' || node.kind === 'cdata' ? node.value : ''))
    .join('');
  return {
    text: text.trim(),
    start: element.openEnd,
    end: Math.max(element.openEnd, element.closeStart ?? element.end),
  };
}

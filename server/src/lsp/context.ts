import type { Connection } from 'vscode-languageserver';
import type { FeatureInput } from '../features/input';
import { keyOf } from '../files/paths';
import { isParsed, linesOf, type ParsedFile } from '../site/parsed';
import type { Site } from '../site/site';
import { type Guard, type Log, reasonOf } from './guard';
import type { LiveWorkspace } from './live';
import type { Settings } from './protocol';
import type { Uris } from './uris';

/** What the handlers of one connection share. */
export interface ServerContext {
  readonly connection: Connection;
  readonly uris: Uris;
  readonly log: Log;
  readonly guard: Guard;
  /** Lets the messages that wait be handled first. */
  readonly turn: () => Promise<void>;
  /** Only after `initialize`. */
  live(): LiveWorkspace;
  settings(): Settings;
  /** Grows with every change that was taken in. */
  revision(): number;
  /** Resolves at the next change. */
  nextChange(): Promise<void>;
  /** Address of the page of a rule. */
  rulePage(id: string): string | undefined;
  /** The client's version of an open document, null for a file that is not open. */
  versionOf(file: ParsedFile): number | null;
}

/** The file and its site, with every change so far; undefined for files that belong to no site. */
export async function look(context: ServerContext, uri: string): Promise<FeatureInput | undefined> {
  const path = context.uris.pathOf(uri);
  const workspace = await context.live().settled();
  const site = workspace.siteOf(path);
  const file = site?.sources.get(keyOf(path)) ?? workspace.file(path);
  if (!site || !isParsed(file)) return undefined;
  const link: FeatureInput['link'] = (place, label) => {
    const source = workspace.file(place.file);
    const line = (source ? linesOf(source).positionAt(place.span.start).line : 0) + 1;
    return `[${label}](${context.uris.uriOf(place.file)}#L${line})`;
  };
  return { site, file, variant: context.live().variantOf(site, path), link, failed: failedIn(context, site) };
}

/** Logs that one part's feature broke down. */
export function failedIn({ log }: Pick<ServerContext, 'log'>, site?: Site): FeatureInput['failed'] {
  return (what, error) => log.error(`${what} failed${site ? ` on ${site.root}` : ''}: ${reasonOf(error)}`);
}

import { verdictOf } from '../clocks/ofSite';
import { documentsOf } from '../features/documents';
import { findingBehind } from '../features/findingBehind';
import { emptyModel, failedModel, type TimelineModel, timelineModel } from '../features/timelineModel';
import type { FilePath } from '../files/files';
import { memoryFiles } from '../files/memory';
import { isInside, keyOf } from '../files/paths';
import type { Place } from '../rules/rule';
import { shortVerdict } from '../session/verdictText';
import { isXml, type ParsedFile } from '../site/parsed';
import type { Site } from '../site/site';
import { openWorkspace } from '../site/workspace';
import { failedIn, type ServerContext } from './context';
import { siteFindings } from './diagnostics';
import { lastGoodModels } from './lastGood';
import { nothingFound } from './nothingFound';
import {
  type FixPlaceParams,
  FixPlaceRequest,
  type LinkTarget,
  type SelectVariantParams,
  SelectVariantRequest,
  type SitesParams,
  SitesRequest,
  type SitesResult,
  type TimelineModelParams,
  TimelineModelRequest,
  type TimelineModelResult,
} from './protocol';
import { rangeOf } from './ranges';

/** What the timeline and the status item ask for; not part of the LSP. */
export function registerTimeline(context: ServerContext, changed: () => void): void {
  const { connection, guard, uris } = context;

  const steady = lastGoodModels();

  connection.onRequest<TimelineModelResult | null, never>(
    TimelineModelRequest,
    guard('Timeline', null, async ({ uri, defaults }: TimelineModelParams): Promise<TimelineModelResult | null> => {
      const seen: Seen = defaults ? { site: await defaultsSite(), variant: null } : await seenFrom(context, uri);
      if (!seen.site) return { model: emptyModel(context.revision(), seen.nothing), links: {}, root: null };
      const { site, variant } = seen;
      const { model, places } = modelOf(context, site, variant);
      const links: Record<string, LinkTarget> = {};
      for (const [id, place] of Object.entries(places)) {
        const target = targetOf(context, site, place);
        if (target) links[id] = target;
      }
      return { model: steady(model), links, root: defaults ? null : uris.uriOf(site.root) };
    }),
  );

  connection.onRequest<LinkTarget | null, never>(
    FixPlaceRequest,
    guard('Place of a fix', null, async ({ uri, about }: FixPlaceParams): Promise<LinkTarget | null> => {
      const { site, variant } = await seenFrom(context, uri);
      if (!site) return null;
      const workspace = await context.live().settled();
      const { rules } = context.settings();
      const findings = siteFindings(site, context.log).filter(({ rule }) => rules[rule] !== 'off');
      const preview = (texts: ReadonlyMap<string, string>) => workspace.preview(site, texts);
      const finding = await findingBehind(site, variant, about, findings, preview);
      return (finding && targetOf(context, site, finding.at)) ?? null;
    }),
  );

  connection.onRequest<SitesResult, never>(
    SitesRequest,
    guard('Sites', { sites: [], nothing: UNREAD }, async ({ uri }: SitesParams): Promise<SitesResult> => {
      const workspace = await context.live().settled();
      const from = uri ? uris.pathOf(uri) : undefined;
      const held = from && workspace.siteOf(from);
      const sites = workspace.sites.map((site) => siteInfo(context, site, site === held ? from : undefined));
      return { sites, nothing: nothingFound(workspace.roots) };
    }),
  );

  connection.onRequest<null, never>(
    SelectVariantRequest,
    guard('Select variant', null, ({ root, variant }: SelectVariantParams) => {
      context.live().selectVariant(uris.pathOf(root), variant);
      changed();
      return null;
    }),
  );
}

const UNREAD = 'The workspace could not be read. The log says why.';

type Seen =
  | { readonly site: Site; readonly variant: string | null }
  | { readonly site: undefined; readonly variant: null; readonly nothing: string };

/**
 * The site and variant that a document means: its own, or the first site of its workspace folder. In a folder without
 * one there is none, whatever the other folders hold.
 */
async function seenFrom(context: ServerContext, uri: string | null): Promise<Seen> {
  const workspace = await context.live().settled();
  const path = uri === null ? undefined : context.uris.pathOf(uri);
  const folder = path && workspace.roots.find((root) => isInside(root, path));
  const near = workspace.sites.filter(({ root }) => !folder || isInside(folder, root));
  const site = (path && workspace.siteOf(path)) ?? near[0];
  if (site) return { site, variant: context.live().variantOf(site, path ?? site.root) };
  return { site: undefined, variant: null, nothing: nothingFound(folder ? [folder] : workspace.roots) };
}

/** A site in which nothing is written. */
async function defaultsSite(): Promise<Site> {
  const { sites } = await openWorkspace(memoryFiles(new Map([['/defaults/web.config', '<configuration />']])), [
    '/defaults',
  ]);
  return sites[0]!;
}

function targetOf({ uris }: ServerContext, site: Site, { file, span }: Place): LinkTarget | undefined {
  const source = site.sources.get(keyOf(file));
  if (!source) return undefined;
  const { start, end } = rangeOf(source, span);
  const { line, character } = start;
  return { uri: uris.uriOf(file), line, character, endLine: end.line, endCharacter: end.character };
}

/** One site that breaks down says so on its own page. */
function modelOf(context: ServerContext, site: Site, variant: string | null): TimelineModel {
  const revision = context.revision();
  try {
    return timelineModel(site, variant, revision, siteFindings(site, context.log));
  } catch (error) {
    failedIn(context, site)('Timeline', error);
    return { model: failedModel(site, variant, revision), places: {} };
  }
}

/** `from`: the file of the site that it is looked at from. */
function siteInfo(context: ServerContext, site: Site, from: FilePath | undefined): SitesResult['sites'][number] {
  const variant = context.live().variantOf(site, from ?? site.root);
  return {
    root: context.uris.uriOf(site.root),
    name: site.name,
    stack: site.stack,
    variants: site.variants.map(({ name }) => name),
    variant,
    files: configurationOf(site).map((file) => context.uris.uriOf(file.path)),
    verdict: shortVerdict(verdictOf(site.view(variant))),
    problem: siteFindings(site, context.log).some(({ severity }) => severity === 'error' || severity === 'warning'),
    documents: documentsOf(site)
      .map(({ section, label, description }) => ({ section, label, description }))
      .reverse(),
  };
}

/** What people edit for the site's sake: code that is only looked at would be thousands of files. */
function configurationOf(site: Site): ParsedFile[] {
  const listed = new Set(site.files.map(({ file }) => keyOf(file)));
  return [...site.sources.values()].filter((file) => isXml(file) || listed.has(keyOf(file.path)));
}

import { verdictOf } from '../clocks/ofSite';
import { documentsOf } from '../features/documents';
import { failedModel, type TimelineModel, timelineModel } from '../features/timelineModel';
import { keyOf } from '../files/paths';
import { shortVerdict } from '../session/verdictText';
import type { Site } from '../site/site';
import { failedIn, type ServerContext } from './context';
import { siteFindings } from './diagnostics';
import { lastGoodModels } from './lastGood';
import {
  type LinkTarget,
  type SelectVariantParams,
  SelectVariantRequest,
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
    guard('Timeline', null, async ({ uri }: TimelineModelParams): Promise<TimelineModelResult | null> => {
      const workspace = await context.live().settled();
      const site = (uri ? workspace.siteOf(uris.pathOf(uri)) : undefined) ?? workspace.sites[0];
      const variant = site ? context.live().variantOf(site) : null;
      const { model: fresh, places } = modelOf(context, site, variant);
      const model = steady(fresh);
      const links: Record<string, LinkTarget> = {};
      for (const [id, { file, span }] of Object.entries(places)) {
        const source = site?.sources.get(keyOf(file));
        if (!source) continue;
        const { start, end } = rangeOf(source, span);
        const { line, character } = start;
        links[id] = { uri: uris.uriOf(file), line, character, endLine: end.line, endCharacter: end.character };
      }
      return { model, links, root: site ? uris.uriOf(site.root) : null };
    }),
  );

  connection.onRequest<SitesResult, never>(
    SitesRequest,
    guard('Sites', { sites: [] }, async (): Promise<SitesResult> => {
      const workspace = await context.live().settled();
      return { sites: workspace.sites.map((site) => siteInfo(context, site)) };
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

/** One site that breaks down says so on its own page. */
function modelOf(context: ServerContext, site: Site | undefined, variant: string | null): TimelineModel {
  const revision = context.revision();
  try {
    return timelineModel(site, variant, revision, site ? siteFindings(site, context.log) : []);
  } catch (error) {
    if (!site) throw error;
    failedIn(context, site)('Timeline', error);
    return { model: failedModel(site, variant, revision), places: {} };
  }
}

function siteInfo(context: ServerContext, site: Site): SitesResult['sites'][number] {
  const variant = context.live().variantOf(site);
  return {
    root: context.uris.uriOf(site.root),
    name: site.name,
    stack: site.stack,
    variants: site.variants.map(({ name }) => name),
    variant,
    files: [...site.sources.values()].map((file) => context.uris.uriOf(file.path)),
    verdict: shortVerdict(verdictOf(site.view(variant))),
    problem: siteFindings(site, context.log).some(({ severity }) => severity === 'error' || severity === 'warning'),
    documents: documentsOf(site)
      .map(({ section, label, description }) => ({ section, label, description }))
      .reverse(),
  };
}

import { verdictOf } from '../clocks/ofSite';
import { documentsOf } from '../features/documents';
import { timelineModel } from '../features/timelineModel';
import { keyOf } from '../files/paths';
import type { Model } from '../session/model';
import type { Site } from '../site/site';
import type { ServerContext } from './context';
import { siteFindings } from './diagnostics';
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

  /** While a file cannot be read its clocks stay as they were when it last could. */
  const lastGood = new Map<string, Model>();
  function steady(model: Model): Model {
    if (model.status.kind === 'ready') lastGood.set(model.docKey, model);
    const good = model.status.kind === 'stale' ? lastGood.get(model.docKey) : undefined;
    return good ? { ...model, clocks: good.clocks, presets: good.presets } : model;
  }

  connection.onRequest<TimelineModelResult | null, never>(
    TimelineModelRequest,
    guard('Timeline', null, async ({ uri }: TimelineModelParams): Promise<TimelineModelResult | null> => {
      const workspace = await context.live().settled();
      const site = (uri ? workspace.siteOf(uris.pathOf(uri)) : undefined) ?? workspace.sites[0];
      const variant = site ? context.live().variantOf(site) : null;
      const findings = site ? siteFindings(site, context.log) : [];
      const { model: fresh, places } = timelineModel(site, variant, context.revision(), findings);
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

function siteInfo(context: ServerContext, site: Site): SitesResult['sites'][number] {
  const variant = context.live().variantOf(site);
  return {
    root: context.uris.uriOf(site.root),
    name: site.name,
    stack: site.stack,
    variants: site.variants.map(({ name }) => name),
    variant,
    files: [...site.sources.values()].map((file) => context.uris.uriOf(file.path)),
    verdict: verdictOf(site.view(variant)).text,
    problem: siteFindings(site, context.log).some(({ severity }) => severity === 'error' || severity === 'warning'),
    documents: documentsOf(site)
      .map(({ section, label, description }) => ({ section, label, description }))
      .reverse(),
  };
}

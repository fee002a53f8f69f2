import { verdictOf } from '../clocks/ofSite';
import { timelineModel } from '../features/timelineModel';
import { keyOf, nameOf } from '../files/paths';
import type { Model } from '../session/model';
import type { Site } from '../site/site';
import { look, type ServerContext } from './context';
import { siteFindings } from './diagnostics';
import {
  type EffectiveParams,
  EffectiveRequest,
  type EffectiveResult,
  type LinkTarget,
  type PreviewParams,
  PreviewRequest,
  type PreviewResult,
  type SelectVariantParams,
  SelectVariantRequest,
  SitesRequest,
  type SitesResult,
  type TimelineModelParams,
  TimelineModelRequest,
  type TimelineModelResult,
} from './protocol';
import { rangeOf } from './ranges';
import { effectiveUri, sitecoreUri, transformedBy, virtualDocument, virtualUri } from './virtual';

/** What the timeline, the status item and the read-only documents ask for; not part of the LSP but for the last. */
export function registerTimeline(context: ServerContext, changed: () => void): { refreshDocuments(): void } {
  const { connection, guard, uris } = context;
  /** Virtual documents that were asked for, to be refreshed when files change. */
  const shown = new Set<string>();

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

  connection.workspace.textDocumentContent.on(
    guard('Effective document', { text: '' }, async ({ uri }) => {
      shown.add(uri);
      return { text: virtualDocument(uri, await context.live().settled(), uris).text };
    }),
  );

  connection.onRequest<EffectiveResult | null, never>(
    EffectiveRequest,
    guard('Effective', null, async ({ root, variant, section }: EffectiveParams): Promise<EffectiveResult | null> => {
      const { sites } = await context.live().settled();
      const site = sites.find((candidate) => keyOf(candidate.root) === keyOf(uris.pathOf(root)));
      if (!site) return null;
      if (section === 'sitecore' && !site.sitecore) return null;
      const uri = (section === 'sitecore' ? sitecoreUri : effectiveUri)(site, variant, uris);
      return { uri, title: variant ? `${site.name} (${variant})` : site.name };
    }),
  );

  connection.onRequest<PreviewResult | null, never>(
    PreviewRequest,
    guard('Preview', null, async ({ uri }: PreviewParams): Promise<PreviewResult | null> => {
      const input = await look(context, uri);
      const webConfig = input?.site.webConfig;
      if (!input || !webConfig) return null;
      const { site, file, variant } = input;
      const before = uris.uriOf(webConfig.path);
      if (transformedBy(site, file.path) === undefined)
        return {
          before,
          after: effectiveUri(site, variant, uris),
          title: `${site.name}: effective ${variant ?? ''}`.trim(),
        };
      const title = `${nameOf(webConfig.path)} ↔ with ${nameOf(file.path)}`;
      const after = virtualUri(
        { kind: 'transformed', transform: uris.uriOf(file.path) },
        `${site.name}/${nameOf(webConfig.path)} with ${nameOf(file.path)}.xml`,
      );
      return { before, after, title };
    }),
  );

  return {
    refreshDocuments() {
      for (const uri of shown) void connection.workspace.textDocumentContent.refresh(uri);
    },
  };
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
  };
}

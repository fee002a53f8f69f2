import { documentsOf } from '../features/documents';
import { keyOf, nameOf } from '../files/paths';
import { look, type ServerContext } from './context';
import {
  type EffectiveParams,
  EffectiveRequest,
  type EffectiveResult,
  type PreviewParams,
  PreviewRequest,
  type PreviewResult,
} from './protocol';
import { effectiveUri, transformedBy, virtualDocument, virtualUri } from './virtual';

/** Read-only documents: what is in them, and which there are. */
export function registerDocuments(context: ServerContext): { refreshDocuments(): void } {
  const { connection, guard, uris } = context;
  /** Those that were asked for, to be refreshed when files change. */
  const shown = new Set<string>();

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
      const document = site && documentsOf(site).find((one) => section === undefined || one.section === section);
      if (!document) return null;
      const title = variant ? `${site.name} (${variant})` : site.name;
      return { uri: effectiveUri(site, variant, document, uris), title };
    }),
  );

  connection.onRequest<PreviewResult | null, never>(
    PreviewRequest,
    guard('Preview', null, async ({ uri }: PreviewParams): Promise<PreviewResult | null> => {
      const input = await look(context, uri);
      const webConfig = input?.site.webConfig;
      const [document] = input ? documentsOf(input.site) : [];
      if (!input || !webConfig || !document) return null;
      const { site, file, variant } = input;
      const before = uris.uriOf(webConfig.path);
      if (transformedBy(site, file.path) === undefined)
        return {
          before,
          after: effectiveUri(site, variant, document, uris),
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

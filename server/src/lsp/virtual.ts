import { URI } from 'vscode-uri';
import { composedDocument } from '../features/documents';
import type { SiteDocument } from '../features/featureSet';
import type { ComposedDocument } from '../features/results';
import { keyOf } from '../files/paths';
import type { Site } from '../site/site';
import type { Workspace } from '../site/workspace';
import { type VirtualDocument, VirtualScheme } from './protocol';
import type { Uris } from './uris';

/** `session-timeline:/Shop/Web.Release.config?{…}`: the path is for people, the query says what it is. */
export function virtualUri(document: VirtualDocument, title: string): string {
  return URI.from({ scheme: VirtualScheme, path: `/${title}`, query: JSON.stringify(document) }).toString();
}

/** A document of a site in a variant. */
export function effectiveUri(
  site: Site,
  variant: string | null,
  { section, fileName }: SiteDocument,
  uris: Uris,
): string {
  // Ends as XML does, so that editors colour it.
  const title = `${site.name}/${fileName(site)}${variant ? ` (${variant})` : ''} effective.xml`;
  return virtualUri({ kind: 'effective', root: uris.uriOf(site.root), variant, section }, title);
}

const NOTHING: ComposedDocument = { text: '', links: [] };

/** A virtual document as the files stand now, with the site it shows; empty for one that is not there any more. */
export function virtualDocument(
  uri: string,
  workspace: Workspace,
  uris: Uris,
): ComposedDocument & { readonly site?: Site } {
  const document = read(uri);
  if (document?.kind === 'effective') {
    const root = keyOf(uris.pathOf(document.root));
    const site = workspace.sites.find((candidate) => keyOf(candidate.root) === root);
    const view = site?.view(document.variant);
    if (!view) return NOTHING;
    return { ...(composedDocument(view, document.section) ?? NOTHING), site };
  }
  if (document?.kind === 'transformed') {
    const path = uris.pathOf(document.transform);
    const site = workspace.siteOf(path);
    return { text: (site && transformedBy(site, path)) ?? '', links: [], site };
  }
  return NOTHING;
}

export function isVirtual(uri: string): boolean {
  return uri.startsWith(`${VirtualScheme}:`);
}

/** What the web.config of a site becomes when a transform, and those before it in its variant, are applied. */
export function transformedBy(site: Site, path: string): string | undefined {
  for (const variant of site.variants) {
    const applied = site
      .view(variant.name)
      .transforms()
      .find(({ file }) => keyOf(file.path) === keyOf(path));
    if (applied) return applied.result.text;
  }
  return undefined;
}

function read(uri: string): VirtualDocument | undefined {
  try {
    const parsed = JSON.parse(URI.parse(uri).query) as Partial<VirtualDocument>;
    if (parsed.kind === 'effective' && typeof parsed.root === 'string') return parsed as VirtualDocument;
    if (parsed.kind === 'transformed' && typeof parsed.transform === 'string') return parsed as VirtualDocument;
  } catch {
    // Not one of ours.
  }
  return undefined;
}

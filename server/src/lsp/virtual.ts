import { URI } from 'vscode-uri';
import { type ComposedDocument, effectiveDocument } from '../features/effectiveDocument';
import { sitecoreDocument } from '../features/sitecoreDocument';
import { keyOf, nameOf } from '../files/paths';
import type { Site } from '../site/site';
import type { Workspace } from '../site/workspace';
import { type VirtualDocument, VirtualScheme } from './protocol';
import type { Uris } from './uris';

/** `session-timeline:/Shop/Web.Release.config?{…}`: the path is for people, the query says what it is. */
export function virtualUri(document: VirtualDocument, title: string): string {
  return URI.from({ scheme: VirtualScheme, path: `/${title}`, query: JSON.stringify(document) }).toString();
}

export function effectiveUri(site: Site, variant: string | null, uris: Uris): string {
  const name = site.webConfig ? nameOf(site.webConfig.path).replace(/\.config$/i, '') : 'Web';
  // Ends as XML does, so that editors colour it.
  const title = `${site.name}/${name}${variant ? ` (${variant})` : ''} effective.xml`;
  return virtualUri({ kind: 'effective', root: uris.uriOf(site.root), variant }, title);
}

/** The merged `<sitecore>` of a variant. */
export function sitecoreUri(site: Site, variant: string | null, uris: Uris): string {
  const title = `${site.name}/sitecore${variant ? ` (${variant})` : ''} effective.xml`;
  return virtualUri({ kind: 'sitecore', root: uris.uriOf(site.root), variant }, title);
}

const NOTHING: ComposedDocument = { text: '', links: [] };

/** A virtual document as the files stand now, with the site it shows; empty for one that is not there any more. */
export function virtualDocument(
  uri: string,
  workspace: Workspace,
  uris: Uris,
): ComposedDocument & { readonly site?: Site } {
  const document = read(uri);
  if (document?.kind === 'effective' || document?.kind === 'sitecore') {
    const root = keyOf(uris.pathOf(document.root));
    const site = workspace.sites.find((candidate) => keyOf(candidate.root) === root);
    const view = site?.view(document.variant);
    if (!view) return NOTHING;
    const composed = document.kind === 'sitecore' ? (sitecoreDocument(view) ?? NOTHING) : effectiveDocument(view);
    return { ...composed, site };
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
    const applied = site.view(variant.name).transforms.find(({ file }) => keyOf(file.path) === keyOf(path));
    if (applied) return applied.result.text;
  }
  return undefined;
}

function read(uri: string): VirtualDocument | undefined {
  try {
    const parsed = JSON.parse(URI.parse(uri).query) as Partial<VirtualDocument>;
    if (parsed.kind === 'sitecore' && typeof parsed.root === 'string') return parsed as VirtualDocument;
    if (parsed.kind === 'effective' && typeof parsed.root === 'string') return parsed as VirtualDocument;
    if (parsed.kind === 'transformed' && typeof parsed.transform === 'string') return parsed as VirtualDocument;
  } catch {
    // Not one of ours.
  }
  return undefined;
}

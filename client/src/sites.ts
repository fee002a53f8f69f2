import type { Uri } from 'vscode';
import type { SitesResult } from '../../server/src/lsp/protocol';

export type SiteSummary = SitesResult['sites'][number];

/** The site that a document belongs to: one that lists it as a layer, else the innermost one whose root holds it. */
export function siteOf(sites: readonly SiteSummary[], uri: Uri | undefined): SiteSummary | undefined {
  if (!uri) return undefined;
  const text = uri.toString();
  const listed = sites.find((site) => site.files.includes(text));
  if (listed) return listed;
  const around = sites.filter((site) => text.startsWith(`${site.root.replace(/\/$/, '')}/`));
  return around.sort((a, b) => b.root.length - a.root.length)[0];
}

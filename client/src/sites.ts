import { l10n, type Uri, window } from 'vscode';
import { type SitesParams, SitesRequest, type SitesResult } from '../../server/src/lsp/protocol';
import type { Server } from './server';

export type SiteSummary = SitesResult['sites'][number];

/** All sites; the one that holds `uri` in the variant that is looked at from there. */
export function sitesSeenFrom(server: Server, uri: Uri | undefined): Promise<SitesResult> {
  const params: SitesParams = { uri: uri?.toString() ?? null };
  return server.request<SitesResult>(SitesRequest, params);
}

/** The site that a document belongs to: one that lists it as a layer, else the innermost one whose root holds it. */
export function siteOf(sites: readonly SiteSummary[], uri: Uri | undefined): SiteSummary | undefined {
  if (!uri) return undefined;
  const text = uri.toString();
  const listed = sites.find((site) => site.files.includes(text));
  if (listed) return listed;
  const around = sites.filter((site) => text.startsWith(`${site.root.replace(/\/$/, '')}/`));
  return around.sort((a, b) => b.root.length - a.root.length)[0];
}

/** The site that a command means: that of the active document, the only one, or the one that the user chooses. */
export async function siteAtHand(server: Server): Promise<SiteSummary | undefined> {
  const uri = window.activeTextEditor?.document.uri;
  const { sites, nothing } = await sitesSeenFrom(server, uri);
  const site = siteOf(sites, uri);
  if (site || sites.length === 1) return site ?? sites[0];
  if (sites.length === 0) {
    await window.showInformationMessage(nothing);
    return undefined;
  }
  const items = sites.map((candidate) => ({ label: candidate.name, description: candidate.verdict, site: candidate }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which site?') }))?.site;
}

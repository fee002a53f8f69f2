import {
  commands,
  type Disposable,
  DocumentLink,
  Location,
  l10n,
  languages,
  Position,
  Range,
  Uri,
  window,
} from 'vscode';
import type { DocumentLinkParams, DocumentLink as LspLink } from 'vscode-languageserver-protocol';
import {
  type EffectiveParams,
  EffectiveRequest,
  type EffectiveResult,
  type PreviewParams,
  PreviewRequest,
  type PreviewResult,
  ShowPlacesCommand,
  VirtualScheme,
} from '../../server/src/lsp/protocol';
import type { Server } from './server';
import { type SiteSummary, siteAtHand } from './sites';

/** Read-only documents: what a transform makes of its web.config, what a variant is deployed as, two variants side by side. */
export function registerPreviews(server: Server): Disposable[] {
  return [
    commands.registerCommand('sessionTimeline.previewTransform', (uri?: Uri) => previewTransform(server, uri)),
    commands.registerCommand('sessionTimeline.showEffective', () => showEffective(server)),
    commands.registerCommand('sessionTimeline.compareVariants', () => compareVariants(server)),
    commands.registerCommand(ShowPlacesCommand, showPlaces),
    // Outside the client's own selector, which would open these documents on the server as if they were files.
    languages.registerDocumentLinkProvider(
      { scheme: VirtualScheme },
      { provideDocumentLinks: ({ uri }) => originLinks(server, uri) },
    ),
  ];
}

/** From what a read-only document says of other files to their lines. */
async function originLinks(server: Server, uri: Uri): Promise<DocumentLink[]> {
  const params: DocumentLinkParams = { textDocument: { uri: uri.toString() } };
  const links = await server.request<LspLink[]>('textDocument/documentLink', params);
  return links.map(({ range, target }) => new DocumentLink(rangeOf(range), target ? Uri.parse(target) : undefined));
}

async function previewTransform(server: Server, uri = window.activeTextEditor?.document.uri): Promise<void> {
  if (!uri) return;
  const params: PreviewParams = { uri: uri.toString() };
  const preview = await server.request<PreviewResult | null>(PreviewRequest, params);
  if (!preview) {
    await window.showInformationMessage(l10n.t('This file takes part in no site.'));
    return;
  }
  await commands.executeCommand('vscode.diff', Uri.parse(preview.before), Uri.parse(preview.after), preview.title);
}

async function showEffective(server: Server): Promise<void> {
  const site = await siteAtHand(server);
  const section = site && (await chooseSection(site));
  const document = section && (await effectiveOf(server, site, site.variant, section));
  if (document) await window.showTextDocument(Uri.parse(document.uri), { preview: true });
}

async function compareVariants(server: Server): Promise<void> {
  const site = await siteAtHand(server);
  const section = site && (await chooseSection(site));
  if (!section) return;
  const asInFiles = { label: l10n.t('As in the files'), variant: null };
  const items = [asInFiles, ...site.variants.map((variant) => ({ label: variant, variant }))];
  const left = await window.showQuickPick(items, { placeHolder: l10n.t('Compare which variant of {0}?', site.name) });
  if (!left) return;
  const others = items.filter((item) => item !== left);
  const right = await window.showQuickPick(others, { placeHolder: l10n.t('With which?') });
  if (!right) return;
  const [before, after] = await Promise.all([
    effectiveOf(server, site, left.variant, section),
    effectiveOf(server, site, right.variant, section),
  ]);
  if (!before || !after) return;
  const title = `${site.name}: ${left.label} ↔ ${right.label}`;
  await commands.executeCommand('vscode.diff', Uri.parse(before.uri), Uri.parse(after.uri), title);
}

/** Most sites have one document; where parts build on one another each has its own. */
async function chooseSection(site: SiteSummary): Promise<string | undefined> {
  if (site.documents.length <= 1) return site.documents[0]?.section;
  const chosen = await window.showQuickPick([...site.documents], {
    placeHolder: l10n.t('Which configuration of {0}?', site.name),
  });
  return chosen?.section;
}

function effectiveOf(
  server: Server,
  site: SiteSummary,
  variant: string | null,
  section: string,
): Promise<EffectiveResult | null> {
  const params: EffectiveParams = { root: site.root, variant, section };
  return server.request<EffectiveResult | null>(EffectiveRequest, params);
}

/** A code lens that leads to one or more lines: opens the only one, lists several. */
async function showPlaces(
  uri: string,
  locations: readonly { uri: string; range: { start: Point; end: Point } }[],
): Promise<void> {
  const places = locations.map(({ uri: file, range }) => new Location(Uri.parse(file), rangeOf(range)));
  const [only, second] = places;
  if (!only) return;
  if (!second) await window.showTextDocument(only.uri, { selection: only.range });
  else await commands.executeCommand('editor.action.peekLocations', Uri.parse(uri), new Position(0, 0), places, 'peek');
}

function rangeOf({ start, end }: { readonly start: Point; readonly end: Point }): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

interface Point {
  readonly line: number;
  readonly character: number;
}

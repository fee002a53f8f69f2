import { commands, type Disposable, type LogOutputChannel, l10n, Uri, window } from 'vscode';
import {
  type SelectVariantParams,
  SelectVariantRequest,
  ShowTimelineCommand,
  SitesRequest,
  type SitesResult,
} from '../../server/src/lsp/protocol';
import type { Server } from './server';
import { siteOf } from './sites';
import type { TimelinePanels } from './timeline/panel';

/** Every command of the manifest. */
export function registerCommands(server: Server, panels: TimelinePanels, log: LogOutputChannel): Disposable[] {
  return [
    commands.registerCommand(ShowTimelineCommand, (uri?: unknown) => panels.show(documentOf(uri))),
    commands.registerCommand('sessionTimeline.showWorstCase', (uri?: unknown) => panels.showWorstCase(documentOf(uri))),
    commands.registerCommand('sessionTimeline.chooseVariant', (named?: unknown) => chooseVariant(server, named)),
    commands.registerCommand('sessionTimeline.restartServer', () => server.restart()),
    commands.registerCommand('sessionTimeline.showLog', () => log.show()),
  ];
}

/** A code lens hands in text, a menu a URI, the command palette nothing. */
function documentOf(argument: unknown): Uri | undefined {
  if (typeof argument === 'string') return Uri.parse(argument);
  if (argument instanceof Uri) return argument;
  return window.activeTextEditor?.document.uri;
}

/** `named`: what a key binding hands in, `{ "args": { "variant": "Release" } }`; without it the user is asked. */
async function chooseVariant(server: Server, named: unknown): Promise<void> {
  const { sites } = await server.request<SitesResult>(SitesRequest, {});
  const site = siteOf(sites, window.activeTextEditor?.document.uri) ?? (await chooseSite(sites));
  if (!site) return;
  const select = (params: SelectVariantParams) => server.request<void>(SelectVariantRequest, params);
  const wanted = variantIn(named);
  if (wanted !== undefined) return select({ root: site.root, variant: wanted });
  const asInFiles = { label: l10n.t('As in the files'), description: l10n.t('no transform'), variant: null };
  const variants = site.variants.map((variant) => ({ label: variant, description: '', variant }));
  const items = [asInFiles, ...variants].map((item) =>
    item.variant === site.variant ? { ...item, label: `$(check) ${item.label}` } : item,
  );
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Variant of {0}', site.name) });
  if (chosen) await select({ root: site.root, variant: chosen.variant });
}

/** null: as in the files; undefined: none is named. */
function variantIn(argument: unknown): string | null | undefined {
  if (typeof argument !== 'object' || argument === null || !('variant' in argument)) return undefined;
  const { variant } = argument;
  return typeof variant === 'string' || variant === null ? variant : undefined;
}

async function chooseSite(sites: SitesResult['sites']): Promise<SitesResult['sites'][number] | undefined> {
  if (sites.length === 0) {
    await window.showInformationMessage(l10n.t('There is no site in this workspace: no web.config was found.'));
    return undefined;
  }
  if (sites.length === 1) return sites[0];
  const items = sites.map((site) => ({ label: site.name, description: site.verdict, site }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which site?') }))?.site;
}

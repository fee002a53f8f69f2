import { commands, type Disposable, type LogOutputChannel, l10n, Uri, window } from 'vscode';
import { type SelectVariantParams, SelectVariantRequest, ShowTimelineCommand } from '../../server/src/lsp/protocol';
import type { Server } from './server';
import { siteAtHand } from './sites';
import type { TimelinePanels } from './timeline/panel';

/** Every command of the manifest. */
export function registerCommands(server: Server, panels: TimelinePanels, log: LogOutputChannel): Disposable[] {
  return [
    commands.registerCommand(ShowTimelineCommand, (uri?: unknown) => panels.show(documentOf(uri))),
    commands.registerCommand('sessionTimeline.showWorstCase', (uri?: unknown) => panels.showWorstCase(documentOf(uri))),
    commands.registerCommand('sessionTimeline.chooseVariant', (named?: unknown) =>
      chooseVariant(server, panels, named),
    ),
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
async function chooseVariant(server: Server, panels: TimelinePanels, named: unknown): Promise<void> {
  const site = await siteAtHand(server);
  if (!site) return;
  const select = (variant: string | null) => {
    const params: SelectVariantParams = { root: site.root, variant };
    panels.follow(site.root);
    return server.request<void>(SelectVariantRequest, params);
  };
  const wanted = variantIn(named);
  if (wanted !== undefined) return select(wanted);
  const asInFiles = { label: l10n.t('As in the files'), description: l10n.t('no transform'), variant: null };
  const variants = site.variants.map((variant) => ({ label: variant, description: '', variant }));
  const items = [asInFiles, ...variants].map((item) =>
    item.variant === site.variant ? { ...item, label: `$(check) ${item.label}` } : item,
  );
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Variant of {0}', site.name) });
  if (chosen) await select(chosen.variant);
}

/** null: as in the files; undefined: none is named. */
function variantIn(argument: unknown): string | null | undefined {
  if (typeof argument !== 'object' || argument === null || !('variant' in argument)) return undefined;
  const { variant } = argument;
  return typeof variant === 'string' || variant === null ? variant : undefined;
}

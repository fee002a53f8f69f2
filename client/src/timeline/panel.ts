import {
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import {
  type FixPlaceParams,
  FixPlaceRequest,
  type LinkTarget,
  type TimelineModelParams,
  TimelineModelRequest,
  type TimelineModelResult,
} from '../../../server/src/lsp/protocol';
import { isPersisted, isToHost, type ToHost, type ToWebview } from '../../webview/messages';
import type { Server } from '../server';
import { chooseConfigFile, openSource, showFixes } from './actions';
import { pageFolder, pageHtml } from './page';

export const TIMELINE_VIEW = 'sessionTimeline.timeline';

/** Which document each saved page was about, by the key in its state. */
const REMEMBERED = 'timeline.documents';

export interface TimelinePanels extends Disposable {
  /** Opens the timeline of the site that holds `uri`, or brings the one that is open to the front. */
  show(uri: Uri | undefined): Promise<void>;
  /** A variant was chosen for the site: what is open of it shows that, whichever file it was opened from. */
  follow(root: string): void;
  /** The same, with the clicks that lead to the widest window. */
  showWorstCase(uri: Uri | undefined): Promise<void>;
}

/** One open timeline. */
interface Panel {
  /** The document whose site is shown; null: the first site. */
  uri: string | null;
  /** What holds where nothing is written, instead of a site. */
  defaults: boolean;
  /** Root of the site, once the server has said it. */
  root: string | null;
  readonly view: ReturnType<typeof window.createWebviewPanel>;
  model: TimelineModelResult | undefined;
  /** To be sent as soon as the page can take it. */
  pending: ToWebview[];
  loaded: boolean;
}

/** The timeline panels of a window: one for each site, live while files change, restored after a reload. */
export function timelinePanels(context: ExtensionContext, server: Server, log: LogOutputChannel): TimelinePanels {
  const panels = new Set<Panel>();
  const folder = pageFolder(context);
  const webviewOptions = { enableScripts: true, enableForms: false, localResourceRoots: [folder] };

  const post = (panel: Panel, message: ToWebview): void => {
    if (panels.has(panel) && panel.loaded && panel.view.visible) void panel.view.webview.postMessage(message);
    else panel.pending.push(message);
  };

  const update = async (panel: Panel): Promise<void> => {
    const params: TimelineModelParams = { uri: panel.uri, defaults: panel.defaults };
    const result = await server.request<TimelineModelResult | null>(TimelineModelRequest, params);
    // Nothing came of it, and the log says why: what is shown stays.
    if (!result || !panels.has(panel)) return;
    // An answer that was overtaken by a later one is thrown away.
    if (panel.model && panel.model.root === result.root && panel.model.model.revision > result.model.revision) return;
    panel.model = result;
    panel.root = result.root;
    panel.view.title = titleOf(result);
    if (!panel.defaults) remember(context, result.model.docKey, panel.uri);
    panel.pending = panel.pending.filter((message) => message.type !== 'model');
    const model: ToWebview = { type: 'model', model: { ...result.model, trusted: workspace.isTrusted } };
    if (panel.loaded && panel.view.visible) void panel.view.webview.postMessage(model);
    else panel.pending.unshift(model);
  };

  const refresh = (panel: Panel): void => {
    update(panel).catch((error: unknown) => log.error(`timeline: ${error instanceof Error ? error.message : error}`));
  };

  /** Another document of the workspace, or the same site seen from another of its files. */
  const look = (panel: Panel, uri: string | null): Promise<void> => {
    panel.uri = uri;
    panel.defaults = false;
    return update(panel);
  };

  /** Where the finding is that the heading speaks of. */
  const fixOf = (panel: Panel, about: FixPlaceParams['about']): Promise<LinkTarget | null> => {
    const params: FixPlaceParams = { uri: panel.uri ?? panel.root, about };
    return server.request<LinkTarget | null>(FixPlaceRequest, params);
  };

  const take = async (panel: Panel, message: ToHost): Promise<void> => {
    switch (message.type) {
      case 'ready': {
        panel.loaded = true;
        await update(panel);
        const waiting = panel.pending.splice(0);
        for (const late of waiting) post(panel, late);
        return;
      }
      case 'openSource': {
        const target = panel.model?.links[message.link];
        if (target) await openSource(target, message.toSide, panel.view.viewColumn);
        return;
      }
      case 'showFixes':
        return showFixes(await fixOf(panel, message.about), panel.view.viewColumn);
      case 'chooseConfig': {
        const chosen = await chooseConfigFile();
        return chosen && look(panel, chosen.toString());
      }
      case 'showDefaults':
        panel.defaults = true;
        return update(panel);
      case 'log':
        log[message.level](`timeline page: ${message.text}`);
    }
  };

  const adopt = (view: Panel['view'], uri: string | null): Panel => {
    const panel: Panel = { uri, defaults: false, root: null, view, model: undefined, pending: [], loaded: false };
    panels.add(panel);
    view.webview.options = webviewOptions;
    view.iconPath = {
      light: Uri.joinPath(context.extensionUri, 'media/timeline-light.svg'),
      dark: Uri.joinPath(context.extensionUri, 'media/timeline-dark.svg'),
    };
    view.onDidDispose(() => panels.delete(panel));
    // A hidden page is thrown away by VS Code and says "ready" again when it comes back.
    view.onDidChangeViewState(() => {
      if (!view.visible) panel.loaded = false;
    });
    view.webview.onDidReceiveMessage((message: unknown) => {
      if (!isToHost(message)) return log.warn('timeline page: a message of unknown shape was ignored');
      take(panel, message).catch((error: unknown) => log.error(error instanceof Error ? error : String(error)));
    });
    view.webview.html = pageHtml(view.webview, folder);
    return panel;
  };

  const open = async (uri: Uri | undefined): Promise<Panel> => {
    const key = uri?.toString() ?? null;
    const result = await server.request<TimelineModelResult | null>(TimelineModelRequest, { uri: key });
    if (!result) throw new Error(l10n.t('The timeline could not be worked out. The log says why.'));
    const { root } = result;
    const known = [...panels].find((panel) => (root === null ? panel.uri === key : panel.root === root));
    if (known) {
      known.view.reveal(undefined, true);
      await look(known, key);
      return known;
    }
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const view = window.createWebviewPanel(TIMELINE_VIEW, titleOf(result), place, webviewOptions);
    const panel = adopt(view, key);
    panel.root = root;
    return panel;
  };

  const restore = window.registerWebviewPanelSerializer(TIMELINE_VIEW, {
    async deserializeWebviewPanel(view, state: unknown) {
      adopt(view, isPersisted(state) ? remembered(context, state.docKey) : null);
    },
  });

  const live = [
    server.onDidChange(() => {
      for (const panel of panels) if (panel.loaded) refresh(panel);
    }),
    workspace.onDidGrantWorkspaceTrust(() => {
      for (const panel of panels) if (panel.loaded) refresh(panel);
    }),
  ];

  return {
    show: async (uri) => void (await open(uri)),
    follow: (root) => {
      for (const panel of panels) if (panel.root === root) panel.uri = root;
    },
    showWorstCase: async (uri) => post(await open(uri), { type: 'worstCase' }),
    dispose: () => {
      Disposable.from(restore, ...live).dispose();
      for (const panel of panels) panel.view.dispose();
    },
  };
}

/** `Session timeline: Shop (Release)` */
function titleOf({ model }: Pick<TimelineModelResult, 'model'>): string {
  const { name, environment } = model.app;
  const site = environment ? `${name} (${environment})` : name;
  return site ? l10n.t('Session timeline: {0}', site) : l10n.t('Session timeline');
}

function remember(context: ExtensionContext, docKey: string, uri: string | null): void {
  const known = context.workspaceState.get<Record<string, string>>(REMEMBERED, {});
  if (uri === null || known[docKey] === uri) return;
  void context.workspaceState.update(REMEMBERED, { ...known, [docKey]: uri });
}

function remembered(context: ExtensionContext, docKey: string): string | null {
  return context.workspaceState.get<Record<string, string>>(REMEMBERED, {})[docKey] ?? null;
}

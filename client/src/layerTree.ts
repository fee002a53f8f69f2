import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode';
import { type LayerFileNode, type LayerNode, LayersRequest, type LayersResult } from '../../server/src/lsp/protocol';
import type { Server } from './server';

type SiteNode = LayersResult['sites'][number];
type Node =
  | { readonly kind: 'site'; readonly site: SiteNode }
  | { readonly kind: 'layer'; readonly layer: LayerNode; readonly product: string }
  | { readonly kind: 'file'; readonly file: LayerFileNode; readonly product: string };

const VIEW = 'sessionTimeline.layers';
/** Shown only where a site has layers; `when` in the manifest. */
const CONTEXT = 'sessionTimeline.hasLayers';

/** Layers and files in load order, with what is switched off and why. */
export function showLayerTree(server: Server): Disposable[] {
  const changed = new EventEmitter<void>();
  let sites: readonly SiteNode[] = [];
  let asked = 0;

  const update = async (): Promise<void> => {
    const turn = ++asked;
    const answer = await server.request<LayersResult>(LayersRequest, {}).catch(() => undefined);
    if (!answer || turn !== asked) return;
    const before = JSON.stringify(sites);
    sites = answer.sites;
    await commands.executeCommand('setContext', CONTEXT, sites.length > 0);
    if (JSON.stringify(sites) !== before) changed.fire();
  };

  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: itemOf,
    getChildren(node) {
      if (!node && sites.length !== 1) return sites.map((site) => ({ kind: 'site', site }));
      const site = node ? (node.kind === 'site' ? node.site : undefined) : sites[0];
      if (site) return site.layers.map((layer) => ({ kind: 'layer', layer, product: site.product }));
      if (node?.kind !== 'layer') return [];
      return node.layer.files.map((file) => ({ kind: 'file', file, product: node.product }));
    },
  };
  return [
    changed,
    window.createTreeView(VIEW, { treeDataProvider: provider }),
    server.onDidChange(() => void update()),
  ];
}

function itemOf(node: Node): TreeItem {
  if (node.kind === 'site') return siteItem(node.site);
  return node.kind === 'layer' ? layerItem(node.layer) : fileItem(node.file, node.product);
}

function siteItem({ name, product, version, root }: SiteNode): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = root;
  item.description = version ? `${product} ${version}` : product;
  return item;
}

function layerItem({ name, off, reason, files }: LayerNode): TreeItem {
  const state = files.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const item = new TreeItem(name, state);
  const loaded = files.filter(({ active }) => active).length;
  item.description = reason ?? l10n.t('{0} of {1} files', loaded, files.length);
  item.iconPath = off ? offIcon() : new ThemeIcon('layers');
  if (reason) item.tooltip = reason;
  return item;
}

function fileItem({ uri, name, order, active, reason, condition, stock }: LayerFileNode, product: string): TreeItem {
  const item = new TreeItem(name, TreeItemCollapsibleState.None);
  const said = [
    order === null ? undefined : `${order}`,
    condition ?? undefined,
    active ? undefined : l10n.t('not loaded'),
  ];
  item.description = said.filter((word) => word !== undefined).join(' · ');
  item.tooltip = [
    name,
    reason,
    condition ? l10n.t('Only where {0}', condition) : undefined,
    stock ? l10n.t('Comes with {0}', product) : undefined,
  ]
    .filter((line) => line)
    .join('\n');
  item.iconPath = active ? new ThemeIcon(stock ? 'file' : 'edit') : offIcon();
  item.command = { command: 'vscode.open', title: l10n.t('Open'), arguments: [Uri.parse(uri)] };
  item.accessibilityInformation = { label: [name, item.description, reason].filter((word) => word).join(', ') };
  return item;
}

function offIcon(): ThemeIcon {
  return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
}

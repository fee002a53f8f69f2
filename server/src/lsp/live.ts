import { variantFor } from '../features/variantOf';
import type { FilePath, Files } from '../files/files';
import { overlayFiles } from '../files/overlay';
import { folderOf, isInside, keyOf } from '../files/paths';
import type { WorkspaceOptions } from '../site/options';
import type { Site } from '../site/site';
import { openWorkspace, type Workspace } from '../site/workspace';
import type { Log } from './guard';

/**
 * What the server knows between requests: the workspace, the open documents over it, the variant that is looked at.
 * Changes are taken in one after another; requests wait until those before them are in.
 */
export interface LiveWorkspace {
  /** The workspace with every change so far taken in. */
  settled(): Promise<Workspace>;
  opened(path: FilePath, text: string, version: number): void;
  edited(path: FilePath, text: string, version: number): void;
  closed(path: FilePath): void;
  /** Files changed on disk. */
  touched(paths: readonly FilePath[]): void;
  setRoots(roots: readonly FilePath[]): void;
  setOptions(options: WorkspaceOptions): void;
  /** The variant that is looked at: in a transform its own, elsewhere the chosen one. */
  variantOf(site: Site, path: FilePath): string | null;
  /** The one that was chosen for the site. */
  chosenFor(site: Site): string | null;
  selectVariant(root: FilePath, variant: string | null): void;
}

export interface LiveEvents {
  readonly log: Log;
  /** After changes were taken in: sites that are new because of them. Once per turn, however many changes came. */
  readonly changed: (sites: readonly Site[]) => void;
  readonly progress?: (folders: number) => void;
}

export function liveWorkspace(disk: Files, firstRoots: readonly FilePath[], events: LiveEvents): LiveWorkspace {
  const files = overlayFiles(disk);
  const variants = new Map<string, string>();
  const openFiles = new Map<string, FilePath>();
  let roots = [...firstRoots];
  let options: WorkspaceOptions = {};
  let workspace: Workspace | undefined;
  let pending = new Set<FilePath>();
  let typed = new Set<FilePath>();
  let reopen = true;
  let queue: Promise<unknown> = Promise.resolve();

  /** Folders of the workspace, and of open files outside it. */
  function allRoots(): FilePath[] {
    const loose = [...openFiles.values()]
      .map(folderOf)
      .filter((folder) => !roots.some((root) => isInside(root, folder)));
    const all = [...new Set([...roots, ...loose])];
    return all.filter(
      (root) => !all.some((other) => other !== root && isInside(other, root) && keyOf(other) !== keyOf(root)),
    );
  }

  function takeIn(): Promise<Workspace> {
    const turn = queue.then(async () => {
      if (!workspace || reopen) {
        reopen = false;
        pending = new Set();
        typed = new Set();
        workspace = await openWorkspace(files, allRoots(), { ...options, progress: events.progress });
        events.changed(workspace.sites);
      } else if (pending.size > 0 || typed.size > 0) {
        const [appeared, edited] = [[...pending], [...typed]];
        pending = new Set();
        typed = new Set();
        const fresh = [...(await workspace.changed(appeared)), ...(await workspace.edited(edited))];
        if (fresh.length > 0) events.changed(fresh);
      }
      return workspace;
    });
    queue = turn.catch((error) => events.log.error(`Reading the workspace failed: ${String(error)}`));
    return turn;
  }

  function chosenFor(site: Site): string | null {
    const chosen = variants.get(keyOf(site.root));
    return chosen !== undefined && site.variants.some((variant) => variant.name === chosen) ? chosen : null;
  }

  const note = (path: FilePath) => {
    pending.add(path);
    void takeIn().catch(() => undefined);
  };

  return {
    settled: takeIn,
    opened(path, text, version) {
      files.open(path, text, version);
      openFiles.set(keyOf(path), path);
      if (!roots.some((root) => isInside(root, path)) && !workspace?.roots.some((root) => isInside(root, path)))
        reopen = true;
      note(path);
    },
    edited(path, text, version) {
      files.open(path, text, version);
      typed.add(path);
      void takeIn().catch(() => undefined);
    },
    closed(path) {
      files.close(path);
      openFiles.delete(keyOf(path));
      note(path);
    },
    touched: (paths) => paths.forEach(note),
    setRoots(next) {
      roots = [...next];
      reopen = true;
      void takeIn().catch(() => undefined);
    },
    setOptions(next) {
      if (JSON.stringify(next) === JSON.stringify(options)) return;
      options = next;
      reopen = true;
      void takeIn().catch(() => undefined);
    },
    variantOf: (site, path) => variantFor(site, path, chosenFor(site)),
    chosenFor,
    selectVariant(root, variant) {
      if (variant === null) variants.delete(keyOf(root));
      else variants.set(keyOf(root), variant);
    },
  };
}

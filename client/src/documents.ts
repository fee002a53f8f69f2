import type { DocumentFilter, GlobPattern, Uri } from 'vscode';

/**
 * Every `.config` file, in any case and from any kind of workspace: VS Code does not know the ending as XML, and a
 * section may have been moved to a file of any name (`configSource`). The server says nothing about files that belong
 * to no site.
 */
export const CONFIG_FILES: readonly DocumentFilter[] = [{ pattern: '**/*.[Cc][Oo][Nn][Ff][Ii][Gg]' }];

/** A workspace that holds one of these has something to look at before any file is opened. */
export const SITE_FILES: GlobPattern =
  '**/{[Ww][Ee][Bb].[Cc][Oo][Nn][Ff][Ii][Gg],applicationHost.config,App_Config/Layers.config,App_Config/Sitecore.config}';

/** Where editors keep old revisions for comparing. They are shown, not checked. */
const REVISIONS: ReadonlySet<string> = new Set(['git', 'gitfs', 'gitlens', 'pr', 'review', 'svn', 'scm-history-item']);

/** Is it an old revision of a file, as in the left side of a comparison? */
export function isRevision(uri: Uri): boolean {
  return REVISIONS.has(uri.scheme);
}

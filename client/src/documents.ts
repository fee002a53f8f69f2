import type { DocumentFilter, GlobPattern, Uri } from 'vscode';

/**
 * Every `.config` file, in any case and from any kind of workspace: VS Code does not know the ending as XML, and a
 * section may have been moved to a file of any name (`configSource`). The server says nothing about files that belong
 * to no site.
 */
export const CONFIG_FILES: readonly DocumentFilter[] = [{ pattern: '**/*.[Cc][Oo][Nn][Ff][Ii][Gg]' }];

/** Files of code that a site may have: the server is told of them, and starts for none of them. */
export const CODE_FILES: readonly DocumentFilter[] = [{ language: 'csharp' }, { pattern: '**/appsettings*.json' }];

/**
 * A workspace that holds one of these has something to look at before any file is opened: what the parts of the server
 * say (`wakes`), as in the manifest's activation events.
 */
export const SITE_FILES: readonly GlobPattern[] = [
  '**/[Aa][Pp][Pp][Ll][Ii][Cc][Aa][Tt][Ii][Oo][Nn][Hh][Oo][Ss][Tt].[Cc][Oo][Nn][Ff][Ii][Gg]',
  '**/[Ww][Ee][Bb].[Cc][Oo][Nn][Ff][Ii][Gg]',
  '**/*.[Cc][Ss][Pp][Rr][Oo][Jj]',
  '**/[Aa][Pp][Pp]_[Cc][Oo][Nn][Ff][Ii][Gg]/[Ll][Aa][Yy][Ee][Rr][Ss].[Cc][Oo][Nn][Ff][Ii][Gg]',
  '**/[Aa][Pp][Pp]_[Cc][Oo][Nn][Ff][Ii][Gg]/[Ss][Ii][Tt][Ee][Cc][Oo][Rr][Ee].[Cc][Oo][Nn][Ff][Ii][Gg]',
];

/** Where editors keep old revisions for comparing. They are shown, not checked. */
const REVISIONS: ReadonlySet<string> = new Set(['git', 'gitfs', 'gitlens', 'pr', 'review', 'svn', 'scm-history-item']);

/** Is it an old revision of a file, as in the left side of a comparison? */
export function isRevision(uri: Uri): boolean {
  return REVISIONS.has(uri.scheme);
}

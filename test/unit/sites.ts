import { memoryFiles } from '../../server/src/files/memory';
import { readModule } from '../../server/src/files/modules';
import type { Finding } from '../../server/src/rules/rule';
import { allVariants, findingsOf } from '../../server/src/rules/run';
import type { WorkspaceOptions } from '../../server/src/site/options';
import type { Site } from '../../server/src/site/site';
import { openWorkspace, type Workspace } from '../../server/src/site/workspace';
import { provideCSharp } from '../../server/src/syntax/csharp/kind';
import { parseFixture } from './fixture';

provideCSharp(readModule);

/** A workspace in memory from a `//- path` text; its roots are the first folders of the paths. */
export async function workspaceOf(
  text: string | ReadonlyMap<string, string>,
  options: WorkspaceOptions = {},
): Promise<Workspace> {
  const files = typeof text === 'string' ? parseFixture(text).files : text;
  const roots = [...new Set([...files.keys()].map((path) => `/${path.split('/')[1]}`))];
  return openWorkspace(memoryFiles(files), roots, options);
}

/** The one site of a text. */
export async function siteOf(
  text: string | ReadonlyMap<string, string>,
  options: WorkspaceOptions = {},
): Promise<Site> {
  const { sites } = await workspaceOf(text, options);
  if (sites.length !== 1) throw new Error(`expected one site, found ${sites.length}`);
  return sites[0]!;
}

/** Findings of all sites in all variants. A rule that breaks down fails the test. */
export function findingsIn(workspace: Workspace): Finding[] {
  return workspace.sites.flatMap((site) => {
    const { findings, failures } = findingsOf(site, allVariants(site));
    for (const { rule, error } of failures) throw new Error(`rule ${rule} failed`, { cause: error });
    return [...findings];
  });
}

/** Texts of all files a site was read from, by path. */
export function textsOf(workspace: Workspace): Map<string, string> {
  const texts = new Map<string, string>();
  for (const site of workspace.sites) for (const file of site.sources.values()) texts.set(file.path, file.text);
  return texts;
}

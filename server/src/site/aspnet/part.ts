import type { FilePath } from '../../files/files';
import { keyOf } from '../../files/paths';
import { projectIn, runsCore } from '../code/project';
import type { Folders } from '../folders';

import type { ParsedFile } from '../parsed';
import { handsRequestsOn } from '../requests';
import type { Loading, SitePart } from '../sitePart';
import { claimsOf } from './claims';
import { ASPNET, type AspNetSite } from './key';
import { sharesOf } from './shares';

/** Where an application may tie its clocks together. */
const APPLICATION_CODE = ['Global.asax', 'Global.asax.cs'];

/** Of code, and of pages that may hold some. */
const CODE_ENDS = ['cs', 'vb', 'asax', 'aspx', 'ascx', 'master', 'asp', 'asa'];
const CODE = new RegExp(`\\.(?:${CODE_ENDS.join('|')})$`, 'i');

/** ASP.NET on the .NET Framework: whatever has a web.config that does not hand all requests on. */
export const aspnet: SitePart<AspNetSite> = {
  key: ASPNET,
  watches: [
    '**/*.config',
    '**/*.pubxml',
    '**/*.xdt',
    '**/*.vbproj',
    '**/*.fsproj',
    ...CODE_ENDS.map((end) => `**/*.${end}`),
  ],
  wakes: ['**/web.config'],
  shares: sharesOf,
  claims: claimsOf,
  async load({ webConfig, spread, folders, root, roots, cache, readCode }) {
    // An installation that is not here runs on it all the same; its code lies in the projects, each with a root of its own.
    if (spread) return { loaded: { applicationCode: [], code: [] }, stack: 'framework' };
    if (!webConfig || handsRequestsOn(webConfig)) return undefined;
    const project = await projectIn(root, { folders, roots, load: (path) => cache.load(path) });
    if (project && runsCore(project)) return undefined;
    const applicationCode: ParsedFile[] = [];
    for (const name of APPLICATION_CODE) {
      const path = folders.file(root, name) ?? `${root}/${name}`;
      const file = await readCode(path);
      if (file) applicationCode.push(file);
    }
    return { loaded: { applicationCode, code: await readAll(codeBelow(folders, root), readCode) }, stack: 'framework' };
  },
};

/** More files of code than an application has that people write by hand. */
const MOST_CODE = 4000;

/** The code of the application, not of those with a project of their own below it. */
function codeBelow(folders: Folders, root: FilePath): FilePath[] {
  const found: FilePath[] = [];
  const others: string[] = [];
  for (const folder of folders.below(root)) {
    const key = `${keyOf(folder)}/`;
    if (others.some((other) => key.startsWith(other))) continue;
    const files = folders.entries(folder).filter(({ kind }) => kind === 'file');
    if (folder !== root && files.some(({ name }) => /\.(?:cs|vb)proj$|^global\.asax$/i.test(name))) {
      others.push(key);
      continue;
    }
    for (const { name } of files) if (CODE.test(name) && found.length < MOST_CODE) found.push(`${folder}/${name}`);
  }
  return found;
}

const AT_A_TIME = 32;

async function readAll(paths: readonly FilePath[], read: Loading['readCode']): Promise<ParsedFile[]> {
  const files: ParsedFile[] = [];
  for (let at = 0; at < paths.length; at += AT_A_TIME) {
    const some = await Promise.all(paths.slice(at, at + AT_A_TIME).map((path) => read(path)));
    files.push(...some.filter((file) => file !== undefined));
  }
  return files;
}

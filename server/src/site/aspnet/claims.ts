import type { PoolMapping } from '../../config/iis/pools';
import type { FilePath } from '../../files/files';
import { folderOf, isInside } from '../../files/paths';
import { copyAbove, hasProject, isForTools, isForViews, isLibrary, isOfAnotherKind, projectsIn } from '../bystanders';
import { isParsed } from '../parsed';
import type { Claim, Search } from '../sitePart';

/**
 * Every folder with a web.config is a site, or a part of the site above it. It is a site of its own where a project, a
 * Global.asax or IIS says that it is an application; it is none where the file is there for views or for the editor alone.
 */
export async function claimsOf({ folders, roots, iis, load }: Search): Promise<Claim[]> {
  const claims: Claim[] = [];
  const copies: Claim[] = [];
  for (const path of folders.named('web.config')) {
    const folder = folderOf(path);
    // Beside machine.config stands the root web.config of the server, which is no site.
    if (folders.file(folder, 'machine.config')) continue;
    // App_Config/Prefetch/Web.config only shares its name: it lists what is loaded of a database called web.
    if (/\/app_config(?:\/|$)/i.test(folder)) continue;
    const file = await load(path);
    const asax = folders.file(folder, 'Global.asax') !== undefined;
    if (isParsed(file) && !asax && (isForViews(file) || isOfAnotherKind(file))) continue;
    if (isParsed(file) && !asax && isForTools(file) && (await holdsLibrary(folder, { folders, load }))) continue;
    const own = asax || hasProject(folders, folder) || isApplication(iis.placeOf(folder).pool);
    const claim = { root: folder, ...(own && { own }) };
    const root = roots.find((one) => isInside(one, folder)) ?? folder;
    (isParsed(file) && copyAbove(folders, root, file) ? copies : claims).push(claim);
  }
  // A workspace that holds nothing but what was published is the site itself.
  return claims.length > 0 ? claims : copies;
}

/** The root of an application, by name: what is only like the physical path of several is left where it is. */
function isApplication(pool: PoolMapping): boolean {
  return 'pool' in pool && pool.directory.path === '/';
}

/** Is every project of the folder a library? */
async function holdsLibrary(folder: FilePath, { folders, load }: Pick<Search, 'folders' | 'load'>): Promise<boolean> {
  const projects = await Promise.all(projectsIn(folders, folder).map(load));
  return projects.length > 0 && projects.every((project) => isParsed(project) && isLibrary(project));
}

import type { ParsedFile } from '../parsed';
import { handsRequestsOn } from '../requests';
import type { SitePart } from '../sitePart';
import { ASPNET, type AspNetSite } from './key';

/** Where an application may tie its clocks together. */
const APPLICATION_CODE = ['Global.asax', 'Global.asax.cs'];

/** ASP.NET on the .NET Framework: whatever has a web.config that does not hand all requests on. */
export const aspnet: SitePart<AspNetSite> = {
  key: ASPNET,
  watches: ['**/*.config', '**/*.pubxml', ...APPLICATION_CODE.map((name) => `**/${name}`)],
  wakes: ['**/web.config'],
  claims({ folders, roots }) {
    return roots.flatMap((root) =>
      [...folders.below(root)]
        // Beside machine.config stands the root web.config of the server, which is no site.
        .filter((folder) => folders.file(folder, 'web.config') && !folders.file(folder, 'machine.config'))
        .map((folder) => ({ root: folder })),
    );
  },
  async load({ webConfig, folders, root, readCode }) {
    if (!webConfig || handsRequestsOn(webConfig)) return undefined;
    const applicationCode: ParsedFile[] = [];
    for (const name of APPLICATION_CODE) {
      const path = folders.file(root, name) ?? `${root}/${name}`;
      const file = await readCode(path);
      if (file) applicationCode.push(file);
    }
    return { loaded: { applicationCode }, stack: 'framework' };
  },
};

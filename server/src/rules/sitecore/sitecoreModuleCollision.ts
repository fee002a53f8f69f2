import type { FilePath } from '../../files/files';
import { xmlOf } from '../../site/parsed';
import { fileIn, type Site } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import { nameOf } from '../edits';
import { type Place, rule } from '../rule';
import { patchFile } from './shared/examples';

export default rule({
  id: 'sitecore-module-collision',
  severity: 'information',
  system: 'sitecore',
  title: 'Files of one path in two projects',
  explains:
    'All projects of a solution are copied into one web root. Where two of them bring a file of the same path, the one that is copied last stays and what the other says is gone, and no file here tells which that is. Give each project a folder of its own below App_Config/Include, as the folders of Helix modules are, or keep the file in one project.',
  source: 'General knowledge of publishing: what is copied to one path later replaces what was there',
  fixable: false,
  check({ view: { site } }, report) {
    for (const { path, files } of site.part(SITECORE)?.collisions ?? []) {
      // A copy of the same file, as packages leave one in each project, says the same wherever it comes from.
      if (new Set(files.map((file) => fileIn(site, file)?.text)).size < 2) continue;
      const places = files.flatMap((file) => placeIn(site, file) ?? []);
      const last = places.at(-1);
      for (const at of places)
        if (at !== last)
          report({
            at,
            message: `Another project brings ${path} too: which of them is there in the end, no file here tells.`,
            related: places
              .filter((other) => other !== at)
              .map((other) => ({ ...other, message: `The same path: ${path}` })),
          });
    }
  },
  examples: {
    bad: solution('News.config', 'News.config'),
    good: solution('News.config', 'Search.config'),
  },
});

/** Its root element, which all of them have in common. */
function placeIn(site: Site, path: FilePath): Place | undefined {
  const file = fileIn(site, path);
  const root = file && xmlOf(file).root;
  return file && root && nameOf(file, root);
}

/** Two projects of a solution that each bring one file. */
function solution(first: string, second: string): string {
  const module = (project: string, name: string) =>
    `//- /repo/src/${project}/App_Config/Include/${name}\n${patchFile(`<settings><setting name="${project}.Size" value="1" /></settings>`)}`;
  return `//- /repo/Shop.sln\nMicrosoft Visual Studio Solution File\n${module('News', first)}\n${module('Search', second)}`;
}

import { attributeOf, childElements } from '../syntax/xml/navigate';
import { type ParsedFile, xmlOf } from './parsed';
import type { SiteView } from './site';

/**
 * Virtual paths below the application of which its files say something of their own, as they are first written: folders
 * with a web.config, and targets of `<location>`s in web.config, in those of folders, and in what transforms add.
 */
export function configuredBelow(view: SiteView): string[] {
  const { site } = view;
  const paths = new Map<string, string>();
  const add = (path: string) => {
    if (path !== '' && !paths.has(path.toLowerCase())) paths.set(path.toLowerCase(), path);
  };
  for (const { path } of site.folders) add(path);
  const holders = [
    ...(site.webConfig ? [{ file: site.webConfig, path: '' }] : []),
    ...view.transforms().map(({ file }) => ({ file, path: '' })),
    ...site.folders,
  ];
  for (const { file, path } of holders)
    for (const location of locationPathsIn(file)) add([path, location].filter(Boolean).join('/'));
  return [...paths.values()];
}

/** Paths of the `<location>`s of a file; those that mean the level of the file itself are left out. */
function locationPathsIn(file: ParsedFile): string[] {
  const { root } = xmlOf(file);
  return (root ? childElements(root, 'location') : [])
    .map((element) => attributeOf(element, 'path')?.value ?? '')
    .filter((path) => path !== '' && path !== '.');
}

import type { EffectiveConfiguration } from '../../../config/aspnet/effective';
import type { ConfigProblem, ConfigProblemCode } from '../../../config/aspnet/problem';
import { getOrInsertComputed } from '../../../maps';
import { type ParsedFile, xmlFilesOf, xmlOf } from '../../../site/parsed';
import { attributeOf, childElements } from '../../../syntax/xml/navigate';
import type { XmlElement } from '../../../syntax/xml/tree';
import type { RuleInput } from '../../rule';

export type ProblemsByCode = ReadonlyMap<ConfigProblemCode, readonly ConfigProblem[]>;

/** Variants that differ in Sitecore roles only share what ASP.NET reads, and so its problems. */
const byConfiguration = new WeakMap<EffectiveConfiguration, ProblemsByCode>();

/** Every broken rule of the configuration system in a site's variant, each once; found once for all rules. */
export function problemsOf(input: RuleInput): ProblemsByCode {
  const configuration = input.view.effective();
  return getOrInsertComputed(byConfiguration, configuration, () => collect(input));
}

function collect({ view }: RuleInput): ProblemsByCode {
  const { site } = view;
  const found = new Map<ConfigProblemCode, ConfigProblem[]>();
  const seen = new Set<string>();
  const add = (problem: ConfigProblem) => {
    const key = `${problem.code}|${problem.file}|${problem.span.start}|${problem.span.end}`;
    if (seen.has(key)) return;
    seen.add(key);
    const same = found.get(problem.code);
    if (same) same.push(problem);
    else found.set(problem.code, [problem]);
  };
  view.effective().problems.forEach(add);
  // The problems of every file by itself are among those of the root; a path adds those of the merge.
  for (const path of pathsOf(view)) view.effective(path).ownProblems.forEach(add);
  site.iis?.problems.forEach(add);
  return found;
}

/** Paths below the application that say something of their own: folders with a web.config, and `<location>`s. */
function pathsOf({ site, transforms }: RuleInput['view']): string[] {
  const locked = xmlFilesOf(site).some(mentionsLock);
  const paths = new Map<string, string>();
  const add = (path: string) => void paths.set(path.toLowerCase(), path);
  for (const { path } of site.folders) add(path);
  const holders = [
    ...(site.webConfig ? [{ file: site.webConfig, path: '' }] : []),
    ...transforms().map(({ file }) => ({ file, path: '' })),
    ...site.folders,
  ];
  for (const { file, path } of holders)
    for (const location of locationsOf(file))
      if (locked || location.telling) add([path, location.path].filter(Boolean).join('/'));
  return [...paths.values()];
}

interface LocationPath {
  readonly path: string;
  /** Does it hold more than plain values that may stand anywhere? */
  readonly telling: boolean;
}

const byFile = new WeakMap<ParsedFile, readonly LocationPath[]>();

function locationsOf(file: ParsedFile): readonly LocationPath[] {
  return getOrInsertComputed(byFile, file, () => {
    const { root } = xmlOf(file);
    return (root ? childElements(root, 'location') : []).flatMap((element) => {
      const path = attributeOf(element, 'path')?.value ?? '';
      return path === '' || path === '.' ? [] : [{ path, telling: isTelling(element) }];
    });
  });
}

/** A merge can only refuse locks, sections that may not stand there, entries of collections, and what stands twice. */
const LOCK = /\block(?:Item|Attributes|Elements|All)|\b(?:allowOverride|overrideMode)/;
const PLAIN = new Set([
  'authorization',
  'httpRuntime',
  'pages',
  'customErrors',
  'globalization',
  'trace',
  'compilation',
]);
const PLAIN_ENTRIES = new Set(['allow', 'deny']);

const locks = new WeakMap<ParsedFile, boolean>();

function mentionsLock(file: ParsedFile): boolean {
  return getOrInsertComputed(locks, file, () => LOCK.test(file.text));
}

function isTelling(location: XmlElement): boolean {
  for (const group of childElements(location)) {
    if (group.name !== 'system.web') return true;
    for (const section of childElements(group)) {
      if (!PLAIN.has(section.name) || attributeOf(section, 'configSource')) return true;
      if (childElements(section).some((child) => !PLAIN_ENTRIES.has(child.name))) return true;
    }
  }
  return false;
}

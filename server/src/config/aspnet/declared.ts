import {
  type AllowDefinition,
  BUILT_IN,
  BUILT_IN_GROUPS,
  DEFAULT_DECLARATION,
  groupsOf,
  isIisSection,
  type SectionFacts,
} from './sections';
import type { ConfigElement } from './source';

/** Which names are groups and which are sections, as far as the files of a chain say. */
export interface Declarations {
  section(path: string): SectionFacts | undefined;
  isGroup(path: string): boolean;
  /** Some declared section or group that differs from `path` only in case. */
  otherCase(path: string): string | undefined;
}

/** One `<section>` or `<sectionGroup>` of a `configSections`. */
export interface Declaration {
  readonly path: string;
  readonly kind: 'section' | 'group';
  readonly element: ConfigElement;
}

/** Every `<section>` and `<sectionGroup>` below a `configSections`, in document order, groups before what is in them. */
export function declarationsIn(configSections: ConfigElement): Declaration[] {
  const found: Declaration[] = [];
  const work: { element: ConfigElement; group: string }[] = [{ element: configSections, group: '' }];
  for (let job = work.pop(); job; job = work.pop()) {
    const inner: typeof work = [];
    for (const element of job.element.children) {
      const name = element.value('name');
      if (!name || (element.name !== 'section' && element.name !== 'sectionGroup')) continue;
      const path = job.group ? `${job.group}/${name}` : name;
      found.push({ path, kind: element.name === 'section' ? 'section' : 'group', element });
      if (element.name === 'sectionGroup') inner.push({ element, group: path });
    }
    work.push(...inner.reverse());
  }
  return found;
}

/** The built-in sections together with what the `configSections` of these roots add; what stands first stays. */
export function declarationsOf(roots: readonly ConfigElement[]): Declarations {
  const sections = new Map<string, SectionFacts>();
  const groups = new Set<string>();
  for (const root of roots) {
    for (const configSections of root.children.filter((child) => child.name === 'configSections')) {
      for (const { path, kind, element } of declarationsIn(configSections)) {
        if (kind === 'group') groups.add(path);
        // IIS registers its sections itself, with other defaults than the built-in list when the server says so.
        else if (!sections.has(path) && (!BUILT_IN.has(path) || isIisSection(path)))
          sections.set(path, factsOf(element, path));
        for (const group of groupsOf(path)) groups.add(group);
      }
    }
  }
  return {
    section: (path) => sections.get(path) ?? BUILT_IN.get(path),
    isGroup: (path) => groups.has(path) || BUILT_IN_GROUPS.has(path),
    otherCase: (path) => {
      const wanted = path.toLowerCase();
      const known = [...sections.keys(), ...groups, ...BUILT_IN.keys(), ...BUILT_IN_GROUPS];
      return known.find((name) => name !== path && name.toLowerCase() === wanted);
    },
  };
}

/** Sections whose reader, if there is one, is handed the raw XML: Sitecore builds its configuration from many files. */
const READS_ALONE = /^\s*(?:System\.Configuration\.IgnoreSection\b|Sitecore\.Configuration\.)/;

/** What a `<section>` element says about its section. */
export function factsOf(element: ConfigElement, path: string): SectionFacts {
  const of = (name: string) => element.value(name);
  const type = of('type') ?? '';
  return {
    ...DEFAULT_DECLARATION,
    allowDefinition: (of('allowDefinition') as AllowDefinition | undefined) ?? 'Everywhere',
    allowLocation: of('allowLocation') !== 'false',
    overrideModeDefault: of('overrideModeDefault') === 'Deny' ? 'Deny' : 'Allow',
    declaredIn: element.origins[0]!.file,
    restartOnExternalChanges: of('restartOnExternalChanges') !== 'false',
    read: isIisSection(path) ? 'iis' : READS_ALONE.test(type) ? 'ignored' : 'section',
  };
}

import { getOrInsertComputed } from '../../maps';
import { admissionOf } from './admission';
import { type ChainOptions, type Container, chainOf, isMachineWide } from './chain';
import { type Declarations, declarationsOf } from './declared';
import { contributionsOf, Draft, RESERVED, type Speaker } from './draft';
import type { EffectiveConfiguration, EffectiveElement } from './effective';
import { type Resolved, resolveConfigSource, resolveSettingsFile, sharedSources, type UsedSource } from './external';
import { fileProblems } from './fileProblems';
import { applyBuilders, encryptedBecause, hideAll } from './hidden';
import type { Layer } from './layer';
import { mergeElement } from './mergeElement';
import type { ConfigProblem } from './problem';
import { groupsOf, isIisSection, UNDECLARED } from './sections';
import type { ConfigElement } from './source';

/**
 * What the files of a chain amount to for one virtual path. `layers` stand weakest first; those whose folder does not
 * lie on the way to `options.location` are left out. Nothing is read or merged before it is asked for.
 */
export function effective(layers: readonly Layer[], options: ChainOptions = {}): EffectiveConfiguration {
  const merged = new Map<string, Merged>();
  const mergedAt = (path: string) => {
    return getOrInsertComputed(merged, path, () => mergeSection(path, chain));
  };
  const chain: Chain = {
    containers: chainOf(layers, options),
    declared: declarationsOf(layers.flatMap((layer) => layer.source.root ?? [])),
    // An excerpt without declarations does not tell what the server locks (a whole one unlocks modules and handlers).
    hasApplicationHost: layers.some(
      ({ kind, source }) =>
        kind === 'applicationHost.config' && source.root?.children.some(({ name }) => name === 'configSections'),
    ),
    ignoresWebConfig: options.ignoresWebConfig ?? false,
    section: (path) => mergedAt(path).element,
  };
  let paths: readonly string[] | undefined;
  let problems: readonly ConfigProblem[] | undefined;
  const sections = () => {
    paths ??= sectionsIn(chain);
    return paths;
  };
  return {
    section: chain.section,
    sections,
    get problems() {
      // Nobody parses an ignored section, such as the binding redirects of `runtime`: nothing in it can be refused.
      const parsed = () => sections().filter((path) => chain.declared.section(path)?.read !== 'ignored');
      problems ??= inOrder([
        ...layers.flatMap((layer) => fileProblems(layer, chain.declared)),
        ...parsed().flatMap((path) => refusalsOf(path, chain) ?? mergedAt(path).problems),
        ...sharedSources(parsed().flatMap((path) => merged.get(path)?.sources ?? [])),
      ]);
      return problems;
    },
    get ownProblems() {
      const deepest = Math.max(...chain.containers.map(({ level }) => level.number));
      const own = chain.containers.filter(({ level }) => level.number === deepest);
      return inOrder(sectionsIn({ ...chain, containers: own }).flatMap((path) => mergedAt(path).problems));
    },
  };
}

/** Everything a merge needs to know about its files. */
interface Chain {
  readonly containers: readonly Container[];
  readonly declared: Declarations;
  readonly hasApplicationHost: boolean;
  readonly ignoresWebConfig: boolean;
  section(path: string): EffectiveElement | undefined;
}

/**
 * What nobody declares is merged by rules nobody knows: for findings only whether it may stand where it stands is looked
 * at. Undefined for sections that have to be merged.
 */
function refusalsOf(path: string, chain: Chain): ConfigProblem[] | undefined {
  const { declared, containers, hasApplicationHost } = chain;
  if (declared.section(path) || !groupsOf(path).every(declared.isGroup)) return undefined;
  const admission = admissionOf(path, UNDECLARED, hasApplicationHost);
  const refusals: ConfigProblem[] = [];
  for (const container of containers) {
    const [element] = isHeard(container, path, chain) ? container.elements(path) : [];
    if (element?.carries(RESERVED)) return undefined;
    const refusal = element && admission.admit(container, element);
    if (refusal) refusals.push(refusal);
  }
  return refusals;
}

interface Merged {
  readonly element: EffectiveElement | undefined;
  readonly problems: readonly ConfigProblem[];
  readonly sources: readonly UsedSource[];
}

function mergeSection(path: string, chain: Chain): Merged {
  const problems: ConfigProblem[] = [];
  const sources: UsedSource[] = [];
  const { declared, containers } = chain;
  if (declared.isGroup(path) || !groupsOf(path).every(declared.isGroup))
    return { element: undefined, problems, sources };
  const name = path.slice(path.lastIndexOf('/') + 1);
  const facts = declared.section(path) ?? UNDECLARED;
  const admission = admissionOf(path, facts, chain.hasApplicationHost);
  let draft: Draft | undefined;
  for (const container of containers) {
    if (!isHeard(container, path, chain)) continue;
    // A second one in the same file is a problem of that file (`content.ts`).
    const [element] = container.elements(path);
    if (!element) continue;
    draft ??= new Draft(name, path.slice(0, Math.max(0, path.length - name.length - 1)));
    const speaker = speakerOf(container, problems);
    const refusal = admission.admit(container, element);
    if (refusal) {
      problems.push(refusal);
      blockInput(draft, element, speaker, refusal);
      continue;
    }
    // Its reader sees the raw XML, if there is one; most of a large web.config is such (`runtime`).
    if (facts.read === 'ignored') {
      draft.origins.push(...contributionsOf(element.origins, speaker));
      continue;
    }
    const attribute = element.attribute('configSource');
    const named = attribute && container.layer.external?.get(attribute.value);
    if (attribute && named?.kind === 'file') sources.push({ section: path, file: named.file, attribute });
    mergeInput(draft, element, speaker, container, chain);
  }
  return { element: draft, problems, sources };
}

/** IIS's files speak of IIS's sections only; and a pool can take web.config files their say in those. */
function isHeard({ layer }: Container, path: string, { ignoresWebConfig }: Chain): boolean {
  if (layer.kind === 'applicationHost.config') return isIisSection(path);
  return !(ignoresWebConfig && isIisSection(path) && !isMachineWide(layer));
}

/** A refused input does not count, but people want to see what it would have said. */
function blockInput(draft: Draft, element: ConfigElement, speaker: Speaker, refusal: ConfigProblem): void {
  const said = (origins: ConfigElement['origins']) =>
    contributionsOf(origins, speaker).map((contribution) => ({ ...contribution, note: refusal.message }));
  draft.blocked = [...(draft.blocked ?? []), ...said(element.origins)];
  for (const attribute of element.attributes) {
    const value = draft.attributes.get(attribute.name);
    if (!value) continue;
    const blocked = [...(value.blocked ?? []), ...said(attribute.origins)];
    draft.attributes.set(attribute.name, { ...value, blocked });
  }
}

function speakerOf(container: Container, problems: ConfigProblem[]): Speaker {
  const { layer, location, level } = container;
  return {
    layer: layer.name,
    kind: location ? 'location' : layer.kind === 'applicationHost.config' ? 'iis' : 'file',
    level: level.number,
    ...(location && { note: `location path="${location.path || '.'}"` }),
    file: layer.source.file,
    problems,
  };
}

function mergeInput(draft: Draft, element: ConfigElement, speaker: Speaker, container: Container, chain: Chain): void {
  const resolved = resolveConfigSource(draft.path, element, speaker, container.layer.external);
  if ('opaque' in resolved || resolved.element !== element)
    draft.origins.push(...contributionsOf(element.origins, speaker));
  if ('opaque' in resolved) {
    hideAll(draft, resolved.opaque);
    return;
  }
  const encrypted = encryptedBecause(resolved.element, resolved.speaker);
  if (encrypted !== undefined) {
    draft.origins.push(...contributionsOf(resolved.element.origins, resolved.speaker));
    hideAll(draft, encrypted);
    return;
  }
  mergeElement(draft, resolved.element, resolved.speaker);
  if (draft.path === 'appSettings') mergeSettingsFile(draft, resolved);
  applyBuilders(draft, element, speaker, chain.section);
}

function mergeSettingsFile(draft: Draft, section: Extract<Resolved, { element: ConfigElement }>): void {
  const settings = resolveSettingsFile(section.element, section.speaker, section.external);
  if (!settings) return;
  if ('opaque' in settings) hideAll(draft, settings.opaque);
  else mergeElement(draft, settings.element, settings.speaker);
}

/** Sections are what stands in groups; a name nobody declared is a section too. */
function sectionsIn({ containers, declared }: Chain): string[] {
  const found = new Set<string>();
  for (const { location, layer } of containers) {
    const holder = location?.element ?? layer.source.root;
    const work = (holder?.children ?? []).map((element) => ({ element, path: element.name })).reverse();
    for (let job = work.pop(); job; job = work.pop()) {
      if (job.path === 'configSections' || job.path === 'location') continue;
      if (!declared.isGroup(job.path)) found.add(job.path);
      else
        for (let i = job.element.children.length - 1; i >= 0; i--)
          work.push({ element: job.element.children[i]!, path: `${job.path}/${job.element.children[i]!.name}` });
    }
  }
  return [...found];
}

function inOrder(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return [...problems].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.span.start - b.span.start || a.span.end - b.span.end,
  );
}

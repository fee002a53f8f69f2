import { type ChainOptions, type Container, chainOf } from './chain';
import { type Declarations, declarationsOf } from './declared';
import { contributionsOf, type Draft, mergeElement, newDraft, type Speaker } from './draft';
import type { EffectiveConfiguration, EffectiveElement } from './effective';
import { resolveConfigSource, resolveSettingsFile } from './external';
import type { Layer } from './layer';
import type { ConfigProblem } from './problem';
import { groupsOf, isIisSection } from './sections';
import type { ConfigElement } from './source';

export type { ChainOptions, SitePlace } from './chain';
export type { Contribution, EffectiveConfiguration, EffectiveElement, EffectiveValue } from './effective';
export type { ExternalFile, ExternalFiles, Layer, LayerKind } from './layer';
export type { ConfigEdit, ConfigProblem, ConfigProblemCode } from './problem';

/**
 * What the files of a chain amount to for one virtual path. `layers` stand weakest first; those whose folder does not
 * lie on the way to `options.location` are left out. Nothing is read or merged before it is asked for.
 */
export function effective(layers: readonly Layer[], options: ChainOptions = {}): EffectiveConfiguration {
  const containers = chainOf(layers, options);
  const declared = declarationsOf(layers.flatMap((layer) => layer.source.root ?? []));
  const merged = new Map<string, Merged>();
  const mergedAt = (path: string) => {
    let found = merged.get(path);
    if (!found) {
      found = mergeSection(path, containers, declared);
      merged.set(path, found);
    }
    return found;
  };
  let paths: readonly string[] | undefined;
  let problems: readonly ConfigProblem[] | undefined;
  const sections = () => {
    paths ??= sectionsIn(containers, declared);
    return paths;
  };
  return {
    section: (path) => mergedAt(path).element,
    sections,
    get problems() {
      problems ??= sections().flatMap((path) => mergedAt(path).problems);
      return problems;
    },
  };
}

interface Merged {
  readonly element: EffectiveElement | undefined;
  readonly problems: readonly ConfigProblem[];
}

function mergeSection(path: string, containers: readonly Container[], declared: Declarations): Merged {
  const problems: ConfigProblem[] = [];
  if (declared.isGroup(path) || !groupsOf(path).every(declared.isGroup)) return { element: undefined, problems };
  const name = path.slice(path.lastIndexOf('/') + 1);
  let draft: Draft | undefined;
  for (const container of containers) {
    if (container.layer.kind === 'applicationHost.config' && !isIisSection(path)) continue;
    const [element] = container.elements(path);
    if (!element) continue;
    draft ??= newDraft(name, path);
    mergeInput(draft, element, speakerOf(container, problems), container);
  }
  return { element: draft, problems };
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

function mergeInput(draft: Draft, element: ConfigElement, speaker: Speaker, container: Container): void {
  const resolved = resolveConfigSource(draft.path, element, speaker, container.layer.external);
  if ('opaque' in resolved) {
    draft.opaque = resolved.opaque;
    draft.origins.push(...contributionsOf(element.origins, speaker));
    return;
  }
  if (resolved.element !== element) draft.origins.push(...contributionsOf(element.origins, speaker));
  mergeElement(draft, resolved.element, resolved.speaker);
  if (draft.path !== 'appSettings') return;
  const settings = resolveSettingsFile(resolved.element, resolved.speaker, resolved.external);
  if (!settings) return;
  if ('opaque' in settings) draft.opaque = settings.opaque;
  else mergeElement(draft, settings.element, settings.speaker);
}

/** Sections are what stands in groups; a name nobody declared is a section too. */
function sectionsIn(containers: readonly Container[], declared: Declarations): string[] {
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

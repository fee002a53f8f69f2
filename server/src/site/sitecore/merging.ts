import { createSitecoreMerger, type SitecoreConfiguration, type SitecoreMerger } from '../../config/sitecore/effective';
import type { SitecoreInput } from '../../config/sitecore/input';
import type { SitecoreSources } from '../../config/sitecore/locate';
import type { RuleSet } from '../../config/sitecore/require';
import { keyOf } from '../../files/paths';
import { getOrInsertComputed } from '../../maps';
import { keepKey, type SiteKeep } from '../keep';
import { type ParsedFile, xmlOf } from '../parsed';
import { NOTHING } from './nothing';
import type { SitecoreSite } from './sitecoreSite';

/** Sets of rules for which the states of a merge are kept; whoever types a role makes one with each letter. */
const MOST_MERGERS = 8;

const MERGERS = keepKey(() => new Map<string, SitecoreMerger>());

/** Mergers outlive versions of the site: after an edit only what comes after the edited file is merged again. */
export function merging(
  sources: SitecoreSources,
  loaded: ReadonlyMap<string, ParsedFile>,
  complete: boolean,
  keep: SiteKeep,
): Pick<SitecoreSite, 'inputs' | 'configuration'> {
  const mergers = keep.of(MERGERS);
  const made = new Map<string, SitecoreConfiguration>();
  let inputs: SitecoreInput[] | undefined;

  function inputsInOrder(): readonly SitecoreInput[] {
    if (inputs) return inputs;
    const base = complete ? sources.base! : { file: sources.webConfig, tree: NOTHING, layer: 'Sitecore.config' };
    inputs = [base];
    for (const { file, layer, active } of sources.files) {
      const parsed = active ? loaded.get(keyOf(file)) : undefined;
      if (parsed) inputs.push({ file: parsed.path, tree: xmlOf(parsed), ...(layer !== undefined && { layer }) });
    }
    return inputs;
  }

  function mergerFor(key: string): SitecoreMerger {
    const merger = mergers.get(key) ?? createSitecoreMerger();
    mergers.delete(key);
    mergers.set(key, merger);
    for (const oldest of mergers.keys()) if (mergers.size > MOST_MERGERS) mergers.delete(oldest);
    return merger;
  }

  return {
    inputs: inputsInOrder,
    configuration(rules) {
      const key = keyOfRules(rules);
      return getOrInsertComputed(made, key, () => {
        const { generation, ruleSupport, version, findInclude } = sources;
        const options = { generation, ruleSupport, version, findInclude, rules };
        return mergerFor(key).build(inputsInOrder(), options);
      });
    },
  };
}

function keyOfRules(rules: RuleSet): string {
  return [...rules]
    .map(([rule, names]) => `${rule}=${[...names].sort().join('|')}`)
    .sort()
    .join(';');
}

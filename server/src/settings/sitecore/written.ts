import type { Contribution, EffectiveValue } from '../../config/aspnet/effective';
import type { SitecoreConfiguration } from '../../config/sitecore/effective';
import type { SitecoreSources } from '../../config/sitecore/locate';
import type { MergedAttribute, MergedText } from '../../config/sitecore/tree';
import { originsOf } from '../../config/sitecore/view';
import { derived } from '../../derived';
import type { FilePath } from '../../files/files';
import { getOrInsertComputed } from '../../maps';
import type { SiteView } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import type { SitecoreSite } from '../../site/sitecore/sitecoreSite';
import type { Setting } from '../setting';
import { writtenAt } from './path';

type Written = MergedAttribute | MergedText;

/** What the merged configuration of a view says about a setting; undefined when nothing in it does. */
export function valueInSitecore(view: SiteView, setting: Setting): EffectiveValue | undefined {
  const configuration = view.part(SITECORE);
  const sitecore = view.site.part(SITECORE);
  if (!configuration || !sitecore) return undefined;
  const written = writtenAt(configuration.document.documentElement.merged, setting.path);
  const [first, ...others] = written;
  if (!first) return undefined;
  if (others.length === 0 && !first.value.includes('$(')) return knownValue(first, configuration, sitecore);
  const textOf = (node: Written) => configuration.document.resolve(node.value, placeOf(node));
  if (setting.path.startsWith('sitecore/settings/') && others.some((other) => textOf(other) !== textOf(first))) {
    const history = written.flatMap((node) => contributionsTo(configuration, node));
    return { literal: { unknown: `it is there ${written.length} times, with different values` }, history };
  }
  return valueGivenBy(configuration, first);
}

/** An edit leaves nearly all that is written as it was, and with it what that means. */
function knownValue(node: Written, configuration: SitecoreConfiguration, { sources }: SitecoreSite): EffectiveValue {
  return getOrInsertComputed(derived(sources, valuesOf), node, () => valueGivenBy(configuration, node));
}

function valuesOf(_: SitecoreSources): WeakMap<Written, EffectiveValue> {
  return new WeakMap();
}

function valueGivenBy(configuration: SitecoreConfiguration, node: Written): EffectiveValue {
  return { literal: literalOf(configuration, node), history: contributionsTo(configuration, node) };
}

/** Everybody who gave a node its value, weakest first. */
function contributionsTo(configuration: SitecoreConfiguration, node: Written): Contribution[] {
  return originsOf(node)
    .filter(({ action }) => action !== 'marked')
    .map(({ file, start, end, action, value }) => ({
      layer: layerOf(configuration, file),
      kind: file === configuration.files[0]?.input.file ? 'file' : 'patch',
      file,
      span: { start, end },
      ...(value !== undefined && { literal: value }),
      ...(action !== undefined && { note: action }),
    }));
}

function layerOf(configuration: SitecoreConfiguration, file: FilePath): string {
  return derived(configuration, layersOf).get(file) ?? 'sc.include';
}

function layersOf({ files }: SitecoreConfiguration): ReadonlyMap<FilePath, string | undefined> {
  return new Map(files.map(({ input }) => [input.file, input.layer]));
}

function literalOf({ variables }: SitecoreConfiguration, node: Written): EffectiveValue['literal'] {
  const value = variables.evaluate(node.value, placeOf(node));
  return value.kind === 'unknown' ? { unknown: `it ${value.reason}` } : value.text.trim();
}

function placeOf(node: Written): 'attribute' | 'text' {
  return 'kind' in node ? 'text' : 'attribute';
}

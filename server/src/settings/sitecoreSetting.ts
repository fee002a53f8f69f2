import type { Contribution, EffectiveValue } from '../config/aspnet/effective';
import type { SitecoreConfiguration } from '../config/sitecore/effective';
import type { ConfigAttribute, ConfigText } from '../config/sitecore/view';
import type { FilePath } from '../files/files';
import type { SiteView } from '../site/site';
import type { Setting } from './setting';
import { placesInSitecore } from './sitecorePath';

/** What the merged configuration of a view says about a setting; undefined when nothing in it does. */
export function valueInSitecore(view: SiteView, setting: Setting): EffectiveValue | undefined {
  const configuration = view.sitecore;
  if (!configuration) return undefined;
  const written = placesInSitecore(configuration.document, setting.path).flatMap(({ node }) => node ?? []);
  const [first, ...others] = written;
  if (!first) return undefined;
  const history = written.flatMap((node) => contributionsTo(configuration, node));
  const different = others.find((other) => textOf(other) !== textOf(first));
  if (different && setting.path.startsWith('sitecore/settings/'))
    return { literal: { unknown: `it is there ${written.length} times, with different values` }, history };
  return { literal: literalOf(configuration, first), history: contributionsTo(configuration, first) };
}

/** Everybody who gave a node its value, weakest first. */
export function contributionsTo(
  configuration: SitecoreConfiguration,
  node: ConfigAttribute | ConfigText,
): Contribution[] {
  return node.origins
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

const layers = new WeakMap<SitecoreConfiguration, ReadonlyMap<FilePath, string | undefined>>();

function layerOf(configuration: SitecoreConfiguration, file: FilePath): string {
  let known = layers.get(configuration);
  if (!known) {
    known = new Map(configuration.files.map(({ input }) => [input.file, input.layer]));
    layers.set(configuration, known);
  }
  return known.get(file) ?? 'sc.include';
}

function literalOf(
  { variables }: SitecoreConfiguration,
  node: ConfigAttribute | ConfigText,
): EffectiveValue['literal'] {
  const value = variables.evaluate(node.rawValue, 'data' in node ? 'text' : 'attribute');
  return value.kind === 'unknown' ? { unknown: `it ${value.reason}` } : value.text.trim();
}

function textOf(node: ConfigAttribute | ConfigText): string {
  return 'data' in node ? node.data : node.value;
}

import type { Contribution, EffectiveValue } from '../config/aspnet/effective';
import type { SitecoreConfiguration } from '../config/sitecore/effective';
import type { ConfigAttribute, ConfigText } from '../config/sitecore/view';
import { keyOf } from '../files/paths';
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
      kind: keyOf(file) === keyOf(configuration.files[0]?.input.file ?? '') ? 'file' : 'patch',
      file,
      span: { start, end },
      ...(value !== undefined && { literal: value }),
      ...(action !== undefined && { note: action }),
    }));
}

function layerOf({ files }: SitecoreConfiguration, file: string): string {
  const found = files.find(({ input }) => keyOf(input.file) === keyOf(file));
  return found?.input.layer ?? 'sc.include';
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

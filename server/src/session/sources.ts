import type { Contribution } from '../config/aspnet/effective';
import type { FilePath } from '../files/files';
import { keyOf, nameOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { attributeOf } from '../settings/catalogue';
import type { EffectiveSetting } from '../settings/reader';
import type { SiteView } from '../site/site';
import type { Span } from '../syntax/text';
import type { SourceRef } from './clocks';

/** The layers of a setting for the card of a clock, weakest first. */
export function sourcesOf(view: SiteView, setting: EffectiveSetting): SourceRef[] {
  const refs: SourceRef[] = [];
  if (setting.setting.default !== undefined)
    refs.push({
      label: setting.setting.defaultBy,
      kind: 'default',
      text: setting.setting.default,
      status: setting.given ? 'overridden' : 'effective',
    });
  setting.history.forEach((contribution, index) => {
    refs.push(sourceOf(view, setting, contribution, index === setting.history.length - 1));
  });
  return refs;
}

/** Way back from the links of the clocks of a view to the places they stand for. */
export function placesOf(view: SiteView): ReadonlyMap<string, { readonly file: FilePath; readonly span: Span }> {
  return places.get(view) ?? new Map();
}

const places = new WeakMap<SiteView, Map<string, { readonly file: FilePath; readonly span: Span }>>();

/** An id that says nothing of the path: the page never sees one, the host keeps the way back. */
function linkTo(view: SiteView, { file, span }: Contribution): string {
  const known = getOrInsertComputed(places, view, () => new Map());
  let hash = 0x811c9dc5;
  const key = `${keyOf(file)}:${span.start}:${span.end}`;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  const link = `s${(hash >>> 0).toString(36)}`;
  known.set(link, { file, span });
  return link;
}

function sourceOf(view: SiteView, setting: EffectiveSetting, contribution: Contribution, wins: boolean): SourceRef {
  const file = view.site.sources.get(keyOf(contribution.file));
  const line = file ? `:${file.lines.positionAt(contribution.span.start).line + 1}` : '';
  const name = attributeOf(setting.path);
  const written = (literal: string) => (setting.path.includes('/@') ? `${name}="${literal}"` : `<${name}>${literal}`);
  return {
    label: `${nameOf(contribution.file)}${line}`,
    kind: KINDS[contribution.kind] ?? 'file',
    link: linkTo(view, contribution),
    ...(contribution.literal !== undefined &&
      !setting.setting.secret && { text: written(contribution.literal).slice(0, 120) }),
    status: wins ? 'effective' : 'overridden',
  };
}

const KINDS: Partial<Record<Contribution['kind'], SourceRef['kind']>> = {
  location: 'location',
  transform: 'transform',
  iis: 'iis',
  patch: 'patch',
};

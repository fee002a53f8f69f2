import type { Contribution } from '../config/aspnet/effective';
import type { FilePath } from '../files/files';
import { keyOf, nameOf } from '../files/paths';
import { hashOf } from '../hash';
import type { SourceRef } from '../session/clocks';
import { attributeOf } from '../settings/catalogue';
import type { EffectiveSetting } from '../settings/reader';
import { linesOf, type ParsedFile } from '../site/parsed';
import type { SiteView } from '../site/site';
import type { Span } from '../syntax/text';

interface LinkedPlace {
  readonly file: FilePath;
  readonly span: Span;
}

/** Way back from the links of clocks to the places they stand for. */
export type Links = ReadonlyMap<string, LinkedPlace>;

const MOST_TEXT = 120;

/** Names places for the cards of clocks. */
export interface Cite {
  /** The layers of a setting, weakest first. */
  setting(setting: EffectiveSetting): SourceRef[];
  /** A place in code that decides. `text` is what stands there, without secrets. */
  code(file: ParsedFile, span: Span, text: string): SourceRef;
}

/** Cites for one view; `links` grows with every place that is cited. */
export function citing(view: SiteView): { readonly cite: Cite; readonly links: Links } {
  const links = new Map<string, LinkedPlace>();
  const linkTo = (place: LinkedPlace) => {
    const link = linkOf(place);
    links.set(link, { file: place.file, span: place.span });
    return link;
  };
  const code: Cite['code'] = (file, span, text) => ({
    label: labelOf(view, { file: file.path, span }),
    kind: 'code',
    link: linkTo({ file: file.path, span }),
    text: text.slice(0, MOST_TEXT),
    status: 'effective',
  });
  return { cite: { setting: (setting) => layersOf(view, setting, linkTo), code }, links };
}

function layersOf(view: SiteView, setting: EffectiveSetting, linkTo: (place: LinkedPlace) => string): SourceRef[] {
  const refs: SourceRef[] = [];
  if (setting.setting.default !== undefined)
    refs.push({
      label: setting.setting.defaultBy,
      kind: 'default',
      text: setting.setting.default,
      status: setting.given ? 'overridden' : 'effective',
    });
  setting.history.forEach((contribution, index) => {
    refs.push({
      label: labelOf(view, contribution),
      kind: KINDS[contribution.kind] ?? 'file',
      link: linkTo(contribution),
      ...textOf(setting, contribution),
      status: index === setting.history.length - 1 ? 'effective' : 'overridden',
    });
  });
  return refs;
}

/** An id that says nothing of the path: the page never sees one, the host keeps the way back. */
function linkOf({ file, span }: LinkedPlace): string {
  return `s${hashOf(`${keyOf(file)}:${span.start}:${span.end}`)}`;
}

function labelOf(view: SiteView, { file: path, span }: LinkedPlace): string {
  const file = view.site.sources.get(keyOf(path));
  const line = file ? `:${linesOf(file).positionAt(span.start).line + 1}` : '';
  return `${nameOf(path)}${line}`;
}

function textOf({ path, setting }: EffectiveSetting, { literal }: Contribution): { text?: string } {
  if (literal === undefined || setting.secret) return {};
  const name = attributeOf(path);
  return { text: (path.includes('/@') ? `${name}="${literal}"` : `<${name}>${literal}`).slice(0, MOST_TEXT) };
}

const KINDS: Partial<Record<Contribution['kind'], SourceRef['kind']>> = {
  location: 'location',
  transform: 'transform',
  iis: 'iis',
  patch: 'patch',
};

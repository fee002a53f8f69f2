import type { Place } from '../rules/rule';
import { settingPlacesOf } from '../settings/places';
import { sectionOf } from '../site/section';
import type { Site } from '../site/site';

export interface WorkspaceSymbol {
  /** `system.web/sessionState/@timeout = 20` */
  readonly name: string;
  readonly container: string;
  readonly place: Place;
}

const MOST = 500;

/** Settings by name, wherever they are written. A query matches when its letters appear in order. */
export function workspaceSymbolsOf(sites: readonly Site[], query: string): WorkspaceSymbol[] {
  const symbols: WorkspaceSymbol[] = [];
  const seen = new Set<string>();
  const wanted = query.toLowerCase();
  for (const site of sites) {
    for (const [key, file] of site.sources) {
      if (seen.has(key)) continue;
      seen.add(key);
      for (const { setting, attribute } of settingPlacesOf(file, sectionOf(site, file))) {
        if (!isSubsequence(wanted, setting.path.toLowerCase())) continue;
        const value = setting.secret ? '' : ` = ${attribute.value}`;
        const place = { file: file.path, span: { start: attribute.nameStart, end: attribute.end } };
        symbols.push({ name: `${setting.path}${value}`, container: site.name, place });
        if (symbols.length >= MOST) return symbols;
      }
    }
  }
  return symbols;
}

function isSubsequence(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

import { settingAt } from '../../settings/catalogue';
import { humanDuration } from '../../settings/human';
import { readLiteral } from '../../settings/literal';
import { elementPlacesOf, settingPlacesOf } from '../../settings/places';
import { xmlFilesOf } from '../../site/parsed';
import { sectionOf } from '../../site/section';
import type { Site } from '../../site/site';
import type { FileInput } from '../input';
import type { SettingSymbol, WorkspaceSymbol } from '../results';

/** The settings of a file, under the elements that hold them. */
export function settingSymbolsOf(input: Pick<FileInput, 'site' | 'file'>): SettingSymbol[] {
  const symbols: SettingSymbol[] = [];
  for (const { path, element, location } of elementPlacesOf(input.file, sectionOf(input.site, input.file))) {
    const children: SettingSymbol[] = [];
    for (const attribute of element.attributes) {
      const setting = attribute.prefix ? undefined : settingAt(`${path}/@${attribute.name}`);
      if (!setting) continue;
      const reading = setting.secret ? undefined : readLiteral(setting, attribute.value);
      const human = reading?.ok && typeof reading.seconds === 'number' ? ` (${humanDuration(reading.seconds)})` : '';
      children.push({
        name: attribute.name,
        detail: setting.secret ? '' : `${attribute.value}${human}`,
        kind: 'setting',
        span: { start: attribute.start, end: attribute.end },
        selection: { start: attribute.nameStart, end: attribute.nameEnd },
        children: [],
      });
    }
    if (children.length === 0) continue;
    symbols.push({
      name: path,
      detail: location === undefined ? '' : `location ${location || '.'}`,
      kind: 'element',
      span: { start: element.start, end: element.end },
      selection: { start: element.nameStart, end: element.nameEnd },
      children,
    });
  }
  return symbols;
}

/** Settings of a site by name, wherever they are written. A query matches when its letters appear in order. */
export function* settingsNamed(site: Site, query: string): Generator<WorkspaceSymbol> {
  const wanted = query.toLowerCase();
  for (const file of xmlFilesOf(site)) {
    for (const { setting, attribute } of settingPlacesOf(file, sectionOf(site, file))) {
      if (!isSubsequence(wanted, setting.path.toLowerCase())) continue;
      const value = setting.secret ? '' : ` = ${attribute.value}`;
      const place = { file: file.path, span: { start: attribute.nameStart, end: attribute.end } };
      yield { name: `${setting.path}${value}`, container: site.name, place };
    }
  }
}

function isSubsequence(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

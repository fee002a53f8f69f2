import { settingAt } from '../settings/catalogue';
import { humanDuration } from '../settings/human';
import { readLiteral } from '../settings/literal';
import { elementPlacesOf } from '../settings/places';
import type { Span } from '../syntax/text';
import { type FeatureInput, sectionOf } from './input';

export interface SettingSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'element' | 'setting';
  readonly span: Span;
  readonly selection: Span;
  readonly children: readonly SettingSymbol[];
}

/** The settings of a file, under the elements that hold them. */
export function documentSymbolsOf(input: Pick<FeatureInput, 'site' | 'file'>): SettingSymbol[] {
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

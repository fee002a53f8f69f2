import { humanDuration } from '../settings/human';
import { readLiteral } from '../settings/literal';
import { settingPlacesOf } from '../settings/places';
import type { Span } from '../syntax/text';
import { type FeatureInput, sectionOf } from './input';

export interface InlayHint {
  /** Just after the closing quote. */
  readonly offset: number;
  readonly text: string;
  readonly tooltip: string;
}

/** `timeout="43200"` shows *30 days*. Nothing where the literal says it already (`00:20:00`, `20` minutes). */
export function inlayHintsOf(input: Pick<FeatureInput, 'site' | 'file'>, range: Span): InlayHint[] {
  const hints: InlayHint[] = [];
  for (const { setting, attribute } of settingPlacesOf(input.file, sectionOf(input.site, input.file))) {
    if (attribute.end < range.start || attribute.end > range.end) continue;
    if (attribute.value.includes(':')) continue;
    const reading = readLiteral(setting, attribute.value);
    if (!reading.ok || reading.seconds === undefined || reading.seconds === null) continue;
    const text = humanDuration(reading.seconds);
    hints.push({ offset: attribute.end, text, tooltip: setting.effect });
  }
  return hints;
}

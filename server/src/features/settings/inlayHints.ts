import { humanDuration } from '../../settings/human';
import { readLiteral } from '../../settings/literal';
import { settingPlacesOf } from '../../settings/places';
import { sectionOf } from '../../site/section';
import type { Span } from '../../syntax/text';
import type { FileInput } from '../input';
import type { InlayHint } from '../results';

/** `timeout="43200"` shows *30 days*. Nothing where the literal says it already (`00:20:00`, `20` minutes). */
export function settingHintsOf(input: Pick<FileInput, 'site' | 'file'>, range: Span): InlayHint[] {
  const hints: InlayHint[] = [];
  for (const { setting, written } of settingPlacesOf(input.file, sectionOf(input.site, input.file))) {
    const { end } = written.span;
    if (end < range.start || end > range.end) continue;
    if (written.value.includes(':')) continue;
    const reading = readLiteral(setting, written.value);
    if (!reading.ok || reading.seconds === undefined || reading.seconds === null) continue;
    const text = humanDuration(reading.seconds);
    hints.push({ offset: end, text, tooltip: setting.effect });
  }
  return hints;
}

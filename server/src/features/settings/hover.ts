import type { Contribution } from '../../config/aspnet/effective';
import { inputOf } from '../../rules/run';
import { isUnknown } from '../../session/lifetime';
import { humanDuration } from '../../settings/human';
import { secondsPerUnit } from '../../settings/literal';
import { settingsWrittenIn } from '../../settings/places';
import { type EffectiveSetting, type SettingsReader, settingsOf } from '../../settings/reader';
import type { Setting } from '../../settings/setting';
import { isXml } from '../../site/parsed';
import type { Span } from '../../syntax/text';
import { type FeatureInput, labelOf } from '../input';
import type { Hover } from '../results';
import { foundAt } from './at';

/** What a setting does, what it is worth in the variant at hand and why, and how it stands to the other clocks. */
export function settingHoverAt(input: FeatureInput, offset: number): Hover | undefined {
  if (!isXml(input.file)) return writtenHoverAt(input, offset, settingsOf(input.site.view(input.variant)));
  const found = foundAt(input, offset);
  if (!found) return undefined;
  const { span } = found;
  if (!found.setting) return { tells: 'place', span, markdown: elementHover(input, found.path) };
  const reader = settingsOf(input.site.view(input.variant));
  const effective = (found.location ? reader.at(found.location) : reader).get(found.setting.path);
  return { tells: 'value', span, markdown: settingHover(input, found.setting, effective) };
}

/** The same for a value in a file of another language, as far as the variant reads it. */
export function writtenHoverAt(input: FeatureInput, offset: number, settings: SettingsReader): Hover | undefined {
  const found = settingsWrittenIn(settings, input.file).find(
    ({ written: { span } }) => span.start <= offset && offset <= span.end,
  );
  if (!found) return undefined;
  const { effective, written } = found;
  return hoverOf(input, written.span, effective);
}

/** Everything that can be said of a value, at the place that gives it. */
export function hoverOf(input: FeatureInput, span: Span, effective: EffectiveSetting): Hover {
  return { tells: 'value', span, markdown: settingHover(input, effective.setting, effective) };
}

function settingHover(input: FeatureInput, setting: Setting, effective: EffectiveSetting): string {
  const parts = [`**${setting.path}**`, setting.effect, valueLine(input, setting, effective)];
  const history = historyLines(input, setting, effective);
  if (history) parts.push(history);
  parts.push(rangeLine(setting));
  const relation = relationLine(input, setting);
  if (relation) parts.push(relation);
  if (setting.unverified) parts.push(`*Not verified: ${setting.unverified}*`);
  parts.push(`[Documentation](${setting.docs})`);
  return parts.filter(Boolean).join('\n\n');
}

/** `Effective: 30 days (43200 minutes), set in Web.config:110.` */
function valueLine(input: FeatureInput, setting: Setting, effective: EffectiveSetting): string {
  const where = input.variant ? ` in ${input.variant}` : '';
  if (setting.secret) return effective.given ? `Set${where}; its value is not shown.` : `Not set${where}.`;
  if (isUnknown(effective.value)) return `Effective${where}: *not known*, ${effective.value.unknown}.`;
  if (effective.value === undefined) return `Not set${where}; it has no default.`;
  if (isUnknown(effective.seconds)) return `Effective${where}: *not known*, ${effective.seconds.unknown}.`;
  const value = readable(setting, effective);
  if (!effective.winner) return `Effective${where}: **${value}**, the ${setting.defaultBy}: nothing sets it.`;
  return `Effective${where}: **${value}**, from ${placeLink(input, effective.winner)}.`;
}

/** `30 days (43200 minutes)`; the number is left out where it says the same (`20 min`). */
function readable(setting: Setting, { value, seconds }: EffectiveSetting): string {
  if (seconds === null) return 'never ends';
  if (seconds === undefined || isUnknown(seconds)) return String(value);
  const human = humanDuration(seconds);
  const unit = unitOf(setting);
  if (unit) return human.startsWith(`${value} `) ? human : `${human} (${value} ${unit})`;
  return `${human} (${value})`;
}

function unitOf(setting: Setting): string {
  const { literal } = setting;
  if (literal.kind === 'minutes' || literal.kind === 'seconds') return literal.kind;
  return literal.kind === 'integer' ? (literal.unit ?? '') : '';
}

/** Weakest first; those that lost are struck through. Nothing when there is no contest. */
function historyLines(input: FeatureInput, setting: Setting, effective: EffectiveSetting): string {
  if (effective.history.length < 2 && effective.winner?.kind !== 'transform') return '';
  const rows = effective.history.map((contribution, index) => {
    const last = index === effective.history.length - 1;
    const literal = setting.secret ? 'set' : `\`${contribution.literal ?? ''}\``;
    const said = `${literal} ${contribution.note ?? ''}`.trim();
    return `- ${last ? `**${said}**` : `~~${said}~~`} ${placeLink(input, contribution)}`;
  });
  if (setting.default !== undefined) rows.unshift(`- ~~\`${setting.default}\`~~ ${setting.defaultBy}`);
  return rows.join('\n');
}

function placeLink(input: FeatureInput, contribution: Contribution): string {
  const place = { file: contribution.file, span: contribution.span };
  return input.link(place, labelOf(input.site, place));
}

function rangeLine(setting: Setting): string {
  const parts: string[] = [];
  const { literal, range } = setting;
  if (literal.kind === 'enum')
    parts.push(
      `One of ${literal.words.map((word) => `\`${word}\``).join(', ')}${literal.caseInsensitive ? '' : ', in exactly this case'}.`,
    );
  const limits = range && limitsOf(setting, range);
  const because = setting.rangeWhen?.because;
  if (limits) parts.push(`Allowed: ${limits}${because ? `; ${because}` : ''}.`);
  if (setting.default !== undefined) parts.push(`Default: \`${setting.default}\`.`);
  return parts.join(' ');
}

/** `1 min to 365 days`, `1 min or more`; plain numbers for what is no length of time. */
function limitsOf(setting: Setting, { min, max }: NonNullable<Setting['range']>): string | undefined {
  const each = secondsPerUnit(setting.literal);
  const written = (limit: number) => (each === undefined ? String(limit) : humanDuration(limit * each));
  if (min !== undefined && max !== undefined) return `${written(min)} to ${written(max)}`;
  if (min !== undefined) return `${written(min)} or more`;
  return max === undefined ? undefined : `up to ${written(max)}`;
}

/** How the clock that the setting drives stands to the others: the verdict of the site. */
function relationLine(input: FeatureInput, setting: Setting): string {
  if (!setting.drives) return '';
  return inputOf(input.site.view(input.variant)).verdict.text;
}

function elementHover(input: FeatureInput, path: string): string {
  const { verdict } = inputOf(input.site.view(input.variant));
  return [`**${path}**`, verdict.text].filter(Boolean).join('\n\n');
}

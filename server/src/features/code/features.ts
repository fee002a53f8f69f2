import type { Contribution } from '../../config/aspnet/effective';
import { keyOf } from '../../files/paths';
import type { Place } from '../../rules/rule';
import { allVariants } from '../../rules/run';
import { humanDuration } from '../../settings/human';
import type { EffectiveSetting } from '../../settings/reader';
import type { Span } from '../../syntax/text';
import type { FeatureSet } from '../featureSet';
import type { FeatureInput } from '../input';
import type { Hover, InlayHint } from '../results';
import { hoverOf } from '../settings/hover';
import { type CodePlace, codePlacesAt, codePlacesIn } from './places';

/** Options of start-up code: in C#, and in the JSON that it reads. */
export const codeFeatures: FeatureSet = {
  name: 'code',
  hover: codeHoverAt,
  definition: codeDefinitionAt,
  references: codeReferencesAt,
  inlayHints: codeHintsOf,
};

/** What the option is worth, where another value cannot simply be written: settings that can be have their own hover. */
function codeHoverAt(input: FeatureInput, offset: number): Hover | undefined {
  const [found] = codePlacesAt(input, offset).filter(({ contribution }) => !contribution.written);
  return found && hoverOf(input, found.contribution.span, found.effective);
}

/** From a key of JSON to the code that reads it, and from there back. */
function codeDefinitionAt(input: FeatureInput, offset: number): readonly Place[] {
  return codePlacesAt(input, offset).flatMap(({ effective, contribution }) => otherEnds(effective, contribution));
}

function otherEnds({ history }: EffectiveSetting, from: Contribution): Place[] {
  const at = history.indexOf(from);
  const other = from.kind === 'code' ? history[at + 1] : history[at - 1];
  return other && (other.kind === 'code') !== (from.kind === 'code') ? [placeOf(other)] : [];
}

/** Every line of any environment that has a say in the option. */
function codeReferencesAt(input: FeatureInput, offset: number): readonly Place[] {
  const seen = new Map<string, Place>();
  for (const variant of allVariants(input.site))
    for (const { effective } of codePlacesAt({ ...input, variant }, offset))
      for (const each of effective.history) seen.set(`${keyOf(each.file)}:${each.span.start}`, placeOf(each));
  return [...seen.values()];
}

function placeOf({ file, span }: Contribution): Place {
  return { file, span };
}

/** A length of time in words, behind what gives it, unless the words stand there already. */
function codeHintsOf(input: FeatureInput, range: Span): readonly InlayHint[] {
  const hints = new Map<number, InlayHint>();
  for (const place of codePlacesIn(input)) {
    const { end } = place.contribution.span;
    if (end < range.start || end > range.end) continue;
    const text = inWords(input, place);
    if (text !== undefined && !hints.has(end))
      hints.set(end, { offset: end, text, tooltip: place.effective.setting.effect });
  }
  return [...hints.values()];
}

function inWords({ file }: FeatureInput, { effective, contribution }: CodePlace): string | undefined {
  const { seconds, history } = effective;
  // What was written earlier and lost has a length that nobody gets.
  if (typeof seconds !== 'number' || !history.slice(-2).includes(contribution)) return undefined;
  const { span } = contribution;
  const written = file.text.slice(span.start, span.end);
  // `TimeSpan.FromMinutes(20)` and `"00:20:00"` say it themselves.
  if (/From\w+\(\s*\d+\s*\)\s*$|:/.test(written) || contribution.layer === 'web.config') return undefined;
  return humanDuration(seconds);
}

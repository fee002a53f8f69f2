import type { Fix } from '../rules/rule';
import type { Span } from '../syntax/text';
import { featureSets } from './all';
import { saidBy } from './ask';
import type { FeatureInput } from './input';
import type { CodeLens, DocumentLink, InlayHint, SettingSymbol } from './results';

/** What every set shows in a file, one after another. */

export function codeLensesOf(input: FeatureInput, sets = featureSets): CodeLens[] {
  return saidBy(sets, 'code lens', input.failed, ({ codeLenses }) => codeLenses?.(input)).flat();
}

export function inlayHintsOf(input: FeatureInput, range: Span, sets = featureSets): InlayHint[] {
  return saidBy(sets, 'inlay hints', input.failed, ({ inlayHints }) => inlayHints?.(input, range)).flat();
}

export function documentLinksOf(input: FeatureInput, sets = featureSets): DocumentLink[] {
  return saidBy(sets, 'links', input.failed, ({ links }) => links?.(input)).flat();
}

export function documentSymbolsOf(input: FeatureInput, sets = featureSets): SettingSymbol[] {
  return saidBy(sets, 'symbols', input.failed, ({ symbols }) => symbols?.(input)).flat();
}

/** What can be done at an offset beyond fixes of findings. */
export function actionsAt(input: FeatureInput, offset: number, sets = featureSets): Fix[] {
  return saidBy(sets, 'actions', input.failed, ({ actions }) => actions?.(input, offset)).flat();
}

import { keyOf } from '../files/paths';
import type { Site } from '../site/site';
import { featureSets } from './all';
import { saidBy } from './ask';
import type { FeatureInput } from './input';
import type { WorkspaceSymbol } from './results';

const MOST = 500;

/** What is called so in any site; what several sites read from one file appears once. */
export function workspaceSymbolsOf(
  sites: readonly Site[],
  query: string,
  failed: FeatureInput['failed'],
  sets = featureSets,
): WorkspaceSymbol[] {
  const symbols = new Map<string, WorkspaceSymbol>();
  for (const site of sites)
    saidBy(sets, 'workspace symbols', failed, ({ workspaceSymbols }) => {
      for (const symbol of workspaceSymbols?.(site, query) ?? []) {
        if (symbols.size >= MOST) return;
        const key = `${keyOf(symbol.place.file)}:${symbol.place.span.start}`;
        if (!symbols.has(key)) symbols.set(key, symbol);
      }
    });
  return [...symbols.values()];
}

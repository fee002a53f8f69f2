import type { Model } from '../session/model';

/**
 * Keeps the last good model of every site and variant: while a file cannot be read, or a model cannot be made, clocks
 * and presets stay as they were when they last could. The only keeper: the page draws what it is handed.
 */
export function lastGoodModels(): (fresh: Model) => Model {
  const lastGood = new Map<string, Pick<Model, 'app' | 'clocks' | 'presets'>>();
  return (fresh) => {
    const { status, docKey, app, clocks, presets } = fresh;
    if (status.kind === 'ready') lastGood.set(docKey, { app, clocks, presets });
    if (status.kind !== 'stale' && status.kind !== 'error') return fresh;
    const good = lastGood.get(docKey);
    return good ? { ...fresh, ...good, status: { ...status, lastGood: true } } : fresh;
  };
}

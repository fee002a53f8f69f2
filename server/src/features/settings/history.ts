import { settingAt } from '../../settings/catalogue';
import { type EffectiveSetting, settingsOf } from '../../settings/reader';
import type { SiteView } from '../../site/site';
import type { NodeContribution, NodeHistories, NodeHistory } from '../results';
import { hideValues } from '../secrets';

/** Who had a hand in a setting, named as `settings` prints it. */
export function settingHistory(view: SiteView, expression: string): NodeHistories | undefined {
  if (!settingAt(expression)) return undefined;
  const effective = settingsOf(view).get(expression);
  return { kind: 'found', nodes: effective.given ? [ofSetting(effective)] : [] };
}

function ofSetting({ path, value, history, setting }: EffectiveSetting): NodeHistory {
  let before: string | null = null;
  const contributions = history.map(({ file, span, layer, literal, note, kind }): NodeContribution => {
    const after: string | null = literal ?? null;
    const contribution = { at: { file, span }, layer, action: note ?? kind, before, after };
    before = after;
    return contribution;
  });
  const found = { node: path, value: typeof value === 'string' ? value : null, contributions };
  return setting.secret ? hideValues(found) : found;
}

import { isUnknown } from '../../session/lifetime';
import { IIS } from '../../site/iis/key';
import { inherited } from '../inherited';
import type { Asked, ValueSource } from '../valueSource';
import { type EffectiveSetting, worthOf } from '../worth';

/** What IIS reads: the pool that runs the site, and `system.webServer`. */
export const iisValues: ValueSource = {
  part: IIS.id,
  value: (asked) => (asked.path.startsWith('system.applicationHost/') ? poolValue(asked) : inherited(asked)),
};

const POOL = 'system.applicationHost/applicationPools/add';

/** A setting of the pool that runs the site; `path` names it as `…/add/processModel/@idleTimeout`. */
function poolValue({ view, setting, path }: Asked): EffectiveSetting {
  if (isUnknown(view.pool)) {
    const { unknown, ambiguous } = view.pool;
    return worthOf(setting, path, ambiguous && { literal: { unknown }, history: [] });
  }
  const inside = path.slice(POOL.length + 1);
  const keyed = `${POOL}[name='${view.pool.pool.name}']/${inside}`;
  return { ...worthOf(setting, path, view.pool.pool.value(inside)), path: keyed };
}

import { removeValue } from '../edits';
import { rule } from '../rule';
import { shopInPool } from './shared/examples';
import { placeInPool, poolSetting, poolsInUse } from './shared/pool';

const ACTION = 'processModel/@idleTimeoutAction';

export default rule({
  id: 'idle-action-unused',
  severity: 'information',
  system: 'iis',
  title: 'Idle action in a pool that is never idle',
  explains:
    'idleTimeoutAction says what happens when the idle time is over. With idleTimeout="00:00:00" that never comes, so Suspend does nothing.',
  source: 'IIS configuration reference, processModel/@idleTimeoutAction',
  fixable: true,
  check(input, report) {
    const { site } = input.view;
    for (const { pool } of poolsInUse(input)) {
      const action = poolSetting(pool, ACTION);
      const at = placeInPool(site, pool, ACTION);
      if (action.value !== 'Suspend' || !action.winner || !at) continue;
      if (poolSetting(pool, 'processModel/@idleTimeout').seconds !== 0) continue;
      const edit = removeValue(site, action.winner);
      report({
        at,
        message: `\`idleTimeoutAction\` does nothing: the pool "${pool.name}" has idleTimeout 00:00:00 and never stops when idle.`,
        fixes: edit ? [{ title: 'Remove idleTimeoutAction', edits: [edit] }] : [],
        unnecessary: true,
      });
    }
  },
  examples: {
    bad: shopInPool(
      `<processModel idleTimeout="00:00:00" idleTimeoutAction="Suspend" />`,
      `<sessionState timeout="20" />`,
    ),
    good: shopInPool(
      `<processModel idleTimeout="00:20:00" idleTimeoutAction="Suspend" />`,
      `<sessionState timeout="20" />`,
    ),
  },
});

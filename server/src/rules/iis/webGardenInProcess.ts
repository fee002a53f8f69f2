import { rule } from '../rule';
import { shopInPool } from './shared/examples';
import { placeInPool, poolSetting, poolsInUse, setPoolSetting } from './shared/pool';

const PROCESSES = 'processModel/@maxProcesses';

export default rule({
  id: 'web-garden-in-process',
  severity: 'warning',
  system: 'iis',
  title: 'Several worker processes with session data in each',
  explains:
    'With more than one worker process the requests of a user go now to one, now to another, and each keeps session data of its own: what was put into the session is there, then gone, then there again. Use one process, or keep session data outside with StateServer or SQLServer.',
  source: 'IIS configuration reference, processModel/@maxProcesses',
  fixable: true,
  check(input, report) {
    const { site } = input.view;
    for (const { pool, whose, data } of poolsInUse(input)) {
      const processes = poolSetting(pool, PROCESSES);
      const at = placeInPool(site, pool, PROCESSES);
      if (data === undefined || !at || typeof processes.value !== 'string' || processes.value === '1') continue;
      const edits = setPoolSetting(site, pool, PROCESSES, '1');
      const perNode = processes.value === '0';
      report({
        at,
        ...(perNode && { severity: 'information' as const }),
        message: perNode
          ? `The pool "${pool.name}" runs one worker process per NUMA node: on a server with several, session data of ${whose} is there in one process and missing in the next. Write 1.`
          : `The pool "${pool.name}" runs ${processes.value} worker processes, and session data of ${whose} is kept in each of them for itself: it comes and goes between requests. Write 1.`,
        fixes: edits ? [{ title: 'Run one worker process', edits }] : [],
      });
    }
  },
  examples: {
    bad: shopInPool(`<processModel maxProcesses="4" idleTimeout="00:20:00" />`, `<sessionState timeout="20" />`),
    good: shopInPool(
      `<processModel maxProcesses="4" idleTimeout="00:20:00" />`,
      `<sessionState mode="StateServer" timeout="20" />`,
    ),
  },
});

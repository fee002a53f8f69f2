import { rule } from '../rule';
import { shopInPool } from './shared/examples';
import { placeInPool, poolSetting, poolsInUse } from './shared/pool';

/** Limits that recycle or kill the worker process, and how to say them. */
const LIMITS = [
  ['recycling/periodicRestart/@privateMemory', (n: string) => `takes ${n} kB of private memory`],
  ['recycling/periodicRestart/@memory', (n: string) => `takes ${n} kB of virtual memory`],
  ['recycling/periodicRestart/@requests', (n: string) => `has answered ${n} requests`],
] as const;

export default rule({
  id: 'pool-limit-ends-sessions',
  severity: 'information',
  system: 'iis',
  title: 'Limit that recycles the pool under load',
  explains:
    'A limit on memory, requests or processor time ends the worker process when it is reached, which is when most people are on the site, and all session data kept in the process is lost. Keep session data outside with StateServer or SQLServer, or find what uses up the memory.',
  source: 'IIS configuration reference, recycling/periodicRestart and cpu',
  fixable: false,
  check(input, report) {
    const { site } = input.view;
    for (const { pool, whose, data } of poolsInUse(input)) {
      if (data === undefined) continue;
      for (const [path, when] of LIMITS) {
        const limit = poolSetting(pool, path);
        const at = placeInPool(site, pool, path);
        if (!limit.winner || !at || typeof limit.value !== 'string' || limit.value === '0') continue;
        report({
          at,
          message: `The pool "${pool.name}" recycles when its process ${when(limit.value)}: all session data of ${whose} is lost then. Keep it outside the process with StateServer or SQLServer.`,
        });
      }
      const action = poolSetting(pool, 'cpu/@action');
      if (action.value !== 'KillW3wp' || !action.winner || poolSetting(pool, 'cpu/@limit').value === '0') continue;
      report({
        at: { file: action.winner.file, span: action.winner.span },
        message: `The pool "${pool.name}" kills its process when it uses too much processor time: all session data of ${whose} is lost then. Write Throttle to slow it down instead.`,
      });
    }
  },
  examples: {
    bad: shopInPool(
      `<recycling>
                <periodicRestart privateMemory="500000" time="00:00:00" />
              </recycling>`,
      `<sessionState timeout="20" />`,
    ),
    good: shopInPool(
      `<recycling>
                <periodicRestart privateMemory="500000" time="00:00:00" />
              </recycling>`,
      `<sessionState mode="StateServer" timeout="20" />`,
    ),
  },
});

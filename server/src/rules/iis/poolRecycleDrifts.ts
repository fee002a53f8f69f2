import { humanDuration } from '../../settings/human';
import { rule } from '../rule';
import { shopInPool } from './shared/examples';
import { driftOf, placeInPool, placeOfPools, poolSetting, poolsInUse, scheduleOnly } from './shared/pool';

const TIME = 'recycling/periodicRestart/@time';
const DAY = 86_400;

export default rule({
  id: 'pool-recycle-drifts',
  severity: 'information',
  system: 'iis',
  title: 'Pool that recycles at another hour every day',
  explains:
    'The regular interval counts from the start of the worker process: with the 29 hours that IIS sets by default the recycle comes five hours later every day, sooner or later in the middle of working hours, and all session data kept in the process is gone at once. A schedule at night avoids it.',
  source: 'IIS_schema.xml, recycling/periodicRestart/@time',
  fixable: true,
  check(input, report) {
    const { site } = input.view;
    const byDefault: string[] = [];
    for (const { pool, whose, data } of poolsInUse(input)) {
      if (data === undefined || pool.schedule().length > 0) continue;
      const time = poolSetting(pool, TIME);
      const at = placeInPool(site, pool, TIME);
      if (!at || typeof time.seconds !== 'number' || time.seconds === 0 || time.seconds % DAY === 0) continue;
      // A whole server that says nothing about it needs no finding for each of its pools.
      if (!time.given && !site.webConfig) {
        byDefault.push(pool.name);
        continue;
      }
      const edits = scheduleOnly(site, pool, '03:00:00');
      report({
        at,
        message: `The pool "${pool.name}" recycles every ${humanDuration(time.seconds)}${time.given ? '' : ' (the default of IIS)'}, ${driftOf(time.seconds)}: whenever it does, all session data of ${whose} is lost. Set the interval to 00:00:00 and give it a schedule at night.`,
        fixes: edits ? [{ title: 'Recycle every day at 03:00 instead', edits }] : [],
      });
    }
    const pools = byDefault.length > 0 ? placeOfPools(site) : undefined;
    if (!pools) return;
    const names = `${byDefault.slice(0, 3).join(', ')}${byDefault.length > 3 ? ` and ${byDefault.length - 3} more` : ''}`;
    report({
      at: pools,
      message: `Nothing says when the pools in use recycle (${names}), so IIS does it every 29 h, 5 h later each time: session data kept in their processes is lost, sooner or later in working hours. Set the interval to 00:00:00 and a schedule at night in applicationPoolDefaults.`,
    });
  },
  examples: {
    bad: shopInPool(
      `<recycling>
                <periodicRestart time="29:00:00" />
              </recycling>`,
      `<sessionState timeout="20" />`,
    ),
    good: shopInPool(
      `<recycling>
                <periodicRestart time="00:00:00">
                  <schedule>
                    <add value="03:00:00" />
                  </schedule>
                </periodicRestart>
              </recycling>`,
      `<sessionState timeout="20" />`,
    ),
  },
});

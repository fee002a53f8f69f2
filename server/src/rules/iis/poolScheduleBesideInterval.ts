import { isUnknown } from '../../session/lifetime';
import { humanDuration } from '../../settings/human';
import { rule } from '../rule';
import { shopInPool } from './shared/examples';
import { driftOf, placeInPool, poolSetting, poolsInUse, setPoolSetting } from './shared/pool';

const TIME = 'recycling/periodicRestart/@time';

export default rule({
  id: 'pool-schedule-beside-interval',
  severity: 'warning',
  system: 'iis',
  title: 'Recycle schedule that the regular interval undermines',
  explains:
    'A schedule does not replace the regular interval, it adds to it. As long as periodicRestart has a time, 29 hours when nothing is written, the pool recycles at other hours too.',
  source: 'IIS configuration reference, recycling/periodicRestart',
  fixable: true,
  check(input, report) {
    const { site } = input.view;
    for (const { pool, whose, data } of poolsInUse(input)) {
      const schedule = pool.schedule();
      const time = poolSetting(pool, TIME);
      if (schedule.length === 0 || typeof time.seconds !== 'number' || time.seconds === 0) continue;
      const at = placeInPool(site, pool, TIME);
      if (!at) continue;
      const edits = setPoolSetting(site, pool, TIME, '00:00:00');
      const times = schedule.map(({ literal }) => (isUnknown(literal) ? 'an unknown time' : literal)).join(', ');
      report({
        at,
        ...(data === undefined && { severity: 'information' as const }),
        message: `The pool "${pool.name}" recycles at ${times}, and besides that every ${humanDuration(time.seconds)}${time.given ? '' : ' (the default of IIS)'}, ${driftOf(time.seconds)}${data === undefined ? '' : `: session data of ${whose} is lost in the daytime too`}. Set the interval to 00:00:00.`,
        related: schedule.flatMap(({ history }) => {
          const said = history[history.length - 1];
          return said ? [{ file: said.file, span: said.span, message: 'The schedule' }] : [];
        }),
        fixes: edits ? [{ title: 'Recycle by the schedule only', edits }] : [],
      });
    }
  },
  examples: {
    bad: shopInPool(
      `<recycling>
                <periodicRestart time="29:00:00">
                  <schedule>
                    <add value="03:00:00" />
                  </schedule>
                </periodicRestart>
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

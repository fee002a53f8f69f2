import { isUnknown } from '../../session/lifetime';
import { humanDuration } from '../../settings/human';
import { withCost } from '../cost';
import { placeOfSetting, relatedSetting } from '../places';
import { type Report, type RuleInput, rule } from '../rule';
import { shopInPool } from './shared/examples';
import {
  dataInProcess,
  idleLiteral,
  type PoolInUse,
  placeInPool,
  poolSetting,
  poolsInUse,
  sessionSetting,
  setPoolSetting,
  stopsBefore,
} from './shared/pool';

const IDLE = 'processModel/@idleTimeout';
const SESSION = 'system.web/sessionState/@timeout';

/** What IIS does when no applicationHost.config says otherwise. */
const DEFAULT_IDLE = 20 * 60;

export default rule({
  id: 'pool-idle-ends-sessions',
  severity: 'warning',
  system: 'iis',
  title: 'Idle pool that stops before the session ends',
  explains:
    'IIS stops a worker process that nobody has asked anything for the idle time of its pool, and session data kept in the process goes with it: at night, on a test server or on a quiet site a user loses everything long before the session timeout. On a busy site other users keep the process alive and hide it.',
  source: 'IIS_schema.xml, processModel/@idleTimeout; InProcSessionStateStore (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    for (const use of poolsInUse(input)) checkPool(input, use, report);
    if (isUnknown(input.view.pool) && input.view.site.webConfig) checkDefault(input, report);
  },
  examples: {
    bad: shopInPool(`<processModel idleTimeout="00:20:00" />`, `<sessionState timeout="60" />`),
    good: shopInPool(`<processModel idleTimeout="01:00:00" />`, `<sessionState timeout="60" />`),
  },
});

function checkPool(input: RuleInput, { pool, whose, data, given }: PoolInUse, report: (report: Report) => void): void {
  if (typeof data !== 'number') return;
  const { site } = input.view;
  const idle = poolSetting(pool, IDLE);
  const action = poolSetting(pool, 'processModel/@idleTimeoutAction');
  const at = placeInPool(site, pool, IDLE);
  if (!at || action.value !== 'Terminate' || !stopsBefore(idle.seconds, data)) return;
  const enough = idleLiteral(data);
  const longer = setPoolSetting(site, pool, IDLE, enough);
  const never = setPoolSetting(site, pool, IDLE, '00:00:00');
  const title = (what: string, length: number | null) => withCost(what, input, { lengths: { poolIdle: length } });
  const suspend = setPoolSetting(site, pool, 'processModel/@idleTimeoutAction', 'Suspend');
  report({
    at,
    message: `The pool "${pool.name}" stops after ${humanDuration(idle.seconds)} without a request${idle.given ? '' : ' (the default of IIS)'}, and the session data of ${whose}, meant to last ${humanDuration(data)}${given ? '' : ' by default'}, is lost with the process. ${enough === '00:00:00' ? 'Switch the idle stop off.' : `Raise idleTimeout to ${enough}.`}`,
    related: site.webConfig
      ? relatedSetting(input, sessionSetting(input), `Session data lasts ${humanDuration(data)}`)
      : [],
    fixes: [
      ...(longer && enough !== '00:00:00'
        ? [
            {
              title: title(`Stop the idle pool after ${humanDuration(data)} only; its memory is kept as long`, data),
              edits: longer,
            },
          ]
        : []),
      ...(never ? [{ title: title('Never stop the idle pool; its memory is kept', null), edits: never }] : []),
      ...(suspend
        ? [{ title: title('Suspend the idle process: its data is kept on disk', null), edits: suspend }]
        : []),
    ],
  });
}

/** Nothing is known of the pool: most pools have what IIS gives them. */
function checkDefault(input: RuleInput, report: (report: Report) => void): void {
  const data = dataInProcess(input);
  const setting = input.settings.get(SESSION);
  const at = placeOfSetting(input, SESSION);
  if (!at || !setting.winner || typeof data !== 'number' || data <= DEFAULT_IDLE) return;
  report({
    at,
    severity: 'information',
    message: `Session data kept in the process lasts ${humanDuration(data)} only if the pool's idleTimeout is as long: by default IIS stops an idle process after 20 min, and the data is lost. Set idleTimeout to ${idleLiteral(data)} on the pool.`,
  });
}

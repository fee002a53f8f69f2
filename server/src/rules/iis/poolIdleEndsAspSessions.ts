import { isUnknown } from '../../session/lifetime';
import { humanDuration } from '../../settings/human';
import { withCost } from '../cost';
import { relatedSetting } from '../places';
import { type Report, type RuleInput, rule } from '../rule';
import { idleLiteral, placeInPool, poolSetting, setPoolSetting, stopsBefore } from './shared/pool';

const IDLE = 'processModel/@idleTimeout';
const SESSION = 'system.webServer/asp/session/@timeout';

/** What IIS does when no applicationHost.config says otherwise. */
const DEFAULT_IDLE = 20 * 60;

export default rule({
  id: 'pool-idle-ends-asp-sessions',
  severity: 'warning',
  system: 'iis',
  title: 'Idle pool that stops before the ASP session ends',
  explains:
    'Sessions of Classic ASP live in the memory of the worker process and nowhere else. IIS stops a worker process that nobody has asked anything for the idle time of its pool, 20 minutes unless it is told otherwise, and every ASP session goes with it, however long its timeout is.',
  source: 'IIS_schema.xml, processModel/@idleTimeout and asp/session/@timeout',
  fixable: true,
  check(input, report) {
    const { pool, site } = input.view;
    const session = input.clocks.find(({ id }) => id === 'classicAspSession');
    if (session?.inert !== undefined || typeof session?.length !== 'number') return;
    if (isUnknown(pool)) return checkDefault(input, session.length, report);
    const idle = poolSetting(pool.pool, IDLE);
    const at = placeInPool(site, pool.pool, IDLE);
    const terminates = poolSetting(pool.pool, 'processModel/@idleTimeoutAction').value === 'Terminate';
    if (!at || !terminates || !stopsBefore(idle.seconds, session.length)) return;
    const enough = idleLiteral(session.length);
    const longer = setPoolSetting(site, pool.pool, IDLE, enough);
    report({
      at,
      message: `The pool "${pool.pool.name}" stops after ${humanDuration(idle.seconds)} without a request${idle.given ? '' : ' (the default of IIS)'}, and ASP sessions meant to last ${humanDuration(session.length)} are lost with the process. ${enough === '00:00:00' ? 'Switch the idle stop off.' : `Raise idleTimeout to ${enough}.`}`,
      related: relatedSetting(input, SESSION, `ASP sessions last ${humanDuration(session.length)}`),
      fixes: longer
        ? [
            {
              title: withCost(
                `Stop the idle pool after ${humanDuration(session.length)} only; its memory is kept as long`,
                input,
                {
                  lengths: { poolIdle: session.length },
                },
              ),
              edits: longer,
            },
          ]
        : [],
    });
  },
  examples: {
    bad: oldShop('00:20:00'),
    good: oldShop('01:00:00'),
  },
});

/** Nothing is known of the pool: most pools have what IIS gives them. */
function checkDefault(input: RuleInput, length: number, report: (report: Report) => void): void {
  const { winner } = input.settings.get(SESSION);
  if (!winner || length <= DEFAULT_IDLE) return;
  report({
    at: { file: winner.file, span: winner.span },
    severity: 'information',
    message: `ASP sessions last ${humanDuration(length)} only if the pool's idleTimeout is as long: by default IIS stops an idle process after 20 min, and they are lost. Set idleTimeout to ${idleLiteral(length)} on the pool.`,
  });
}

function oldShop(idle: string): string {
  return `
      //- /repo/shop/web.config
      <configuration>
        <system.webServer>
          <defaultDocument><files><add value="start.asp" /></files></defaultDocument>
        </system.webServer>
      </configuration>
      //- /repo/iis/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
            <add name="Shop" managedRuntimeVersion="">
              <processModel idleTimeout="${idle}" />
            </add>
          </applicationPools>
          <sites>
            <site name="Shop" id="1">
              <application path="/" applicationPool="Shop">
                <virtualDirectory path="/" physicalPath="C:\\sites\\shop" />
              </application>
            </site>
          </sites>
        </system.applicationHost>
        <system.webServer>
          <asp>
            <session timeout="01:00:00" />
          </asp>
        </system.webServer>
      </configuration>`;
}

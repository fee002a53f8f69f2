import { humanDuration } from '../../settings/human';
import { withCost } from '../cost';
import { removeValue, replaceValue } from '../edits';
import { dataInProcess, stopsBefore } from '../iis/shared/pool';
import { relatedSetting } from '../places';
import { type Fix, rule } from '../rule';

const SESSION = 'system.web/sessionState/@timeout';

export default rule({
  id: 'app-idle-ends-sessions',
  severity: 'warning',
  system: 'aspnet',
  title: 'Idle application that unloads before the session ends',
  explains:
    'With an idleTimeout on hostingEnvironment ASP.NET unloads the application when it has had no request for that long, inside a worker process that goes on running. Session data kept in the process is lost with it, whatever the session timeout says.',
  source: 'IdleTimeoutMonitor (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const idle = input.settings.get('system.web/hostingEnvironment/@idleTimeout');
    const data = dataInProcess(input);
    if (!idle.winner || typeof data !== 'number' || !stopsBefore(idle.seconds, data)) return;
    const minutes = String(Math.ceil(data / 60));
    const fixes: Fix[] = [];
    const longer = replaceValue(input.view.site, idle.winner, minutes);
    const never = removeValue(input.view.site, idle.winner);
    const title = (what: string, length: number | null) =>
      withCost(what, input, { lengths: { appDomainIdle: length } });
    if (longer)
      fixes.push({
        title: title(`Unload the idle application after ${humanDuration(data)} only; its memory is kept as long`, data),
        edits: [longer],
      });
    if (never)
      fixes.push({ title: title('Never unload the idle application: remove idleTimeout', null), edits: [never] });
    report({
      at: { file: idle.winner.file, span: idle.winner.span },
      message: `The application unloads after ${humanDuration(idle.seconds)} without a request, and session data meant to last ${humanDuration(data)} is lost with it. Write ${minutes} or more.`,
      related: relatedSetting(input, SESSION, `Session data lasts ${humanDuration(data)}`),
      fixes,
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <hostingEnvironment idleTimeout="10" />
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <hostingEnvironment idleTimeout="20" />
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
  },
});

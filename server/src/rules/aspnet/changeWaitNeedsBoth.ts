import { setSetting } from '../edits';
import { rule } from '../rule';

const WAIT = 'system.web/httpRuntime/@waitChangeNotification';
const MOST = 'system.web/httpRuntime/@maxWaitChangeNotification';

export default rule({
  id: 'change-wait-needs-both',
  severity: 'warning',
  system: 'aspnet',
  title: 'Wait for changed files that needs a second setting',
  explains:
    'ASP.NET waits for a deployment to end before it restarts the application only when waitChangeNotification and maxWaitChangeNotification are both above zero. With one of them alone it restarts at the first changed file, perhaps several times in a row, and session data kept in the process is lost each time.',
  source: 'HttpRuntime.CoalesceNotifications (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    for (const [path, other, least] of [
      [WAIT, MOST, 60],
      [MOST, WAIT, 5],
    ] as const) {
      const setting = input.settings.get(path);
      const missing = input.settings.get(other);
      if (!setting.winner || typeof setting.seconds !== 'number' || setting.seconds <= 0 || missing.seconds !== 0)
        continue;
      const seconds = path === WAIT ? Math.max(least, setting.seconds * 2) : Math.min(least, setting.seconds);
      const name = other.slice(other.lastIndexOf('@') + 1);
      const edits = setSetting(input, other, String(seconds));
      report({
        at: { file: setting.winner.file, span: setting.winner.span },
        message: `\`${path.slice(path.lastIndexOf('@') + 1)}\` does nothing as long as \`${name}\` is 0: the application restarts at the first changed file. Write ${name}="${seconds}" beside it.`,
        fixes: edits ? [{ title: `Write ${name}="${seconds}" too`, edits }] : [],
      });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <httpRuntime waitChangeNotification="5" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <httpRuntime waitChangeNotification="5" maxWaitChangeNotification="60" />
        </system.web>
      </configuration>`,
  },
});

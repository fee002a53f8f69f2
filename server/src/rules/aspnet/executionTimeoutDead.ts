import { humanDuration } from '../../settings/human';
import { settingPlacesOf } from '../../settings/places';
import type { SettingsReader } from '../../settings/reader';
import { replaceValue } from '../edits';
import { settingsFilesOf } from '../places';
import { type RuleInput, rule } from '../rule';

const TIMEOUT = 'system.web/httpRuntime/@executionTimeout';

export default rule({
  id: 'execution-timeout-dead',
  severity: 'warning',
  system: 'aspnet',
  title: 'Execution timeout that debug switches off',
  explains:
    'With compilation debug on, no request is ever aborted: executionTimeout is read and never acted upon, and a slow page holds the session lock of its user for as long as it likes.',
  source: 'HttpContext.MustTimeout (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    for (const settings of readersOf(input)) {
      const timeout = settings.get(TIMEOUT);
      const debug = settings.get('system.web/compilation/@debug');
      if (!timeout.winner || debug.value !== 'true' || !debug.winner) continue;
      const edit = replaceValue(input.view.site, debug.winner, 'false');
      const length = typeof timeout.seconds === 'number' ? ` of ${humanDuration(timeout.seconds)}` : '';
      report({
        at: { file: timeout.winner.file, span: timeout.winner.span },
        message: `\`executionTimeout\`${length} does nothing: compilation debug is on, so no request is ever aborted. Set debug="false".`,
        related: [{ file: debug.winner.file, span: debug.winner.span, message: 'Debug is switched on here' }],
        fixes: edit ? [{ title: 'Set debug="false"', edits: [edit] }] : [],
      });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <compilation debug="true" />
          <httpRuntime executionTimeout="3600" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <compilation debug="false" />
          <httpRuntime executionTimeout="3600" />
        </system.web>
      </configuration>`,
  },
});

/** The application and every path below it that has an executionTimeout of its own. */
function readersOf({ settings, view: { site } }: RuleInput): SettingsReader[] {
  const paths = new Set<string>();
  // Without debug anywhere there is nothing to look for.
  if (!settingsFilesOf(site).some(({ file }) => /\bdebug\s*=/.test(file.text))) return [settings];
  for (const { file, path } of [{ file: site.webConfig, path: '' }, ...site.folders]) {
    if (!file) continue;
    for (const { setting, location } of settingPlacesOf(file)) {
      if (setting.path !== TIMEOUT) continue;
      const below = [path, location === '.' ? '' : location].filter(Boolean).join('/');
      if (below) paths.add(below);
    }
  }
  return [settings, ...[...paths].map((path) => settings.at(path))];
}

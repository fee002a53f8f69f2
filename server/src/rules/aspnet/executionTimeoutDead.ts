import { humanDuration } from '../../settings/human';
import { settingPlacesOf } from '../../settings/places';
import { type SettingsReader, settingsOf } from '../../settings/reader';
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
    for (const path of pathsOf(input)) {
      const settings = readerAt(input.settings, path);
      const timeout = settings.get(TIMEOUT);
      const debug = settings.get('system.web/compilation/@debug');
      if (!timeout.winner || debug.value !== 'true' || !debug.winner) continue;
      if (isOffWhereDeployed(input, path)) continue;
      const edit = replaceValue(input.view.site, debug.winner, 'false');
      const length = typeof timeout.seconds === 'number' ? ` of ${humanDuration(timeout.seconds)}` : '';
      report({
        at: { file: timeout.winner.file, span: timeout.winner.span },
        message: `\`executionTimeout\`${length} does nothing: compilation debug is on, so no request is ever aborted. Set debug="false".`,
        related: [{ file: debug.winner.file, span: debug.winner.span, message: 'Debug is switched on here' }],
        fixes: edit ? [{ title: 'Abort slow requests again: debug="false", for developers too', edits: [edit] }] : [],
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

/** Every project is made so: debug is on in the file that developers run, and a transform takes it away for the others. */
function isOffWhereDeployed({ view: { site } }: RuleInput, path: string): boolean {
  return site.variants.some(({ name }) => {
    const deployed = readerAt(settingsOf(site.view(name)), path);
    return deployed.get('system.web/compilation/@debug').value !== 'true';
  });
}

function readerAt(settings: SettingsReader, path: string): SettingsReader {
  return path === '' ? settings : settings.at(path);
}

/** The application (an empty path) and every path below it that has an executionTimeout of its own. */
function pathsOf({ view: { site } }: RuleInput): string[] {
  const paths = new Set<string>();
  // Without debug anywhere there is nothing to look for.
  if (!settingsFilesOf(site).some(({ file }) => /\bdebug\s*=/.test(file.text))) return [''];
  for (const { file, path } of [{ file: site.webConfig, path: '' }, ...site.folders]) {
    if (!file) continue;
    for (const { setting, location } of settingPlacesOf(file)) {
      if (setting.path !== TIMEOUT) continue;
      const below = [path, location === '.' ? '' : location].filter(Boolean).join('/');
      if (below) paths.add(below);
    }
  }
  return ['', ...paths];
}

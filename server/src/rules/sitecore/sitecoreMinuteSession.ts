import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

const TIMEOUT = 'system.web/sessionState/@timeout';

export default rule({
  id: 'sitecore-minute-session',
  severity: 'warning',
  system: 'sitecore',
  title: 'Session of one minute',
  explains:
    'Sitecore gives sessions of robots one minute; written into web.config it holds for everybody. Editors keep their session only while the keep-alive request comes every 30 seconds, and lose it as soon as the browser sleeps; visits are cut into pieces.',
  source: 'sitecore/shell/Controls/Sitecore.js (8.0 to 9.0.2); stock setting Analytics.Robots.SessionTimeout',
  fixable: false,
  check(input, report) {
    if (!lookAt(input.view)) return;
    const { winner, seconds } = input.settings.get(TIMEOUT);
    if (!winner || seconds !== 60) return;
    report({
      at: { file: winner.file, span: winner.span },
      message:
        'Session data lasts 1 min for everybody: editors and visitors who read for longer lose it. Sitecore ships 20; the minute that robots get is a setting of its own.',
    });
  },
  examples: { bad: session('1'), good: session('20') },
});

function session(minutes: string): string {
  return sitecoreSite({
    roles: 'ContentManagement',
    webConfig: `<system.web><sessionState mode="InProc" timeout="${minutes}" /></system.web>`,
  });
}

import { isUnknown } from '../../session/lifetime';
import { humanDuration } from '../../settings/human';
import { rule } from '../rule';
import { setSitecore } from './shared/change';
import { KEEP_ALIVE } from './shared/durations';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

/** IIS default of `processModel/@idleTimeout`. */
const IDLE = 20 * 60;

export default rule({
  id: 'sitecore-keepalive-too-slow',
  severity: 'warning',
  system: 'sitecore',
  title: 'Keep-alive that comes after the pool has stopped',
  explains:
    'Sitecore requests its own keep-alive page so that IIS does not stop the idle application pool, which would end all sessions in its process. An interval longer than the idle time of the pool, 20 minutes unless set otherwise, does not do that; versions before 7.5 come with an hour.',
  source: 'Stock Sitecore.config, 6.5 to 10.0; IIS default of idleTimeout',
  fixable: true,
  check(input, report) {
    if (!lookAt(input.view)) return;
    const interval = input.settings.get(KEEP_ALIVE);
    if (!interval.winner || typeof interval.seconds !== 'number') return;
    const idle = isUnknown(input.view.pool)
      ? undefined
      : input.settings.get('system.applicationHost/applicationPools/add/processModel/@idleTimeout').seconds;
    const limit = typeof idle === 'number' ? idle : IDLE;
    if (limit === 0 || interval.seconds <= limit) return;
    const { file, span } = interval.winner;
    const fix = setSitecore(input, KEEP_ALIVE, '00:15:00', 'Request it every 15 min');
    const whose = typeof idle === 'number' ? 'the application pool stops' : 'an application pool stops by default';
    report({
      at: { file, span },
      message: `The site is kept awake only every ${humanDuration(interval.seconds)}, but ${whose} after ${humanDuration(limit)} without a request. Write 00:15:00.`,
      fixes: fix && limit > 15 * 60 ? [fix] : [],
    });
  },
  examples: { bad: urlAgent('01:00:00'), good: urlAgent('00:15:00') },
});

function urlAgent(interval: string): string {
  return sitecoreSite({
    base: '<scheduling><agent type="Sitecore.Tasks.UrlAgent" method="Run" interval="00:15:00" /></scheduling>',
    patch: `<scheduling><agent type="Sitecore.Tasks.UrlAgent" set:interval="${interval}" /></scheduling>`,
  });
}

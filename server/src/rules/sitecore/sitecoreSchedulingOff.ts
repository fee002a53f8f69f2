import { humanDuration } from '../../settings/human';
import { rule } from '../rule';
import { FREQUENCY, isOwnWord, KEEP_ALIVE, reportOn, secondsOf } from './shared/durations';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

export default rule({
  id: 'sitecore-scheduling-off',
  severity: 'warning',
  system: 'sitecore',
  title: 'Background agents that do not run',
  explains:
    'Nothing keeps the site awake or deletes old tickets when the agents stand still: a frequency of zero stops them all, one that cannot be read counts as a minute, and every interval is rounded up to it.',
  source: 'Stock comments; Sitecore Diagnostics Tool, test SchedulingConsistency',
  fixable: true,
  check(input, report) {
    if (!lookAt(input.view)) return;
    const frequency = input.settings.get(FREQUENCY);
    if (typeof frequency.literal === 'string' && isOwnWord(input, frequency.winner)) {
      const seconds = secondsOf(frequency.literal);
      const wrong =
        seconds === undefined
          ? `"${frequency.literal}" cannot be read, so Sitecore looks once a minute`
          : seconds <= 0
            ? 'a frequency of zero stops all background agents, the one that keeps the site awake included'
            : seconds >= 3600
              ? `agents are looked at only every ${humanDuration(seconds)}, whatever their own intervals`
              : undefined;
      if (wrong)
        report(
          reportOn(input, FREQUENCY, `The scheduler's frequency is wrong: ${wrong}. Write 00:00:05.`, ['00:00:05']),
        );
    }
    const keepAlive = input.settings.get(KEEP_ALIVE);
    if (
      typeof keepAlive.literal === 'string' &&
      isOwnWord(input, keepAlive.winner) &&
      secondsOf(keepAlive.literal) === 0
    ) {
      const message =
        'An interval of zero switches the keep-alive agent off, so IIS stops the idle application pool and sessions in its process. Write 00:15:00.';
      report(reportOn(input, KEEP_ALIVE, message, ['00:15:00']));
    }
  },
  examples: { bad: frequencyOf('00:00:00'), good: frequencyOf('00:00:10') },
});

function frequencyOf(text: string): string {
  return sitecoreSite({
    base: '<scheduling><frequency>00:00:05</frequency></scheduling>',
    patch: `<scheduling><frequency>${text}</frequency></scheduling>`,
  });
}

import { humanDuration } from '../../settings/human';
import { SITECORE } from '../../site/sitecore/key';
import { type RuleInput, rule } from '../rule';
import { withoutOwn } from './shared/change';
import { CLIENT_SESSION, isOwnWord } from './shared/durations';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';

export default rule({
  id: 'sitecore-client-session-timeout',
  severity: 'information',
  system: 'sitecore',
  title: 'ClientSessionTimeout does not keep editors signed in',
  explains:
    'Authentication.ClientSessionTimeout says when a ticket counts as unused for a licence with a limit of concurrent editors. A longer value signs nobody out later; it only holds the seats of people who have left. Up to 9.0 the timeout of forms decides, from 9.1 on ExpireTimeSpan of the cookie processor or the token of Sitecore Identity.',
  source: 'Stock comment of the setting; support article KB0345947',
  fixable: true,
  check(input, report) {
    const found = lookAt(input.view) && input.settings.get(CLIENT_SESSION);
    if (!found?.winner || !isOwnWord(input, found.winner) || typeof found.seconds !== 'number') return;
    if (found.seconds <= 3600) return;
    const { file, span } = found.winner;
    const edit = withoutOwn(input, found.winner);
    report({
      at: { file, span },
      message: `This does not keep editors signed in: it frees the licence seat of whoever left, now only after ${humanDuration(found.seconds)}. ${whatDecides(input)}`,
      fixes: edit ? [{ title: 'Go back to 60 minutes', edits: [edit] }] : [],
    });
  },
  examples: { bad: clientTimeout('480'), good: clientTimeout('45') },
});

function whatDecides({ view }: RuleInput): string {
  const generation = view.site.part(SITECORE)?.sources.generation;
  if (generation === 'old') return 'Change the timeout of `forms` in web.config.';
  return 'Change the timeout of `forms` in web.config up to 9.0, ExpireTimeSpan or the identity token from 9.1 on.';
}

function clientTimeout(minutes: string): string {
  return sitecoreSite({
    base: '<settings><setting name="Authentication.ClientSessionTimeout" value="60" /></settings>',
    patch: `<settings><setting name="Authentication.ClientSessionTimeout" set:value="${minutes}" /></settings>`,
  });
}

import { humanDuration } from '../../settings/human';
import { endsTogether } from '../../site/aspnet/applicationCode';
import { placeOfSetting } from '../places';
import { rule } from '../rule';
import { FORMS_TIMEOUT, LEAST_PROMISING, promiseSilence, signInAndData } from './shared/windows';

export default rule({
  id: 'half-life-sign-out',
  severity: 'information',
  system: 'aspnet',
  title: 'Sliding sign-in that ends at half its time',
  explains:
    'A request in the first half of a ticket does not renew it, so only half of the timeout is promised: a user who clicked just before half time is signed out that long after the click. To promise N minutes of silence, set 2N.',
  source: 'FormsAuthentication.RenewTicketIfOld: left > age keeps the ticket',
  fixable: true,
  check(input, report) {
    const both = signInAndData(input);
    if (!both?.sliding || both.signIn >= LEAST_PROMISING) return;
    // Where one of the two outlives the other, that is the one thing to say of this sign-in.
    if (both.signIn !== both.data && !endsTogether(input.view.site)) return;
    const at = placeOfSetting(input, FORMS_TIMEOUT);
    if (!at) return;
    report({
      at,
      message: `Only ${humanDuration(both.signIn / 2)} of silence are safe, not ${humanDuration(both.signIn)}: a request in the first half of the ticket does not renew it.`,
      fixes: promiseSilence(input, both),
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="20" />
          </authentication>
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="40" />
          </authentication>
          <sessionState timeout="40" />
        </system.web>
      </configuration>`,
  },
});

import { humanDuration } from '../../settings/human';
import { endsTogether } from '../../site/aspnet/applicationCode';
import { placeOfSetting, relatedSetting } from '../places';
import { rule } from '../rule';
import { dataOutlives, FORMS_TIMEOUT, SESSION_TIMEOUT, signInAndData } from './shared/windows';

export default rule({
  id: 'session-data-outlives-auth',
  severity: 'warning',
  system: 'aspnet',
  title: 'Session data outlives the sign-in',
  explains:
    'A user is sent to the sign-in page while their session data is still on the server: work that could have been saved is lost, and whoever signs in next in the same browser may meet it.',
  source: 'FormsAuthenticationModule, SessionStateModule (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const both = signInAndData(input);
    if (!both || both.data <= both.signIn || endsTogether(input.view.site)) return;
    const at = placeOfSetting(input, FORMS_TIMEOUT);
    if (!at) return;
    const earliest = both.sliding ? both.data - both.signIn / 2 : both.data;
    report({
      at,
      message: `Users are signed out while their session data lives on, for up to ${humanDuration(earliest)}: sign-in lasts ${humanDuration(both.signIn)}, session data ${humanDuration(both.data)}.`,
      related: relatedSetting(input, SESSION_TIMEOUT, `Session data lasts ${humanDuration(both.data)}`),
      fixes: dataOutlives(input, both),
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="30" />
          </authentication>
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="60" />
          </authentication>
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
  },
});

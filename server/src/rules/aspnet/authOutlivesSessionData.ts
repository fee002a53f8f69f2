import { humanDuration } from '../../settings/human';
import { endsTogether } from '../../site/aspnet/applicationCode';
import { placeOfSetting, relatedSetting } from '../places';
import { rule } from '../rule';
import { A_DECISION, FORMS_TIMEOUT, SESSION_TIMEOUT, signInAndData, signInOutlives } from './shared/windows';

export default rule({
  id: 'auth-outlives-session-data',
  severity: 'warning',
  system: 'aspnet',
  title: 'Sign-in outlives the session data',
  explains:
    'A user who stays away longer than the session timeout comes back still signed in, but with a new, empty session: baskets, filters and half-filled forms fall back to defaults, and no sign-in page warns them.',
  source: 'FormsAuthenticationModule, SessionStateModule (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const both = signInAndData(input);
    if (!both || both.signIn <= both.data || endsTogether(input.view.site)) return;
    const at = placeOfSetting(input, FORMS_TIMEOUT);
    if (!at) return;
    report({
      at,
      // Somebody decided on that length, and on living with what it means.
      ...(both.signIn >= A_DECISION && { severity: 'information' as const }),
      message: `Users stay signed in ${humanDuration(both.signIn - both.data)} after their session data is gone: sign-in lasts ${humanDuration(both.signIn)}, session data ${humanDuration(both.data)}${input.settings.get(SESSION_TIMEOUT).given ? '' : ' (the default, set nowhere)'}.`,
      related: relatedSetting(input, SESSION_TIMEOUT, `Session data lasts ${humanDuration(both.data)}`),
      fixes: signInOutlives(input, both),
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="30" />
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

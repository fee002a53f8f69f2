import { humanDuration } from '../../settings/human';
import { withCost } from '../cost';
import { replaceValue } from '../edits';
import { isFormsSignIn } from '../hosting';
import { rule } from '../rule';
import { FORMS_TIMEOUT } from './shared/windows';

export default rule({
  id: 'sliding-expiration-off',
  severity: 'information',
  system: 'aspnet',
  title: 'Sign-in that ends however busy the user is',
  explains:
    'With slidingExpiration off the ticket ends at its time after sign-in, in the middle of whatever the user does.',
  source: 'FormsAuthenticationModule.OnAuthenticate (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    if (!isFormsSignIn(input)) return;
    const sliding = input.settings.get('system.web/authentication/forms/@slidingExpiration');
    if (sliding.value !== 'false' || !sliding.winner) return;
    const { seconds } = input.settings.get(FORMS_TIMEOUT);
    const length =
      typeof seconds === 'number' ? `${humanDuration(seconds)} after sign-in` : 'a fixed time after sign-in';
    const edit = replaceValue(input.view.site, sliding.winner, 'true');
    const title = withCost('Let requests renew the sign-in, without end for who stays at work', input, {
      sliding: true,
    });
    report({
      at: { file: sliding.winner.file, span: sliding.winner.span },
      message: `Every user is signed out ${length}, in the middle of their work if need be: requests do not renew the sign-in.`,
      fixes: edit ? [{ title, edits: [edit] }] : [],
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="60" slidingExpiration="false" />
          </authentication>
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="60" slidingExpiration="true" />
          </authentication>
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
  },
});

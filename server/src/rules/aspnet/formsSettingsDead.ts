import { keyOf } from '../../files/paths';
import { withCost } from '../cost';
import { elementAt, nameOf, removeElement, setSetting } from '../edits';
import { relatedSetting } from '../places';
import { type Fix, type RuleInput, rule } from '../rule';

const MODE = 'system.web/authentication/@mode';

export default rule({
  id: 'forms-settings-dead',
  severity: 'information',
  system: 'aspnet',
  title: 'Forms settings without forms authentication',
  explains:
    'The forms module looks at the authentication mode when it starts and does nothing unless it is Forms: name, timeout and slidingExpiration of the forms element then decide nothing. Templates with ASP.NET Identity set None; their sign-in is set up in code (ExpireTimeSpan in Startup.Auth). Code that calls FormsAuthentication itself still uses them.',
  source: 'FormsAuthenticationModule.Init (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const { site } = input.view;
    // Sitecore and IdentityServer sign in with code of their own and take what the element says.
    if (site.stack !== 'framework') return;
    const mode = input.settings.get(MODE);
    const forms = input.settings.element('system.web/authentication/forms');
    if (!forms || typeof mode.value !== 'string' || mode.value === 'Forms' || forms.attributes.size === 0) return;
    const origin = forms.origins[forms.origins.length - 1];
    const file = origin && site.sources.get(keyOf(origin.file));
    const element = file && elementAt(file, origin.span.start);
    if (!file || !element) return;
    const activate = setSetting(input, MODE, 'Forms');
    const remove: Fix = { title: 'Remove <forms>, with all that it says', edits: [removeElement(file, element)] };
    const sign: Fix[] = activate ? [{ title: titleOfForms(input), edits: activate }] : [];
    // Whoever left the mode out most likely forgot it; whoever wrote another one meant that.
    const fixes = mode.given ? [remove, ...sign] : [...sign, remove];
    report({
      at: nameOf(file, element),
      // Nobody leaves the mode out on purpose and writes the forms element.
      ...(!mode.given && { severity: 'warning' as const }),
      message: `\`<forms>\` does nothing: the authentication mode is ${mode.value}${mode.given ? '' : ' by default'}, so its timeout ends no sign-in, unless code calls FormsAuthentication itself. ${mode.given ? 'Look for the timeout in code, such as ExpireTimeSpan.' : 'Write mode="Forms" if users sign in with it.'}`,
      related: mode.winner ? relatedSetting(input, MODE, `The mode is ${mode.value}`) : [],
      fixes,
      unnecessary: true,
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <authentication mode="None">
            <forms timeout="40" />
          </authentication>
          <sessionState timeout="40" />
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

function titleOfForms(input: RuleInput): string {
  const title = 'Sign in with forms: mode="Forms"';
  const { seconds } = input.settings.get('system.web/authentication/forms/@timeout');
  const sliding = input.settings.get('system.web/authentication/forms/@slidingExpiration').value !== 'false';
  return typeof seconds === 'number' ? withCost(title, input, { signIn: seconds, sliding }) : title;
}

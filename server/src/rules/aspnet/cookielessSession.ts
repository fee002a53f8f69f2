import { replaceValue } from '../edits';
import { isFormsSignIn, isSessionOn } from '../hosting';
import { rule } from '../rule';

const PATHS = [
  ['system.web/sessionState/@cookieless', 'session id', isSessionOn],
  ['system.web/authentication/forms/@cookieless', 'sign-in', isFormsSignIn],
] as const;

/** `true` is what sessionState called UseUri before 2.0 and still takes. */
const IN_ADDRESS: ReadonlySet<string> = new Set(['true', 'UseUri', 'AutoDetect', 'UseDeviceProfile']);

export default rule({
  id: 'cookieless-session',
  severity: 'warning',
  system: 'aspnet',
  title: 'Session or sign-in kept in the address',
  explains:
    'With the id in the address, every absolute or pasted link loses the session or hands it to somebody else; a renewal of the sign-in redirects, so a form that is sent in the second half of its life loses its content.',
  source: 'SessionIDManager, FormsAuthenticationModule (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    for (const [path, what, counts] of PATHS) {
      if (!counts(input)) continue;
      const setting = input.settings.get(path);
      if (!setting.winner || typeof setting.value !== 'string' || !IN_ADDRESS.has(setting.value)) continue;
      const edit = replaceValue(input.view.site, setting.winner, 'UseCookies');
      const sometimes = setting.value === 'AutoDetect' || setting.value === 'UseDeviceProfile';
      report({
        at: { file: setting.winner.file, span: setting.winner.span },
        ...(sometimes && { severity: 'information' as const }),
        message: `\`cookieless="${setting.value}"\` ${sometimes ? 'may put' : 'puts'} the ${what} into the address: absolute links lose it and shared links give it away. Write UseCookies.`,
        fixes: edit ? [{ title: 'Keep it in a cookie: UseCookies', edits: [edit] }] : [],
      });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState cookieless="UseUri" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState cookieless="UseCookies" />
        </system.web>
      </configuration>`,
  },
});

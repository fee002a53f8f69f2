import { attributeOf } from '../../settings/catalogue';
import { rule } from '../rule';

const URLS = ['system.web/authentication/forms/@loginUrl', 'system.web/authentication/forms/@defaultUrl'];

export default rule({
  id: 'forms-url-refused',
  severity: 'error',
  system: 'aspnet',
  title: 'Address of a page that forms authentication refuses',
  explains:
    'loginUrl and defaultUrl are addresses below the site or on another one. A share (\\\\server) or a drive (C:) is refused when the section is read, whatever the authentication mode is, and the site does not start.',
  source: 'FormsAuthenticationConfiguration: Auth_bad_url (.NET Framework 4.8)',
  fixable: false,
  check(input, report) {
    for (const path of URLS) {
      const { literal, winner } = input.settings.get(path);
      if (!winner || typeof literal !== 'string' || !/^(?:\\\\|.:)/s.test(literal)) continue;
      const what = literal.startsWith('\\\\') ? 'a share' : 'a path on a drive';
      report({
        at: { file: winner.file, span: winner.span },
        message: `\`${attributeOf(path)}\` may not be ${what}: forms authentication refuses it, and the site does not start. Write an address such as ~/login.aspx.`,
      });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms loginUrl="C:\\sites\\shop\\login.aspx" timeout="60" />
          </authentication>
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms loginUrl="~/login.aspx" timeout="60" />
          </authentication>
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
  },
});

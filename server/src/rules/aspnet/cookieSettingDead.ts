import { attributeOf } from '../../settings/catalogue';
import { removeValue, setSetting } from '../edits';
import { type Fix, rule } from '../rule';

/** Attributes of a cookie, and the switches that must all be on for there to be one. */
const COOKIES = [
  {
    what: 'role cookie',
    attributes: ['cookieTimeout', 'cookieSlidingExpiration', 'createPersistentCookie', 'maxCachedResults'],
    section: 'system.web/roleManager',
    switches: ['enabled', 'cacheRolesInCookie'],
  },
  {
    what: 'cookie for visitors who are not signed in',
    attributes: ['cookieTimeout', 'cookieSlidingExpiration', 'cookieless'],
    section: 'system.web/anonymousIdentification',
    switches: ['enabled'],
  },
] as const;

export default rule({
  id: 'cookie-setting-dead',
  severity: 'information',
  system: 'aspnet',
  title: 'Setting of a cookie that is switched off',
  explains:
    'Roles are kept in a cookie only with enabled and cacheRolesInCookie, visitors get one only with enabled. Without them the length and the renewal of the cookie decide nothing.',
  source: 'RoleManagerModule, AnonymousIdentificationModule (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    for (const { what, attributes, section, switches } of COOKIES) {
      const off = switches.find((name) => input.settings.get(`${section}/@${name}`).value === 'false');
      if (!off) continue;
      for (const attribute of attributes) {
        const setting = input.settings.get(`${section}/@${attribute}`);
        if (!setting.winner) continue;
        const fixes: Fix[] = [];
        const remove = removeValue(input.view.site, setting.winner);
        if (remove) fixes.push({ title: `Remove ${attribute}`, edits: [remove] });
        const edits = switches.flatMap((name) =>
          input.settings.get(`${section}/@${name}`).value === 'true'
            ? []
            : (setSetting(input, `${section}/@${name}`, 'true') ?? []),
        );
        if (edits.length > 0) fixes.push({ title: `Switch the ${what} on`, edits });
        report({
          at: { file: setting.winner.file, span: setting.winner.span },
          message: `\`${attributeOf(setting.path)}\` does nothing: there is no ${what} as long as \`${off}\` is false${input.settings.get(`${section}/@${off}`).given ? '' : ', as it is by default'}.`,
          fixes,
          unnecessary: true,
        });
      }
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <roleManager enabled="true" cookieTimeout="60" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <roleManager enabled="true" cacheRolesInCookie="true" cookieTimeout="60" />
        </system.web>
      </configuration>`,
  },
});

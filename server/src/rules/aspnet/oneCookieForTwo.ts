import { isFormsSignIn, isSessionOn } from '../hosting';
import { placeOfElement } from '../places';
import { type Place, type RuleInput, rule } from '../rule';

/** Cookies that ASP.NET sets by itself, where their names stand, and whether there is one at all. */
const COOKIES = [
  {
    what: 'the sign-in',
    element: 'system.web/authentication/forms',
    attribute: 'name',
    otherwise: '.ASPXAUTH',
    isSet: isFormsSignIn,
  },
  {
    what: 'the session',
    element: 'system.web/sessionState',
    attribute: 'cookieName',
    otherwise: 'ASP.NET_SessionId',
    isSet: isSessionOn,
  },
  {
    what: 'the roles',
    element: 'system.web/roleManager',
    attribute: 'cookieName',
    otherwise: '.ASPXROLES',
    isSet: (input: RuleInput) =>
      ['enabled', 'cacheRolesInCookie'].every(
        (name) => input.settings.get(`system.web/roleManager/@${name}`).value === 'true',
      ),
  },
  {
    what: 'visitors who are not signed in',
    element: 'system.web/anonymousIdentification',
    attribute: 'cookieName',
    otherwise: '.ASPXANONYMOUS',
    isSet: (input: RuleInput) => input.settings.get('system.web/anonymousIdentification/@enabled').value === 'true',
  },
] as const;

export default rule({
  id: 'one-cookie-for-two',
  severity: 'error',
  system: 'aspnet',
  title: 'Two things kept in one cookie',
  explains:
    'Sign-in, session, roles and visitors each need a cookie of their own. With one name for two of them each overwrites the other at every request: a user has a sign-in or a session, never both.',
  source:
    'FormsAuthenticationModule, SessionIDManager (.NET Framework 4.8): the cookies of a response are told apart by name',
  fixable: false,
  check(input, report) {
    const cookies = COOKIES.filter(({ isSet }) => isSet(input)).flatMap(({ what, element, attribute, otherwise }) => {
      const said = input.settings.element(element)?.attributes.get(attribute);
      const name = said ? said.literal : otherwise;
      const winner = said?.history.at(-1);
      const at: Place | undefined = winner ?? placeOfElement(input, element);
      return typeof name === 'string' && at ? [{ what, name, at, isSaid: winner !== undefined }] : [];
    });
    for (const [index, cookie] of cookies.entries()) {
      const first = cookies.slice(0, index).find(({ name }) => name === cookie.name);
      if (!first) continue;
      const [here, there] = cookie.isSaid ? [cookie, first] : [first, cookie];
      report({
        at: { file: here.at.file, span: here.at.span },
        message: `The cookie "${cookie.name}" is used for ${first.what} and for ${cookie.what}: each overwrites the other, so a user has one of them, never both. Give one of them another name.`,
        related: [{ file: there.at.file, span: there.at.span, message: `It is the cookie of ${there.what}, too` }],
      });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms name="shop" timeout="60" />
          </authentication>
          <sessionState cookieName="shop" timeout="60" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms name="shop" timeout="60" />
          </authentication>
          <sessionState cookieName="shop-session" timeout="60" />
        </system.web>
      </configuration>`,
  },
});

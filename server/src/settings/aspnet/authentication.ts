import { BOOLEAN, MINUTES, NON_EMPTY, propertyOf, STOPS_SITE, section, TEXT, words } from '../literals';
import type { SettingEntry } from '../setting';

const mode: readonly SettingEntry[] = section(
  {
    element: 'system.web/authentication',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: STOPS_SITE,
    docs: propertyOf('system.web.configuration.authenticationsection'),
    source: 'System.Web/Configuration/AuthenticationSection.cs',
  },
  {
    mode: {
      literal: words('None', 'Windows', 'Passport', 'Forms'),
      default: 'Windows',
      effect: 'How users sign in; the forms settings act only under Forms.',
    },
  },
);

/** `<forms>`: the sign-in ticket. The section is read at start, so a bad literal here breaks every page, not only sign-in. */
const forms: readonly SettingEntry[] = section(
  {
    element: 'system.web/authentication/forms',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: STOPS_SITE,
    docs: propertyOf('system.web.configuration.formsauthenticationconfiguration'),
    source: 'System.Web/Configuration/FormsAuthenticationConfiguration.cs',
  },
  {
    timeout: {
      literal: MINUTES,
      default: '30',
      range: { min: 1 },
      effect: 'Minutes that a newly issued sign-in ticket is valid.',
      drives: 'authCookie',
    },
    slidingExpiration: {
      literal: BOOLEAN,
      default: 'true',
      effect: 'Renews the sign-in on requests in the second half of its life; when false it ends at a fixed time.',
    },
    cookieless: {
      literal: words('UseCookies', 'UseUri', 'AutoDetect', 'UseDeviceProfile'),
      default: 'UseDeviceProfile',
      effect:
        'Whether the ticket travels in a cookie or in the address; detection may put it there for unknown browsers.',
    },
    name: {
      literal: NON_EMPTY,
      default: '.ASPXAUTH',
      effect:
        'Name of the sign-in cookie; two applications with the same name and path but other keys sign each other out.',
    },
    path: {
      literal: NON_EMPTY,
      default: '/',
      effect: 'Path the browser sends the sign-in cookie to; upper and lower case count.',
    },
    domain: {
      literal: TEXT,
      default: '',
      effect: 'Domain the browser sends the sign-in cookie to; empty means this host only.',
    },
    requireSSL: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'When true, a request over plain HTTP counts as not signed in, also behind a proxy that ends TLS.',
    },
    protection: {
      literal: words('All', 'None', 'Encryption', 'Validation'),
      default: 'All',
      effect: 'Whether tickets are encrypted and signed; changing it makes the issued ones invalid.',
    },
    ticketCompatibilityMode: {
      literal: words('Framework20', 'Framework40'),
      default: 'Framework20',
      effect: 'Format of the dates in the ticket; Framework40 keeps them in UTC.',
      unverified: 'What Framework40 changes in detail.',
    },
    cookieSameSite: {
      literal: words('None', 'Lax', 'Strict'),
      default: 'Lax',
      effect: 'Whether the sign-in cookie comes back from another site; Lax loses it on a posted return or in a frame.',
      unverified:
        'The default is Lax since the updates of December 2019; before them the cookie had no SameSite at all.',
    },
    loginUrl: {
      literal: NON_EMPTY,
      default: 'login.aspx',
      effect: 'Page that users are sent to when they are not signed in or no longer so.',
    },
    defaultUrl: {
      literal: NON_EMPTY,
      default: 'default.aspx',
      effect: 'Page after sign-in when no other was asked for.',
    },
    enableCrossAppRedirects: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'Lets the ticket arrive in the query string or a form of another application.',
    },
  },
);

export const authentication: readonly SettingEntry[] = [...mode, ...forms];

import {
  BOOLEAN,
  FAILS_REQUESTS,
  INTEGER,
  MINUTES,
  MINUTES_OR_INFINITE,
  propertyOf,
  section,
  words,
} from '../literals';
import type { SettingEntry } from '../setting';

/** Role cookies, anonymous visitors and membership: none of them signs a user out, all of them are taken for it. */
const roleManager: readonly SettingEntry[] = section(
  {
    element: 'system.web/roleManager',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: FAILS_REQUESTS,
    docs: propertyOf('system.web.configuration.rolemanagersection'),
    source: 'System.Web/Configuration/RoleManagerSection.cs',
  },
  {
    enabled: { literal: BOOLEAN, default: 'false', effect: 'Switches role management on.' },
    cacheRolesInCookie: {
      literal: BOOLEAN,
      default: 'false',
      effect: "Keeps a user's roles in a cookie instead of asking the provider on every request.",
    },
    cookieTimeout: {
      literal: MINUTES_OR_INFINITE,
      default: '30',
      range: { min: 1 },
      onInfinite: 'is too large for the whole number of minutes behind it',
      effect: 'Minutes that the role cookie is valid; after that roles are read again and nobody is signed out.',
      unverified: 'What `Infinite` does is concluded from the code, not tried.',
    },
    cookieSlidingExpiration: {
      literal: BOOLEAN,
      default: 'true',
      effect: 'Renews the role cookie on requests in the second half of its life.',
    },
    createPersistentCookie: {
      literal: BOOLEAN,
      default: 'false',
      effect: 'Lets the role cookie survive the closing of the browser.',
    },
    maxCachedResults: {
      literal: INTEGER,
      default: '25',
      effect: 'How many roles fit into the cookie; with more they are asked for on every request.',
    },
  },
);

const anonymousIdentification: readonly SettingEntry[] = section(
  {
    element: 'system.web/anonymousIdentification',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: FAILS_REQUESTS,
    docs: propertyOf('system.web.configuration.anonymousidentificationsection'),
    source: 'System.Web/Security/AnonymousIdentificationModule.cs',
  },
  {
    enabled: { literal: BOOLEAN, default: 'false', effect: 'Gives visitors who are not signed in an id of their own.' },
    cookieTimeout: {
      literal: MINUTES_OR_INFINITE,
      default: '100000',
      range: { min: 1 },
      clamp: { min: 1, max: 1_051_200 },
      onInfinite: 'overflows and is cut down to 1 minute',
      effect: 'Minutes that a visitor who is not signed in is known again, with profile and cart.',
      unverified: 'What `Infinite` does is concluded from the code, not tried.',
    },
    cookieSlidingExpiration: {
      literal: BOOLEAN,
      default: 'true',
      effect: "Renews the visitor's cookie when less than half of the configured time is left.",
    },
    cookieless: {
      literal: words('UseCookies', 'UseUri', 'AutoDetect', 'UseDeviceProfile'),
      default: 'UseCookies',
      effect: "Whether the visitor's id travels in a cookie or in the address.",
    },
  },
);

const membership: readonly SettingEntry[] = section(
  {
    element: 'system.web/membership',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: 'fails the first request that uses membership',
    docs: propertyOf('system.web.configuration.membershipsection'),
    source: 'System.Web/Configuration/MembershipSection.cs',
  },
  {
    userIsOnlineTimeWindow: {
      literal: MINUTES,
      default: '15',
      range: { min: 1 },
      effect: 'Minutes after the last activity that a user is counted as online; it never signs anyone out.',
    },
  },
);

const membershipProviders: readonly SettingEntry[] = section(
  {
    element: 'system.web/membership/providers/add',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: 'fails the first request that uses membership',
    docs: propertyOf('system.web.security.sqlmembershipprovider'),
    source: 'System.Web/Security/SQLMembershipProvider.cs',
  },
  {
    passwordAttemptWindow: {
      literal: { kind: 'integer', unit: 'minutes', reader: 'parse' },
      default: '10',
      range: { min: 1 },
      effect: 'Minutes within which wrong passwords are counted towards locking the account.',
    },
    maxInvalidPasswordAttempts: {
      literal: { kind: 'integer', reader: 'parse' },
      default: '5',
      range: { min: 1 },
      effect: 'How many wrong passwords lock the account.',
    },
  },
);

export const roles: readonly SettingEntry[] = [
  ...roleManager,
  ...anonymousIdentification,
  ...membership,
  ...membershipProviders,
];

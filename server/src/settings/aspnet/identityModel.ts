import { BOOLEAN, STOPS_SITE, section, TEXT, TIME_SPAN } from '../literals';
import type { SettingEntry } from '../setting';

/** Windows Identity Foundation: the FedAuth session token and its cookie. */

const WIF = 'https://learn.microsoft.com/dotnet/framework/configure-apps/file-schema/windows-identity-foundation';

const sessionToken: readonly SettingEntry[] = section(
  {
    element: 'system.identityModel/identityConfiguration/securityTokenHandlers/add/sessionTokenRequirement',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: `${STOPS_SITE} (ID7017)`,
    docs: `${WIF}/sessiontokenrequirement`,
    source: 'System.IdentityModel/Tokens/SessionSecurityTokenHandler.cs',
  },
  {
    lifetime: {
      literal: TIME_SPAN,
      default: '10:00:00',
      range: { min: 0 },
      effect: 'How long the sign-in is valid, counted from sign-in; nothing renews it without code of your own.',
      drives: 'authCookie',
    },
  },
);

const identityConfiguration: readonly SettingEntry[] = section(
  {
    element: 'system.identityModel/identityConfiguration',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: STOPS_SITE,
    docs: `${WIF}/identityconfiguration`,
    source: 'System.IdentityModel/Tokens/SessionSecurityTokenHandler.cs',
  },
  {
    maximumClockSkew: {
      literal: TIME_SPAN,
      default: '00:05:00',
      range: { min: 0 },
      effect: 'Clock difference that is forgiven, so that a sign-in really lasts that much longer.',
    },
  },
);

const cookieHandler: readonly SettingEntry[] = section(
  {
    element: 'system.identityModel.services/federationConfiguration/cookieHandler',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: STOPS_SITE,
    docs: `${WIF}/cookiehandler`,
    source: 'System.IdentityModel.Services, CookieHandlerElement',
  },
  {
    persistentSessionLifetime: {
      literal: TIME_SPAN,
      default: '00:00:00',
      range: { min: 0, max: 31_536_000 },
      effect: 'How long the browser keeps the sign-in cookie after it was closed; zero keeps it only while it is open.',
      drives: 'persistentLogin',
      unverified: 'The page of the element speaks of days:hours:minutes for values in three parts.',
    },
    requireSsl: {
      literal: BOOLEAN,
      default: 'true',
      effect: 'When true, the sign-in cookie never travels over plain HTTP.',
    },
    name: { literal: TEXT, default: 'FedAuth', effect: 'Name of the sign-in cookie.' },
  },
);

export const identityModel: readonly SettingEntry[] = [...sessionToken, ...identityConfiguration, ...cookieHandler];

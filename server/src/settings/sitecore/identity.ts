import type { SettingEntry } from '../setting';

const common = {
  level: 'own',
  standsIn: 'configuration of Sitecore Identity',
  defaultBy: 'Sitecore default',
  onBadLiteral: 'stops Sitecore Identity from starting',
  since: '9.1',
  docs: 'https://doc.sitecore.com/xp/en/developers/latest/platform-administration-and-architecture/sitecore-identity-server-configuration.html',
  source: 'identityServer.xml; KB0345947',
} as const satisfies Partial<SettingEntry>;

const SECONDS = { kind: 'integer', unit: 'seconds', reader: 'parse' } as const;

/**
 * Sitecore Identity (docs/reference/sitecore.md, Sitecore Identity): XML files of a separate application, keys override keys. The client is the one
 * that the site names in FederatedAuthentication.IdentityServer.ClientId; the path has the key of that client.
 */
export const sitecoreIdentity: readonly SettingEntry[] = [
  {
    ...common,
    path: 'Sitecore/IdentityServer/Clients/DefaultClient/IdentityTokenLifetimeInSeconds',
    literal: SECONDS,
    range: { min: 1 },
    effect: "Ends an editor's sign-in this long after it began: the cookie of Sitecore takes its end from this token.",
    drives: 'authCookie',
    unverified: 'The value that Sitecore ships; it is believed to be 3600.',
  },
  {
    ...common,
    path: 'Sitecore/IdentityServer/Clients/DefaultClient/AccessTokenLifetimeInSeconds',
    literal: SECONDS,
    range: { min: 1 },
    effect: 'How long a token for the services of Sitecore is valid; it does not end the sign-in of an editor.',
    unverified: 'The value that Sitecore ships; it is believed to be 3600.',
  },
];

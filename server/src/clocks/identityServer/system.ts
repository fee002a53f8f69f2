import type { IdentityServerHost } from '../../config/identityServer/host';
import { hostOfParty, originOf } from '../../config/identityServer/links';
import type { IntrospectingApi, RelyingParty } from '../../config/identityServer/party';
import { type ClientVerdict, type SystemFacts, verdictsOf } from '../../session/identityServer/facts';
import { isUnknown, type Unknown } from '../../session/lifetime';
import { IDENTITY_SERVER } from '../../site/identityServer/key';
import type { Site, SiteView } from '../../site/site';
import { type SystemClient, systemFacts } from './facts';

/** An IdentityServer with the applications of the workspace that sign their users in there, in one variant. */
export interface LinkedSystem {
  readonly host: IdentityServerHost;
  readonly facts: SystemFacts;
  readonly clients: readonly LinkedClient[];
}

export interface LinkedClient {
  readonly verdict: ClientVerdict;
  /** The application; undefined when its code is not here. */
  readonly site: Site | undefined;
  readonly party: RelyingParty | undefined;
}

/** The system that the site of a view is the IdentityServer of; undefined where it is none. */
export function systemOf(view: SiteView, sites: readonly Site[]): LinkedSystem | undefined {
  const host = view.part(IDENTITY_SERVER)?.host;
  if (!host) return undefined;
  const hosts = sites.flatMap((site) => {
    const found = site === view.site ? host : viewLike(site, view).part(IDENTITY_SERVER)?.host;
    return found ? [{ host: found, site, origins: site.part(IDENTITY_SERVER)?.origins ?? [] }] : [];
  });
  const applications = sites.flatMap((site) => {
    const parties = viewLike(site, view).part(IDENTITY_SERVER)?.parties ?? [];
    return parties
      .filter((party) => hostOfParty(party, hosts)?.site === view.site)
      .map((party) => ({ party, site, hears: party.bff || (site.part(IDENTITY_SERVER)?.hears ?? false) }));
  });
  const own = hosts.find(({ site }) => site === view.site)?.origins ?? [];
  const cache = longestCache(
    sites.flatMap((site) => viewLike(site, view).part(IDENTITY_SERVER)?.apis ?? []),
    own,
  );
  const members = host.clients.map((client) => {
    const application = applications.find(({ party }) => party.clientId.value === client.id);
    return { client, site: application?.site, party: application?.party, hears: application?.hears ?? true };
  });
  const facts = systemFacts(
    host,
    members.map(({ client, party, hears }): SystemClient => ({ client, party, hears, cache })),
  );
  const clients = verdictsOf(facts).map((verdict): LinkedClient => {
    const member = members.find(({ client }) => client.id === verdict.id);
    return { verdict, site: member?.site, party: member?.party };
  });
  return { host, facts, clients };
}

/** Of the APIs that ask this host, as far as their authority is known; 0 where none is here. */
function longestCache(apis: readonly IntrospectingApi[], origins: readonly string[]): number | Unknown {
  const here = apis.filter(({ authority }) => {
    const origin = typeof authority.value === 'string' ? originOf(authority.value) : undefined;
    return origin === undefined || origins.length === 0 || origins.includes(origin);
  });
  const unknown = here.map((api) => api.cache.value).find(isUnknown);
  return unknown ?? Math.max(0, ...here.map((api) => Number(api.cache.value)));
}

/** Another site of the workspace in the variant of the same name, or as it runs without any. */
function viewLike(site: Site, { variant }: SiteView): SiteView {
  const same = site.variants.find(({ name }) => name === variant?.name);
  return site.view(same?.name ?? null);
}

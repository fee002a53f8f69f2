import type { IdentityServerHost } from './host';
import type { RelyingParty } from './party';

/** A host of IdentityServer and where it can be reached, as far as that is written. */
export interface Reachable {
  readonly host: IdentityServerHost;
  /** Origins such as `https://localhost:5001`: launchSettings, IssuerUri. */
  readonly origins: readonly string[];
}

/**
 * The host at which an application signs its users in: the only one that has its client id and is not known to be
 * elsewhere. Two hosts with one client id are told apart by their addresses; where those do not tell, neither is it.
 */
export function hostOfParty<Host extends Reachable>(party: RelyingParty, hosts: readonly Host[]): Host | undefined {
  const id = party.clientId.value;
  if (typeof id !== 'string') return undefined;
  const authority = typeof party.authority.value === 'string' ? originOf(party.authority.value) : undefined;
  const registered = hosts.filter(({ host }) => host.clients.some((client) => client.id === id));
  const here = authority ? registered.filter(({ origins }) => origins.includes(authority)) : [];
  if (here.length === 1) return here[0];
  const possible = registered.filter(({ origins }) => !authority || origins.length === 0);
  return possible.length === 1 && here.length === 0 ? possible[0] : undefined;
}

/** `https://LOCALHOST:5001/` as `https://localhost:5001`; undefined for what is no address. */
export function originOf(address: string): string | undefined {
  try {
    const { protocol, origin } = new URL(address.trim());
    return /^https?:$/.test(protocol) ? origin : undefined;
  } catch {
    return undefined;
  }
}

import { systemFacts } from '../../../clocks/identityServer/facts';
import type { IdentityServerHost, RegisteredClient } from '../../../config/identityServer/host';
import { type ClientVerdict, type SystemFacts, verdictsOf } from '../../../session/identityServer/facts';
import { IDENTITY_SERVER } from '../../../site/identityServer/key';
import type { RuleInput } from '../../rule';

/** A host as rules look at it: every client as its registration alone has it. */
export interface JudgedHost {
  readonly host: IdentityServerHost;
  readonly facts: SystemFacts;
  /** Clients that users sign in with, in the order of their registration. */
  readonly clients: readonly { readonly client: RegisteredClient; readonly verdict: ClientVerdict }[];
}

/** The IdentityServer of the site in this variant; undefined where it is none. */
export function hostIn({ view }: Pick<RuleInput, 'view'>): JudgedHost | undefined {
  const host = view.part(IDENTITY_SERVER)?.host;
  if (!host) return undefined;
  const facts = systemFacts(
    host,
    host.clients.map((client) => ({ client, party: undefined, hears: true, cache: 0 })),
  );
  const verdicts = new Map(verdictsOf(facts).map((verdict) => [verdict.id, verdict]));
  const clients = host.clients.flatMap((client) => {
    const verdict = verdicts.get(client.id);
    return verdict ? [{ client, verdict }] : [];
  });
  return { host, facts, clients };
}

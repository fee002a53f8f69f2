import { rule } from '../rule';
import { placed } from './shared/edits';
import { hostWith } from './shared/examples';
import { hostIn } from './shared/system';

const clients = (second: string) =>
  hostWith(`).AddInMemoryClients(new[]
    {
        new Client { ClientId = "shop" },
        new Client { ClientId = "${second}" },
    })`);

export default rule({
  id: 'client-id-repeated',
  severity: 'error',
  system: 'identityserver',
  title: 'Two clients with one id',
  explains:
    'IdentityServer refuses the whole list of clients when two of them have the same ClientId: every request that needs a client fails, so nobody can sign in with any of them.',
  source: 'Duende IdentityServer, InMemoryClientStore',
  fixable: false,
  check(input, report) {
    for (const { id, at, first } of hostIn(input)?.host.repeated ?? []) {
      report({
        at: placed(at),
        message: `Another client has the id \`${id}\` already: IdentityServer refuses the whole list, and nobody can sign in. Give each client an id of its own.`,
        related: first ? [{ ...placed(first), message: 'The other client' }] : [],
      });
    }
  },
  examples: { bad: clients('shop'), good: clients('portal') },
});

import type { RegisteredClient } from '../../config/identityServer/host';
import type { Told } from '../../config/identityServer/told';
import { rule } from '../rule';
import { placed } from './shared/edits';
import { hostWith } from './shared/examples';
import { hostIn } from './shared/system';

const client = (lifetime: string) =>
  hostWith(`).AddInMemoryClients(new[] { new Client { ClientId = "shop", ${lifetime} } })`);

export default rule({
  id: 'client-lifetime-refused',
  severity: 'error',
  system: 'identityserver',
  title: 'Lifetime that makes IdentityServer refuse the client',
  explains:
    'Identity and access tokens must live longer than 0 seconds, refresh tokens not less than 0. A client with another lifetime is treated as if it were not registered: nobody can sign in with it.',
  source: 'Duende IdentityServer, DefaultClientConfigurationValidator.ValidateLifetimesAsync',
  fixable: false,
  check(input, report) {
    for (const { client: registered } of hostIn(input)?.clients ?? []) {
      for (const [name, told, least] of lifetimesOf(registered)) {
        if (typeof told.value !== 'number' || told.value >= least || !told.at) continue;
        report({
          at: placed(told.at),
          message: `${name} is ${told.value}: IdentityServer refuses \`${registered.id}\`, and nobody can sign in with it. Write ${least === 1 ? 'more than 0' : '0 or more'} seconds.`,
        });
      }
    }
  },
  examples: { bad: client('AccessTokenLifetime = 0'), good: client('AccessTokenLifetime = 300') },
});

function lifetimesOf(client: RegisteredClient): readonly (readonly [string, Told<number>, number])[] {
  return [
    ['IdentityTokenLifetime', client.identityTokenLifetime, 1],
    ['AccessTokenLifetime', client.accessTokenLifetime, 1],
    ['AbsoluteRefreshTokenLifetime', client.refreshAbsolute, 0],
    ['SlidingRefreshTokenLifetime', client.refreshSliding, 0],
  ];
}

import type { RegisteredClient } from '../../config/identityServer/host';
import { duration } from '../../session/words';
import { type Fix, type RuleInput, rule } from '../rule';
import { addProperty, numberWritten, placed, replaceValue } from './shared/edits';
import { hostWith } from './shared/examples';
import { hostIn } from './shared/system';

const clients = (more: string) =>
  hostWith(`)
        .AddInMemoryClients(new[]
        {
            new Client { ClientId = "shop", AllowOfflineAccess = true${more} },
        })`);

export default rule({
  id: 'refresh-lifetime-not-used',
  severity: 'warning',
  system: 'identityserver',
  title: 'Refresh token lifetime that does something else than it says',
  explains:
    'RefreshTokenExpiration decides which lifetime counts, and its default is Absolute: then SlidingRefreshTokenLifetime is not read, and an AbsoluteRefreshTokenLifetime of 0 ends the token in the second of its birth. With Sliding the absolute lifetime is a cap, and 0 means that there is none: the token can be renewed for ever.',
  source: 'Duende IdentityServer, DefaultRefreshTokenService.CreateRefreshTokenAsync and UpdateRefreshTokenAsync',
  fixable: true,
  check(input, report) {
    for (const { client } of hostIn(input)?.clients ?? []) {
      if (client.offlineAccess.value !== true) continue;
      const { refreshSliding: sliding, refreshAbsolute: absolute, refreshExpiration: expiration } = client;
      if (expiration.value === 'Absolute') {
        if (sliding.at) {
          report({
            at: placed(sliding.at),
            message: `SlidingRefreshTokenLifetime of \`${client.id}\` is not used: RefreshTokenExpiration is Absolute${expiration.at ? '' : ', the default'}.`,
            fixes: slides(input, client),
          });
        }
        if (absolute.value === 0 && absolute.at) {
          report({
            at: placed(absolute.at),
            message: `A refresh token of \`${client.id}\` ends in the second it is made: with RefreshTokenExpiration Absolute a lifetime of 0 is not "for ever".`,
            fixes: slides(input, client),
          });
        }
        continue;
      }
      if (expiration.value !== 'Sliding' || typeof absolute.value !== 'number') continue;
      if (absolute.value === 0 && absolute.at) {
        report({
          at: placed(absolute.at),
          severity: 'information',
          message: `A refresh token of \`${client.id}\` can be renewed for ever: with RefreshTokenExpiration Sliding an AbsoluteRefreshTokenLifetime of 0 is no limit.`,
        });
      }
      if (absolute.value > 0 && typeof sliding.value === 'number' && sliding.value > absolute.value && sliding.at) {
        const edit = replaceValue(input.view, sliding.at, numberWritten(absolute.value));
        report({
          at: placed(sliding.at),
          message: `SlidingRefreshTokenLifetime of \`${client.id}\` (${duration(sliding.value)}) is cut to AbsoluteRefreshTokenLifetime (${duration(absolute.value)}).`,
          fixes: edit ? [{ title: `Write what counts: ${duration(absolute.value)}`, edits: [edit], safe: true }] : [],
        });
      }
    }
  },
  examples: {
    bad: clients(', SlidingRefreshTokenLifetime = 3600'),
    good: clients(', RefreshTokenExpiration = TokenExpiration.Sliding, SlidingRefreshTokenLifetime = 3600'),
  },
});

function slides(input: RuleInput, client: RegisteredClient): Fix[] {
  const value = { code: 'TokenExpiration.Sliding', json: '"Sliding"' };
  const { at } = client.refreshExpiration;
  const edit = at
    ? replaceValue(input.view, at, value)
    : client.at && addProperty(input.view, client.at, 'RefreshTokenExpiration', value);
  return edit ? [{ title: `Let refresh tokens of ${client.id} slide`, edits: [edit] }] : [];
}

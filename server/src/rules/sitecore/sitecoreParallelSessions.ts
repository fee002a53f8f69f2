import { keyOf } from '../../files/paths';
import { rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { customSession, literalOf, placeOfAttribute, privateProvider } from './shared/sessionStores';

export default rule({
  id: 'sitecore-parallel-sessions',
  severity: 'warning',
  system: 'sitecore',
  title: 'Parallel requests of one session beside Redis',
  explains:
    'aspnet:AllowConcurrentRequestsPerSession lets requests of one session run without waiting for each other. The Redis provider of Sitecore then writes whole sessions over one another, and what one request stored is lost. Sitecore warns against the two together.',
  source: "Sitecore's documentation of the Redis session provider; SessionStateModule (.NET Framework 4.7.2)",
  fixable: false,
  check(input, report) {
    const look = lookAt(input.view);
    const provider = look && privateProvider(input);
    const type = provider ? (literalOf(provider, 'type') ?? '') : '';
    if (!/redis/i.test(type)) return;
    const entry = (input.settings.element('appSettings')?.children ?? []).find(
      ({ attributes }) => keyOf(String(attributes.get('key')?.literal ?? '')) === KEY,
    );
    const at = entry && placeOfAttribute(entry, 'value');
    if (!at || keyOf(literalOf(entry, 'value') ?? '').trim() !== 'true') return;
    const store = placeOfAttribute(provider!, 'type');
    report({
      at,
      message:
        'AllowConcurrentRequestsPerSession lets requests of one session run in parallel, and session data in Redis can be lost: the last one to end writes over the others. Write false, or remove the key.',
      ...(store && { related: [{ ...store, message: 'Session data is in Redis' }] }),
    });
  },
  examples: { bad: parallel('true'), good: parallel('false') },
});

const KEY = 'aspnet:allowconcurrentrequestspersession';

function parallel(value: string): string {
  return sitecoreSite({
    roles: 'ContentDelivery',
    appSettings: `<add key="aspnet:AllowConcurrentRequestsPerSession" value="${value}" />`,
    webConfig: customSession(
      'Sitecore.SessionProvider.Redis.RedisSessionStateProvider, Sitecore.SessionProvider.Redis',
    ),
  });
}

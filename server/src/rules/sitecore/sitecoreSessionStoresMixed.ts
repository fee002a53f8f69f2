import { placesInSitecore } from '../../settings/sitecore/path';
import { SITECORE } from '../../site/sitecore/key';
import { attributeText } from '../../syntax/xml/escape';
import { type Fix, rule } from '../rule';
import { lastWordOn, placeOf, replaceWord } from './shared/change';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { createPatch } from './shared/patchText';
import { literalOf, privateProvider, providersOf, SHARED, SHARED_PROVIDER, sharedState } from './shared/sessionStores';

export default rule({
  id: 'sitecore-session-stores-mixed',
  severity: 'warning',
  system: 'sitecore',
  title: 'Private and shared session state in one place',
  explains:
    'Private and shared session state may use one database only when sessionType tells their rows apart. With the same connection and the same type each store ends the sessions of the other.',
  source: 'Sitecore Diagnostics Tool, test SharedPrivateSessionInterference; session state walkthroughs',
  fixable: true,
  check(input, report) {
    const configuration = input.view.part(SITECORE);
    const { site } = input.view;
    const shared = configuration && placesInSitecore(configuration.document, SHARED)[0]?.element;
    if (!shared) return;
    const own = privateProvider(input);
    const name = input.settings.get(SHARED_PROVIDER).value;
    const other = providersOf(shared).find((add) => typeof name === 'string' && add.getAttribute('name') === name);
    if (!own || !other) return;
    const [mine, theirs] = [connectionOf((key) => literalOf(own, key)), connectionOf((key) => other.getAttribute(key))];
    if (!mine.connection || mine.connection !== theirs.connection || mine.type !== theirs.type) return;
    const said = lastWordOn(other, 'sessionType');
    const at = said ?? other.origins[0];
    if (!at) return;
    const change = { kind: 'attribute', name: 'sessionType', value: 'shared' } as const;
    const inPlace = said && lookAt(input.view)?.isOwn(said.file);
    const edit = inPlace ? replaceWord(site, { file: said.file, span: placeOf(said).span }, 'shared') : undefined;
    const fix: Fix = edit
      ? { title: 'Tell them apart: sessionType="shared"', edits: [edit] }
      : createPatch(site, other, change, 'Tell them apart: sessionType="shared" in a new patch');
    report({
      at: placeOf(at),
      message: `Private and shared session state both use the connection "${mine.connection}" with the sessionType "${mine.type}", and end each other's sessions. Give the shared one${attributeText('sessionType', 'shared')}.`,
      fixes: [fix],
    });
  },
  examples: {
    bad: sitecoreSite({
      roles: 'ContentDelivery',
      base: sharedState('redis', ' sessionType="Standard"'),
      webConfig: customState(),
    }),
    good: sitecoreSite({
      roles: 'ContentDelivery',
      base: sharedState('redis', ' sessionType="shared"'),
      webConfig: customState(),
    }),
  },
});

function customState(): string {
  return `
    <system.web>
      <sessionState mode="Custom" customProvider="redis" timeout="20">
        <providers>
          <add name="redis" type="Sitecore.SessionProvider.Redis.RedisSessionStateProvider" connectionString="session" sessionType="Standard" />
        </providers>
      </sessionState>
    </system.web>`;
}

/** `Standard` is the type when nothing is said. */
function connectionOf(get: (name: string) => string | null): { connection: string | null; type: string } {
  return {
    connection: get('connectionStringName') ?? get('connectionString'),
    type: (get('sessionType') ?? 'Standard').toLowerCase(),
  };
}

import { keyOf } from '../../files/paths';
import { placesInSitecore } from '../../settings/sitecore/path';
import { SITECORE } from '../../site/sitecore/key';
import { type Fix, rule } from '../rule';
import { setSitecore } from './shared/change';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { providersOf, SHARED, SHARED_PROVIDER, sharedState } from './shared/sessionStores';

export default rule({
  id: 'sitecore-shared-session-unknown',
  severity: 'error',
  system: 'sitecore',
  title: 'Shared session state without its provider',
  explains:
    'defaultProvider has to be the name of one of the providers; otherwise the tracker cannot keep what visits share.',
  source: 'Documentation "Shared session state"',
  fixable: true,
  check(input, report) {
    const configuration = input.view.part(SITECORE);
    const shared = configuration && placesInSitecore(configuration.document, SHARED)[0]?.element;
    const { value, winner } = input.settings.get(SHARED_PROVIDER);
    if (!shared || !winner || typeof value !== 'string' || !lookAt(input.view)?.isOwn(winner.file)) return;
    const names = providersOf(shared).flatMap((add) => add.getAttribute('name') ?? []);
    if (names.length === 0 || names.some((name) => keyOf(name) === keyOf(value))) return;
    const fixes = names.flatMap((name): Fix[] => {
      const fix = setSitecore(input, SHARED_PROVIDER, name, `Use the provider ${name}`);
      return fix ? [fix] : [];
    });
    report({
      at: { file: winner.file, span: winner.span },
      message: `There is no provider "${value}" for shared session state. Name one of ${names.join(', ')}.`,
      fixes,
    });
  },
  examples: {
    bad: sitecoreSite({
      base: sharedState('InProc'),
      patch: '<tracking><sharedSessionState set:defaultProvider="Rediss" /></tracking>',
    }),
    good: sitecoreSite({
      base: sharedState('InProc'),
      patch: '<tracking><sharedSessionState set:defaultProvider="redis" /></tracking>',
    }),
  },
});

import type { EffectiveElement } from '../../config/aspnet/effective';
import { keyOf } from '../../files/paths';
import { placesInSitecore } from '../../settings/sitecore/path';
import { type Place, type RuleInput, rule } from '../rule';
import { lastWordOn, placeOf } from './shared/change';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import {
  customSession,
  literalOf,
  placeOfAttribute,
  privateProvider,
  providersOf,
  SHARED,
  SHARED_PROVIDER,
} from './shared/sessionStores';

export default rule({
  id: 'sitecore-connection-missing',
  severity: 'warning',
  system: 'sitecore',
  title: 'Session provider whose connection string is not there',
  explains:
    "Sitecore's session providers take the name of a connection string. Where no connection string is called so, the provider cannot be made and the first request that needs a session ends in an error.",
  source: 'Sitecore.SessionProvider.Redis, Sitecore.SessionProvider.Sql: ConfigReader of the providers',
  fixable: false,
  check(input, report) {
    const section = input.settings.element('connectionStrings');
    if (!lookAt(input.view) || !section || comesFromElsewhere(section)) return;
    const names = new Set(section.children.map((add) => keyOf(literalOf(add, 'name') ?? '')));
    for (const { name, at } of asked(input)) {
      if (names.has(keyOf(name))) continue;
      report({
        at,
        message: `There is no connection string "${name}", so this store of sessions cannot be opened. Add it to connectionStrings, or name another.`,
      });
    }
  },
  examples: { bad: store('session'), good: store('sessions') },
});

/** Builders fill in what is not in the file; a section that cannot be read says nothing. */
function comesFromElsewhere(section: EffectiveElement): boolean {
  return section.attributes.has('configBuilders') || section.children.length === 0;
}

const SITECORE = /^\s*Sitecore\.SessionProvider\./i;

/** Names of connection strings that the providers in use ask for. */
function* asked(input: RuleInput): Generator<{ readonly name: string; readonly at: Place }> {
  const own = privateProvider(input);
  for (const attribute of ['connectionString', 'connectionStringName']) {
    const name = own && SITECORE.test(literalOf(own, 'type') ?? '') ? literalOf(own, attribute) : null;
    const at = own && placeOfAttribute(own, attribute);
    if (name && at && isName(name)) yield { name, at };
  }
  const look = lookAt(input.view);
  const shared = look && placesInSitecore(look.configuration.document, SHARED)[0]?.element;
  const chosen = input.settings.get(SHARED_PROVIDER).value;
  const other = shared && providersOf(shared).find((add) => add.getAttribute('name') === chosen);
  for (const attribute of ['connectionString', 'connectionStringName']) {
    const name = other && SITECORE.test(other.getAttribute('type') ?? '') ? other.getAttribute(attribute) : null;
    const said = other && lastWordOn(other, attribute);
    if (name && said && isName(name)) yield { name, at: placeOf(said) };
  }
}

/** The Redis provider takes an address as well; variables are filled in by somebody else. */
function isName(text: string): boolean {
  return /^[\w. -]+$/.test(text) && !/^[\w-]+(?:\.[\w-]+){2,}$/.test(text);
}

function store(name: string): string {
  return sitecoreSite({
    roles: 'ContentDelivery',
    webConfig: `
      <connectionStrings>
        <add name="sessions" connectionString="redis:6379" />
      </connectionStrings>
      ${customSession('Sitecore.SessionProvider.Redis.RedisSessionStateProvider', ` connectionString="${name}"`).trim()}`,
  });
}

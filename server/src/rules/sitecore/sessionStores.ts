import type { EffectiveElement } from '../../config/aspnet/effective';
import type { ConfigElement } from '../../config/sitecore/view';
import { keyOf } from '../../files/paths';
import { placesInSitecore } from '../../settings/sitecorePath';
import { surelyAtLeast } from '../../site/sitecoreVersion';
import { attributeText } from '../../syntax/xml/escape';
import { replaceValue, setSetting } from '../edits';
import { placeOfSetting } from '../places';
import { type Fix, type Place, type Rule, type RuleInput, rule } from '../rule';
import { lastWordOn, placeOf, replaceWord, setSitecore } from './change';
import { sitecoreSite } from './examples';
import { lookAt, rolesOf } from './files';
import { createPatch } from './patchText';

const MODE = 'system.web/sessionState/@mode';
const SHARED = 'sitecore/tracking/sharedSessionState';
const SHARED_PROVIDER = `${SHARED}/@defaultProvider`;

/**
 * What the site itself says it is, transforms of the variant included; where it is only looked at as another role, what
 * it is without that.
 */
export function definedRole({ view }: RuleInput): 'management' | 'delivery' | 'other' | undefined {
  const look = lookAt(view.variant?.roles ? view.site.view(null) : view);
  const roles = look && rolesOf(look);
  if (!roles) return undefined;
  if (roles.has('contentmanagement') || roles.has('standalone')) return 'management';
  return roles.has('contentdelivery') ? 'delivery' : 'other';
}

/** The value of `role:define` that counts; undefined when a variant brings the role, or nothing says it. */
export function roleDefinition({ view, settings }: RuleInput): Place | undefined {
  if (view.variant?.roles) return undefined;
  const entries = settings.element('appSettings')?.children ?? [];
  const entry = entries.find(({ attributes }) => keyOf(String(attributes.get('key')?.literal ?? '')) === 'role:define');
  const winner = entry?.attributes.get('value')?.history.at(-1);
  return winner && { file: winner.file, span: winner.span };
}

const outOfProcess = rule({
  id: 'sitecore-editors-out-of-process',
  severity: 'warning',
  system: 'sitecore',
  title: 'Editors with session data outside the process',
  explains:
    'On a management server only InProc is supported: dialogs of the editors keep objects in their session that another store cannot hold, and work is lost. Several management servers need sticky sessions instead.',
  source: 'Documentation "Session state providers" (private session state on content management)',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    if (!look || !rolesOf(look).has('contentmanagement')) return;
    // A delivery server that is only looked at as a management server, too.
    const defined = definedRole(input);
    if (defined === 'delivery' || defined === 'other') return;
    const { value, winner } = input.settings.get(MODE);
    if (!winner || typeof value !== 'string' || value === 'InProc' || value === 'Off') return;
    const edit = replaceValue(input.view.site, winner, 'InProc');
    report({
      at: { file: winner.file, span: winner.span },
      message: `\`mode="${value}"\` is not supported where editors work. Use InProc there, with sticky sessions when there are several such servers.`,
      fixes: edit ? [{ title: 'Keep the sessions of editors in the process: InProc', edits: [edit] }] : [],
    });
  },
  examples: {
    bad: sitecoreSite({ roles: 'ContentManagement', webConfig: sessionState('StateServer') }),
    good: sitecoreSite({ roles: 'ContentManagement', webConfig: sessionState('InProc') }),
  },
});

function sessionState(mode: string, more = ''): string {
  return `<system.web><sessionState mode="${mode}"${more} timeout="20" /></system.web>`;
}

const sharedInProcess = rule({
  id: 'sitecore-shared-session-in-process',
  severity: 'information',
  system: 'sitecore',
  title: 'Shared session state kept in one delivery server',
  explains:
    'What parallel visits of a contact share has to be in one place for all delivery servers of a cluster; in the process of each it is a different contact on every server. Whether there are several servers is not in the files.',
  source: 'Documentation "Shared session state"; Sitecore Diagnostics Tool, test SharedSession',
  fixable: false,
  check(input, report) {
    const at = roleDefinition(input);
    if (!at || !lookAt(input.view) || definedRole(input) !== 'delivery') return;
    const shared = input.settings.get(SHARED_PROVIDER);
    if (!shared.winner || keyOf(String(shared.value)) !== 'inproc') return;
    report({
      at,
      message:
        'This delivery server keeps shared session state in its own process. Configure a provider for sharedSessionState that all delivery servers use, even when there is one.',
      related: [{ file: shared.winner.file, span: shared.winner.span, message: 'The provider is InProc' }],
    });
  },
  examples: {
    bad: sitecoreSite({ roles: 'ContentDelivery', base: sharedState('InProc') }),
    good: sitecoreSite({ roles: 'ContentDelivery', base: sharedState('redis') }),
  },
});

function sharedState(provider: string, more = ''): string {
  return `
    <tracking>
      <sharedSessionState defaultProvider="${provider}">
        <providers>
          <add name="InProc" type="System.Web.SessionState.InProcSessionStateStore" />
          <add name="redis" type="Sitecore.SessionProvider.Redis.RedisSessionStateProvider" connectionString="session"${more} />
        </providers>
      </sharedSessionState>
    </tracking>`;
}

const sharedMissing = rule({
  id: 'sitecore-shared-session-unknown',
  severity: 'error',
  system: 'sitecore',
  title: 'Shared session state without its provider',
  explains:
    'defaultProvider has to be the name of one of the providers; otherwise the tracker cannot keep what visits share.',
  source: 'Documentation "Shared session state"',
  fixable: true,
  check(input, report) {
    const { sitecore: configuration } = input.view;
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

function providersOf(shared: ConfigElement): ConfigElement[] {
  const list = shared.children.find(({ nodeName }) => nodeName === 'providers');
  return (list?.children ?? []).filter(({ nodeName }) => nodeName === 'add');
}

const storesMixed = rule({
  id: 'sitecore-session-stores-mixed',
  severity: 'warning',
  system: 'sitecore',
  title: 'Private and shared session state in one place',
  explains:
    'Private and shared session state may use one database only when sessionType tells their rows apart. With the same connection and the same type each store ends the sessions of the other.',
  source: 'Sitecore Diagnostics Tool, test SharedPrivateSessionInterference; session state walkthroughs',
  fixable: true,
  check(input, report) {
    const { sitecore: configuration, site } = input.view;
    const shared = configuration && placesInSitecore(configuration.document, SHARED)[0]?.element;
    if (!shared || input.settings.get(MODE).value !== 'Custom') return;
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

/** The provider of private session state that customProvider names. */
function privateProvider({ settings }: RuleInput): EffectiveElement | undefined {
  const name = settings.get('system.web/sessionState/@customProvider').literal;
  const list = settings.element('system.web/sessionState')?.children.find((child) => child.name === 'providers');
  return list?.children.find((add) => add.attributes.get('name')?.literal === name);
}

function literalOf(element: EffectiveElement, name: string): string | null {
  const literal = element.attributes.get(name)?.literal;
  return typeof literal === 'string' ? literal : null;
}

/** `Standard` is the type when nothing is said. */
function connectionOf(get: (name: string) => string | null): { connection: string | null; type: string } {
  return {
    connection: get('connectionStringName') ?? get('connectionString'),
    type: (get('sessionType') ?? 'Standard').toLowerCase(),
  };
}

const noSessionEnd = rule({
  id: 'sitecore-visits-never-end',
  severity: 'warning',
  system: 'sitecore',
  title: 'Session store that never says that a visit is over',
  explains:
    "Visits reach the xDB when Session_End fires. ASP.NET's own stores outside the process never fire it, so what visitors did is lost. Sitecore's providers for SQL Server and Redis do.",
  source: 'Documentation of private session state; SessionStateModule (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const { sitecore } = input.view.site;
    if (!sitecore || !surelyAtLeast(sitecore.version, '7.5')) return;
    const isOff = (name: string) =>
      keyOf(String(input.settings.get(`sitecore/settings/setting[name='${name}']/@value`).value)) === 'false';
    if (isOff('Xdb.Enabled') || isOff('Xdb.Tracking.Enabled')) return;
    const { value, winner } = input.settings.get(MODE);
    if (!winner || (value !== 'StateServer' && value !== 'SQLServer')) return;
    report({
      at: { file: winner.file, span: winner.span },
      message: `\`mode="${value}"\` never fires Session_End, so visits do not reach the xDB. Use a provider of Sitecore's, or InProc.`,
      fixes: storeFixes(input),
    });
  },
  examples: {
    bad: sitecoreSite({ roles: 'ContentDelivery', version: '9.3.0', webConfig: sessionState('StateServer') }),
    good: sitecoreSite({ roles: 'ContentDelivery', version: '9.3.0', webConfig: sessionState('InProc') }),
  },
});

/** One of Sitecore's providers where it is listed, then the process. */
function storeFixes(input: RuleInput): Fix[] {
  const list = input.settings.element('system.web/sessionState')?.children.find(({ name }) => name === 'providers');
  const listed = (list?.children ?? []).filter((add) =>
    /^Sitecore\.SessionProvider\./.test(literalOf(add, 'type') ?? ''),
  );
  const fixes = listed.flatMap((add): Fix[] => {
    const name = literalOf(add, 'name');
    const mode = setSetting(input, MODE, 'Custom');
    const provider = name ? setSetting(input, 'system.web/sessionState/@customProvider', name) : undefined;
    return mode && provider ? [{ title: `Use the provider ${name}`, edits: [...mode, ...provider] }] : [];
  });
  const inProc = placeOfSetting(input, MODE) && setSetting(input, MODE, 'InProc');
  return inProc ? [...fixes, { title: 'Keep session data in the process: InProc', edits: inProc }] : fixes;
}

export const sessionStoreRules: readonly Rule[] = [
  outOfProcess,
  sharedInProcess,
  sharedMissing,
  storesMixed,
  noSessionEnd,
];

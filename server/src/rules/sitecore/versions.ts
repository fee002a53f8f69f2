import { keyOf } from '../../files/paths';
import { mechanismOf } from '../../session/sitecoreSignIn';
import { surelyAtLeast, versionText } from '../../site/sitecoreVersion';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { attributeAt, removeElement, removeValue, replaceValue } from '../edits';
import { type Fix, type Report, type Rule, type RuleInput, rule } from '../rule';
import { sitecoreSite } from './examples';
import { checkOutcomes, lookAt, plainAttribute } from './files';
import { fileOf } from './require';

const MODE = 'system.web/authentication/@mode';
const FORMS = 'system.web/authentication/forms';

/** Does OWIN sign users in: 9.1 or later, and nobody switched it off? */
function isOwinSignIn({ view, settings }: RuleInput): boolean {
  const { sitecore } = view.site;
  return !!sitecore && surelyAtLeast(sitecore.version, '9.1') && mechanismOf(view, settings).kind === 'owin';
}

const formsDead = rule({
  id: 'sitecore-forms-timeout-dead',
  severity: 'warning',
  system: 'sitecore',
  title: 'Forms timeout that no longer signs editors out',
  explains:
    "From 9.1 on the OWIN cookie signs users in. Its life is ExpireTimeSpan of the processor CookieAuthentication, or with Sitecore Identity the life of its token; the timeout of forms in web.config decides nothing until OWIN is switched off (owin:AutomaticAppStartup and Sitecore's disabler files).",
  source: 'Documentation of authentication behaviour changes in 9.1; support article KB0345947',
  fixable: true,
  check(input, report) {
    if (!isOwinSignIn(input)) return;
    for (const name of ['timeout', 'slidingExpiration']) {
      const { winner, literal } = input.settings.get(`${FORMS}/@${name}`);
      const edit = winner && removeValue(input.view.site, winner);
      if (!winner || !edit) continue;
      report({
        at: { file: winner.file, span: winner.span },
        message: `\`${name}="${literal}"\` of forms does nothing in Sitecore ${versionText(input.view.site.sitecore!.version)}: OWIN signs users in. Patch ${name === 'timeout' ? 'ExpireTimeSpan' : 'SlidingExpiration'} of the processor CookieAuthentication, or raise the identity token's lifetime with Sitecore Identity.`,
        unnecessary: true,
        fixes: [{ title: `Remove ${name}`, edits: [edit] }],
      });
    }
  },
  examples: {
    bad: sitecoreSite({
      version: '9.3.0',
      webConfig: '<system.web><authentication mode="None"><forms timeout="90" /></authentication></system.web>',
    }),
    good: sitecoreSite({
      version: '9.3.0',
      webConfig: '<system.web><authentication mode="None"><forms name=".ASPXAUTH" /></authentication></system.web>',
    }),
  },
});

const EXPIRE = "sitecore/pipelines/owin.initialize/processor[name='CookieAuthentication']/ExpireTimeSpan";
const COOKIE_EXP = 'http://www.sitecore.net/identity/claims/cookieExp';

const cappedByToken = rule({
  id: 'sitecore-cookie-ends-with-token',
  severity: 'information',
  system: 'sitecore',
  title: 'Cookie lifetime that Sitecore Identity overrides',
  explains:
    'With Sitecore Identity the sign-in ends when its identity token does: a transformation of the provider writes the end of the token into the claim cookieExp, which overrides ExpireTimeSpan. Raising ExpireTimeSpan alone changes nothing for editors; IdentityTokenLifetimeInSeconds of the client in Sitecore Identity has to be raised too, and Sitecore Identity restarted.',
  source: 'Stock comment in Sitecore.Owin.Authentication.IdentityServer.config; documentation of 9.3',
  fixable: false,
  check(input, report) {
    const look = lookAt(input.view);
    if (!look || !isOwinSignIn(input)) return;
    const { winner, seconds } = input.settings.get(EXPIRE);
    if (!winner || typeof seconds !== 'number' || !look.isOwn(winner.file)) return;
    const mechanism = mechanismOf(input.view, input.settings);
    if (mechanism.kind !== 'owin' || !mechanism.identityServer) return;
    const token = input.settings.get(
      'Sitecore/IdentityServer/Clients/DefaultClient/IdentityTokenLifetimeInSeconds',
    ).seconds;
    if (typeof token === 'number' && token >= seconds) return;
    report({
      at: { file: winner.file, span: winner.span },
      message:
        'For editors who sign in with Sitecore Identity this decides nothing: their cookie ends with the identity token. Set IdentityTokenLifetimeInSeconds in Sitecore Identity as well, and restart it.',
    });
  },
  examples: {
    bad: identitySite('<ExpireTimeSpan>08:00:00</ExpireTimeSpan>'),
    good: identitySite('<SlidingExpiration>true</SlidingExpiration>'),
  },
});

function identitySite(inside: string): string {
  return sitecoreSite({
    version: '9.3.0',
    webConfig: '<system.web><authentication mode="None" /></system.web>',
    stock: `
      <pipelines>
        <owin.initialize>
          <processor type="Shop.Cookie" name="CookieAuthentication">
            <ExpireTimeSpan>00:30:00</ExpireTimeSpan>
            <SlidingExpiration>true</SlidingExpiration>
          </processor>
        </owin.initialize>
      </pipelines>
      <federatedAuthentication>
        <transformation name="exp">
          <targets>
            <claim name="${COOKIE_EXP}" />
          </targets>
        </transformation>
      </federatedAuthentication>`,
    patch: `
      <pipelines>
        <owin.initialize>
          <processor name="CookieAuthentication">
            ${inside}
          </processor>
        </owin.initialize>
      </pipelines>`,
  });
}

/** Settings that later versions no longer have. */
const GONE: Readonly<Record<string, { readonly since: string; readonly words: string }>> = {
  'Analytics.Robots.IgnoreAutoRobots': {
    since: '7.5',
    words: 'was removed in Sitecore 7.5; Analytics.Robots.IgnoreRobots is what remains',
  },
  'Authentication.TicketTimeout': {
    since: '6.5',
    words:
      'is in no file of Sitecore 6.5 to 10 that was looked at; Authentication.ClientPersistentLoginDuration says how long a remembered sign-in lasts',
  },
};

const settingGone = rule({
  id: 'sitecore-setting-gone',
  severity: 'warning',
  system: 'sitecore',
  title: 'Setting that this version does not have',
  explains:
    'The setting belongs to an earlier Sitecore. Nobody reads it any more, so the patch changes nothing. Authentication.TicketTimeout is told of as the predecessor of ClientPersistentLoginDuration, but no file has it; that it does nothing is not verified.',
  source: 'Comparison of stock configuration files, 6.5 to 10.0',
  fixable: true,
  check: checkOutcomes(function* ({ file, outcome }, { sitecore }) {
    for (const { patch, outcome: what, deleted } of outcome.matches) {
      const name = patch.localName === 'setting' ? plainAttribute(patch, 'name') : undefined;
      const gone = name && GONE[name.value];
      if (!name || !gone || deleted || what !== 'added' || !surelyAtLeast(sitecore.version, gone.since)) continue;
      yield {
        at: { file: file.path, span: { start: name.start, end: name.end } },
        message: `\`${name.value}\` ${gone.words}. Remove it.`,
        unnecessary: true,
        fixes: [{ title: 'Remove it', edits: [removeElement(file, patch.xml)] }],
      };
    }
  }),
  examples: {
    bad: sitecoreSite({
      version: '9.3.0',
      patch: '<settings><setting name="Analytics.Robots.IgnoreAutoRobots" value="false" /></settings>',
    }),
    good: sitecoreSite({
      version: '9.3.0',
      patch: '<settings><setting name="Analytics.Robots.IgnoreRobots" value="false" /></settings>',
    }),
  },
});

const ID_MANAGER = 'system.web/sessionState/@sessionIDManagerType';
const PROVIDER = 'system.web/sessionState/@customProvider';

const webConfigOld = rule({
  id: 'sitecore-web-config-outdated',
  severity: 'warning',
  system: 'sitecore',
  title: 'Settings in web.config of an earlier Sitecore',
  explains:
    'A web.config that was carried over an upgrade names what the new version no longer has: the session id manager moved out of FXM in 8.1, the provider for MongoDB went in 10.0, Lucene is no search provider of 10, and from 9.1 on OWIN needs the authentication mode None. The site then does not start, or signs nobody in.',
  source: 'Comparison of stock web.config files, 8.0 to 10.0',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    if (!look) return;
    const { version, sources } = look.sitecore;
    const manager = input.settings.get(ID_MANAGER);
    const isFxm = /^Sitecore\.FXM\.SessionManagement\.ConditionalSessionIdManager\b/.test(
      String(manager.literal ?? ''),
    );
    if (isFxm && manager.winner && surelyAtLeast(version, '8.1')) {
      const type = `Sitecore.SessionManagement.ConditionalSessionIdManager${surelyAtLeast(version, '10.0') ? ', Sitecore.Kernel' : ''}`;
      const message = `This session id manager was that of Sitecore 8.0; from 8.1 on it is \`${type}\`. Write that.`;
      report(outdated(input, manager.winner, message, type));
    }
    const mode = input.settings.get(MODE);
    if (mode.value === 'Forms' && mode.winner && isOwinSignIn(input)) {
      const message =
        'OWIN signs users in from Sitecore 9.1 on and needs mode="None": forms authentication beside it redirects requests to a sign-in page of its own. Write None.';
      report(outdated(input, mode.winner, message, 'None'));
    }
    reportMongo(input, report);
    for (const { rule: name, value, valueAttribute } of sources.definitions) {
      if (name !== 'search' || !/lucene/i.test(value) || !valueAttribute || !surelyAtLeast(version, '10.0')) continue;
      const file = fileOf(input.view.site, valueAttribute);
      if (!file) continue;
      report({
        at: { file: file.path, span: { start: valueAttribute.valueStart, end: valueAttribute.valueEnd } },
        message: 'Sitecore 10 has no search provider Lucene, so no index is configured. Write Solr or Azure.',
        fixes: ['Solr', 'Azure'].map((text) => ({
          title: `Write ${text}`,
          edits: [{ file: file.path, ...attributeValueEdit(valueAttribute, file.text, text) }],
        })),
      });
    }
  },
  examples: {
    bad: sitecoreSite({ version: '9.3.0', webConfig: '<system.web><authentication mode="Forms" /></system.web>' }),
    good: sitecoreSite({ version: '9.3.0', webConfig: '<system.web><authentication mode="None" /></system.web>' }),
  },
});

function reportMongo(input: RuleInput, report: Parameters<Rule['check']>[1]): void {
  if (!surelyAtLeast(input.view.site.sitecore!.version, '10.0')) return;
  if (input.settings.get('system.web/sessionState/@mode').value !== 'Custom') return;
  const wanted = input.settings.get(PROVIDER);
  const providers = input.settings
    .element('system.web/sessionState')
    ?.children.find(({ name }) => name === 'providers');
  const used = providers?.children.find(({ attributes }) => attributes.get('name')?.literal === wanted.literal);
  if (!wanted.winner || !/SessionProvider\.MongoDB/.test(String(used?.attributes.get('type')?.literal ?? ''))) return;
  const others = (providers?.children ?? []).flatMap(({ attributes }) => {
    const [name, type] = [attributes.get('name')?.literal, attributes.get('type')?.literal];
    return typeof name === 'string' && /SessionProvider\.(?:Sql|Redis)/.test(String(type)) ? [name] : [];
  });
  const fixes = others.flatMap((name): Fix[] => {
    const edit = replaceValue(input.view.site, wanted.winner!, name);
    return edit ? [{ title: `Use the provider ${name}`, edits: [edit] }] : [];
  });
  const message = `Sitecore 10 has no session provider for MongoDB, so the site does not start. Use the one for SQL Server or Redis.`;
  report({ at: { file: wanted.winner.file, span: wanted.winner.span }, message, fixes });
}

function outdated(
  input: RuleInput,
  { file, span }: { file: string; span: Report['at']['span'] },
  message: string,
  text: string,
): Report {
  const source = input.view.site.sources.get(keyOf(file));
  const attribute = source && attributeAt(source, span.start);
  const fixes: Fix[] =
    source && attribute
      ? [
          {
            title: `Write ${text}`,
            edits: [{ file: source.path, ...attributeValueEdit(attribute, source.text, text) }],
          },
        ]
      : [];
  return { at: { file, span }, message, fixes };
}

export const versionRules: readonly Rule[] = [formsDead, cappedByToken, settingGone, webConfigOld];

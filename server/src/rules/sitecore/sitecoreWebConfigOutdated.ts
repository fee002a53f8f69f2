import { keyOf } from '../../files/paths';
import { SITECORE } from '../../site/sitecore/key';
import { surelyAtLeast } from '../../site/sitecore/version';
import { attributeValueEdit } from '../../syntax/xml/escape';
import { attributeAt, replaceValue } from '../edits';
import { type Fix, type Report, type Rule, type RuleInput, rule } from '../rule';
import { sitecoreSite } from './shared/examples';
import { lookAt } from './shared/files';
import { fileOf } from './shared/require';
import { isOwinSignIn } from './shared/versions';

const MODE = 'system.web/authentication/@mode';

const ID_MANAGER = 'system.web/sessionState/@sessionIDManagerType';

const PROVIDER = 'system.web/sessionState/@customProvider';

export default rule({
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
  if (!surelyAtLeast(input.view.site.part(SITECORE)!.version, '10.0')) return;
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

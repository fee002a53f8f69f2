import { isUnknown } from '../../session/lifetime';
import { isFormsSignIn } from '../hosting';
import { placeOfElement, placeOfSetting, relatedSetting } from '../places';
import { type RuleInput, rule } from '../rule';
import { keywordIn, SERVER, sessionDatabaseOf } from './shared/sessionDatabase';

const MODE = 'system.web/sessionState/@mode';
const KEYS = ['validationKey', 'decryptionKey'] as const;

export default rule({
  id: 'machine-keys-by-chance',
  severity: 'information',
  system: 'aspnet',
  title: 'Sign-in keys left to chance',
  explains:
    'Without explicit keys each server makes its own: a ticket of one server is worthless on the next, so users of a farm are signed out at random, and a new pool identity or server signs everybody out. Session data kept outside the process is the sign that several processes or servers share it. No key can be offered here: it must be secret and made once, for instance by IIS Manager under Machine Key, and put into the web.config of every server.',
  source: 'MachineKeySection, HttpRuntime.SetAutogenKeys (.NET Framework 4.8)',
  fixable: false,
  check(input, report) {
    const { settings } = input;
    if (!isFormsSignIn(input)) return;
    const keys = KEYS.map((name) => settings.get(`system.web/machineKey/@${name}`));
    if (keys.some(({ value }) => isUnknown(value))) return;
    const generated = keys.filter(({ literal }) => typeof literal === 'string' && /^\s*AutoGenerate\b/i.test(literal));
    const mode = settings.get(MODE);
    if (generated.length === 1) {
      const missing = generated[0]!;
      const name = missing.path.slice(missing.path.lastIndexOf('@') + 1);
      const at = placeOfElement(input, 'system.web/machineKey');
      if (at)
        report({
          at,
          severity: 'warning',
          message: `\`machineKey\` has one key of its own, but \`${name}\` is made by each server for itself: sign-in tickets of one server are worthless on another. Write both keys, the same on every server.`,
        });
      return;
    }
    if (generated.length === 0 || typeof mode.value !== 'string' || !OUTSIDE.has(mode.value)) return;
    if (isOnThisMachine(input)) return;
    const at = placeOfElement(input, 'system.web/machineKey') ?? placeOfSetting(input, MODE);
    if (!at) return;
    report({
      at,
      message: `Session data is kept outside the process (${mode.value}), so that several servers can share it, but each server makes sign-in keys of its own: with more than one, users are signed out whenever they meet another. Write the same \`machineKey\` on every server.`,
      related: relatedSetting(input, MODE, `The mode is ${mode.value}`),
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="40" />
          </authentication>
          <sessionState mode="StateServer" stateConnectionString="tcpip=state01:42424" timeout="40" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="40" />
          </authentication>
          <sessionState timeout="40" />
        </system.web>
      </configuration>`,
  },
});

const OUTSIDE: ReadonlySet<string> = new Set(['StateServer', 'SQLServer', 'Custom']);

const HERE = /^(?:\.|\(local\)|localhost|loopback|127(?:\.\d+){3}|\[?::1\]?)(?:$|[\\,:])/i;

/** A store that only this machine has: no second server shares it. */
function isOnThisMachine(input: RuleInput): boolean {
  const { settings } = input;
  const mode = settings.get(MODE).value;
  if (mode === 'StateServer') {
    const literal = settings.element('system.web/sessionState')?.attributes.get('stateConnectionString')?.literal;
    // The default is tcpip=loopback:42424.
    return literal === undefined || (typeof literal === 'string' && HERE.test(literal.trim().replace(/^tcpip=/i, '')));
  }
  const connection = sessionDatabaseOf(input);
  const server = connection === undefined ? undefined : keywordIn(connection, ...SERVER);
  return server !== undefined && HERE.test(server);
}

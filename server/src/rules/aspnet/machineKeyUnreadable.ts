import { isPlaceholder } from '../../config/placeholder';
import { attributeOf } from '../../settings/catalogue';
import { rule } from '../rule';

const KEYS = ['system.web/machineKey/@validationKey', 'system.web/machineKey/@decryptionKey'];

/** In this order, each at most once: the words behind it are cut off the end one after the other. */
const WORDS = /^AutoGenerate(?:,IsolateByAppId)?(?:,IsolateApps)?$|^AutoGenerate,IsolateApps,IsolateByAppId$/;
const MODIFIERS = /(?:,IsolateApps|,IsolateByAppId)+$/;

export default rule({
  id: 'machine-key-unreadable',
  severity: 'error',
  system: 'aspnet',
  title: 'Key of the machine that cannot be read',
  explains:
    'A key is AutoGenerate or hexadecimal digits, and may be followed by ,IsolateApps and ,IsolateByAppId, in exactly these letters. Anything else is taken for digits that are none: the first sign-in ticket or view state fails.',
  source: 'MachineKeySection.RuntimeDataInitialize (.NET Framework 4.8)',
  fixable: false,
  check(input, report) {
    for (const path of KEYS) {
      const { literal, winner } = input.settings.get(path);
      // What stands there may be a key: it is looked at and never repeated.
      if (!winner || typeof literal !== 'string' || isPlaceholder(literal)) continue;
      const wrong = faultOf(literal);
      if (wrong)
        report({
          at: { file: winner.file, span: winner.span },
          message: `\`${attributeOf(path)}\` ${wrong}, so the first sign-in ticket or view state fails. Write AutoGenerate, or a key of hexadecimal digits; ,IsolateApps and ,IsolateByAppId may follow.`,
        });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <machineKey validationKey="Auto,IsolateApps" decryptionKey="AutoGenerate,IsolateApps" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <machineKey validationKey="AutoGenerate,IsolateApps" decryptionKey="AutoGenerate,IsolateApps" />
        </system.web>
      </configuration>`,
  },
});

function faultOf(literal: string): string | undefined {
  if (WORDS.test(literal)) return undefined;
  const key = literal.replace(MODIFIERS, '');
  if (/^AutoGenerate$/.test(key)) return undefined;
  if (/^\s*auto/i.test(key) || key.includes(',')) return 'holds a word that is not known there';
  if (/[^0-9a-f]/i.test(key)) return 'holds letters that are no hexadecimal digits';
  return key.length % 2 === 1 ? 'has an odd number of digits' : undefined;
}

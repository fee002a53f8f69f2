import { keyOf } from '../../files/paths';
import { attributeAt, removeAttribute } from '../edits';
import { relatedSetting } from '../places';
import { rule } from '../rule';

/** Modes in which an attribute counts; `customProvider` has a rule of its own. */
const COUNTS_IN: Readonly<Record<string, readonly string[]>> = {
  timeout: ['InProc', 'StateServer', 'SQLServer', 'Custom'],
  stateConnectionString: ['StateServer'],
  stateNetworkTimeout: ['StateServer'],
  sqlConnectionString: ['SQLServer'],
  sqlCommandTimeout: ['SQLServer'],
  sqlConnectionRetryInterval: ['SQLServer'],
};

export default rule({
  id: 'session-setting-dead',
  severity: 'information',
  system: 'aspnet',
  title: 'Session setting that the mode switches off',
  explains: 'The setting belongs to another sessionState mode than the one in force: it is read and never acted upon.',
  source: 'SessionStateModule.InitModuleFromConfig (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const mode = input.settings.get('system.web/sessionState/@mode');
    if (typeof mode.value !== 'string') return;
    for (const [attribute, modes] of Object.entries(COUNTS_IN)) {
      const setting = input.settings.get(`system.web/sessionState/@${attribute}`);
      if (!setting.winner || modes.includes(mode.value)) continue;
      const place = { file: setting.winner.file, span: setting.winner.span };
      const file = input.view.site.sources.get(keyOf(place.file));
      const found = file && attributeAt(file, place.span.start);
      report({
        at: place,
        message: `\`${attribute}\` does nothing: it counts only when mode is ${modes.join(' or ')}, and mode is ${mode.value}${mode.given ? '' : ' by default'}.`,
        related: relatedSetting(input, 'system.web/sessionState/@mode', `The mode is ${mode.value}`),
        fixes: file && found ? [{ title: `Remove ${attribute}`, edits: [removeAttribute(file, found)] }] : [],
        unnecessary: true,
      });
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState mode="InProc" stateNetworkTimeout="60" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState mode="StateServer" stateNetworkTimeout="60" />
        </system.web>
      </configuration>`,
  },
});

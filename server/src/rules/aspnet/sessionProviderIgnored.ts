import { removeValue, setSetting } from '../edits';
import { relatedSetting } from '../places';
import { rule } from '../rule';

export default rule({
  id: 'session-provider-ignored',
  severity: 'warning',
  system: 'aspnet',
  title: 'Session provider that is not used',
  explains:
    'customProvider counts only with mode="Custom". With any other mode the data stays where the mode says, most often in the memory of the worker process, and is lost with it.',
  source: 'SessionStateModule.InitModuleFromConfig (.NET Framework 4.8)',
  fixable: true,
  check(input, report) {
    const mode = input.settings.get('system.web/sessionState/@mode');
    const provider = input.settings.get('system.web/sessionState/@customProvider');
    // An empty name is the default written out, as the sample of all attributes in the documentation has it.
    if (!provider.winner || provider.value === '' || typeof mode.value !== 'string' || mode.value === 'Custom') return;
    const remove = removeValue(input.view.site, provider.winner);
    const activate = setSetting(input, 'system.web/sessionState/@mode', 'Custom');
    report({
      at: { file: provider.winner.file, span: provider.winner.span },
      message: `The session provider "${typeof provider.value === 'string' ? provider.value : ''}" is not used: mode is ${mode.value}${mode.given ? '' : ' by default'}, so ${mode.value === 'InProc' ? 'session data lives in the worker process and is lost when it stops' : 'session data is kept elsewhere'}. Write mode="Custom" to use it.`,
      related: relatedSetting(input, 'system.web/sessionState/@mode', `The mode is ${mode.value}`),
      fixes: [
        ...(remove ? [{ title: 'Remove customProvider', edits: [remove] }] : []),
        ...(activate ? [{ title: 'Use the provider: mode="Custom"', edits: activate }] : []),
      ],
      unnecessary: true,
    });
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState mode="InProc" customProvider="Redis">
            <providers>
              <add name="Redis" type="Shop.RedisProvider" />
            </providers>
          </sessionState>
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState mode="Custom" customProvider="Redis">
            <providers>
              <add name="Redis" type="Shop.RedisProvider" />
            </providers>
          </sessionState>
        </system.web>
      </configuration>`,
  },
});

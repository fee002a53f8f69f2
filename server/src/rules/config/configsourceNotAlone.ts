import { SESSION_IN_A_FILE } from './shared/configExamples';
import { configRule } from './shared/configRule';

export default configRule('configsource-not-alone', {
  severity: 'error',
  title: 'Values beside an external file',
  explains:
    'An element with configSource takes nothing else: an attribute or element beside it makes ASP.NET refuse the section. All of it belongs into the external file.',
  source: 'BaseConfigurationRecord: Config_source_syntax_error',
  fixable: true,
  bad: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <sessionState timeout="60" configSource="SessionState.config" />
      </system.web>
    </configuration>
    //- /site/SessionState.config
    <sessionState timeout="20" />`,
  good: SESSION_IN_A_FILE,
});

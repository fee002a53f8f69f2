import { SESSION_IN_A_FILE } from './shared/configExamples';
import { configRule } from './shared/configRule';

export default configRule('configsource-nested', {
  severity: 'error',
  title: 'External file that names another one',
  explains: 'A file named by configSource must hold the section itself: a second configSource in it is not followed.',
  source: 'BaseConfigurationRecord: Config_source_file_format',
  fixable: false,
  bad: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <sessionState configSource="SessionState.config" />
      </system.web>
    </configuration>
    //- /site/SessionState.config
    <sessionState configSource="Other.config" />`,
  good: SESSION_IN_A_FILE,
});

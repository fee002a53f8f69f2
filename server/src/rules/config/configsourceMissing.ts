import { SESSION_IN_A_FILE } from './shared/configExamples';
import { configRule } from './shared/configRule';

export default configRule('configsource-missing', {
  severity: 'error',
  title: 'External file that does not exist',
  explains: 'Without the file that configSource names the section cannot be read, and the site does not start.',
  source: 'BaseConfigurationRecord: Config_source_file_not_found',
  fixable: false,
  bad: `
    <configuration>
      <system.web>
        <sessionState configSource="SessionState.config" />
      </system.web>
    </configuration>`,
  good: SESSION_IN_A_FILE,
});

import { SESSION_IN_A_FILE } from './shared/configExamples';
import { configRule } from './shared/configRule';

export default configRule('configsource-root', {
  severity: 'error',
  title: 'External file with the wrong root',
  explains:
    'The root of a configSource file is the section element itself, not configuration and not a group. Otherwise ASP.NET refuses the section.',
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
    <configuration>
      <sessionState timeout="20" />
    </configuration>`,
  good: SESSION_IN_A_FILE,
});

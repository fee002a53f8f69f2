import { configRule } from './shared/configRule';

export default configRule('configsource-path', {
  severity: 'error',
  title: 'External file that may not be named so',
  explains:
    'configSource names a file in the same folder or below, relative and with backslashes. A slash, an absolute path or a way up makes ASP.NET refuse the section.',
  source: 'BaseConfigurationRecord.NormalizeConfigSource: Config_source_invalid_format',
  fixable: true,
  bad: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <sessionState configSource="Config/SessionState.config" />
      </system.web>
    </configuration>
    //- /site/Config/SessionState.config
    <sessionState timeout="20" />`,
  good: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <sessionState configSource="Config\\SessionState.config" />
      </system.web>
    </configuration>
    //- /site/Config/SessionState.config
    <sessionState timeout="20" />`,
});

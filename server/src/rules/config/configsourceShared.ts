import { configRule } from './shared/configRule';

export default configRule('configsource-shared', {
  severity: 'error',
  title: 'External file that two sections name',
  explains: 'One file serves one section. A second section or level that names it is refused.',
  source: 'BaseConfigurationRecord.ValidateUniqueConfigSource: Config_source_requires_file',
  fixable: false,
  bad: `
    //- /site/Web.config
    <configuration>
      <connectionStrings configSource="shared.config" />
      <appSettings configSource="shared.config" />
    </configuration>
    //- /site/shared.config
    <connectionStrings />`,
  good: `
    //- /site/Web.config
    <configuration>
      <connectionStrings configSource="connections.config" />
      <appSettings configSource="settings.config" />
    </configuration>
    //- /site/connections.config
    <connectionStrings />
    //- /site/settings.config
    <appSettings />`,
});

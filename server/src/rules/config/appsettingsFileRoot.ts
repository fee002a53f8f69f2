import { configRule } from './shared/configRule';

export default configRule('appsettings-file-root', {
  severity: 'error',
  title: 'Settings file with the wrong root',
  explains:
    'A file named by appSettings file has appSettings as its root, without attributes. Otherwise ASP.NET refuses the section.',
  source: 'AppSettingsSection.DeserializeElement: Config_name_value_file_section_file_invalid_root',
  fixable: false,
  bad: `
    //- /site/Web.config
    <configuration>
      <appSettings file="local.config" />
    </configuration>
    //- /site/local.config
    <configuration>
      <appSettings />
    </configuration>`,
  good: `
    //- /site/Web.config
    <configuration>
      <appSettings file="local.config" />
    </configuration>
    //- /site/local.config
    <appSettings />`,
});

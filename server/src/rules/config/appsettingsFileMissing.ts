import { configRule } from './shared/configRule';

export default configRule('appsettings-file-missing', {
  severity: 'information',
  title: 'Settings file that does not exist here',
  explains:
    'A missing file in appSettings file is passed over without a word, which is handy for secrets and dangerous for typing errors: the inline values count then.',
  source: 'AppSettingsSection.DeserializeElement',
  fixable: false,
  bad: `
    <configuration>
      <appSettings file="local.config">
        <add key="Currency" value="EUR" />
      </appSettings>
    </configuration>`,
  good: `
    //- /site/Web.config
    <configuration>
      <appSettings file="local.config">
        <add key="Currency" value="EUR" />
      </appSettings>
    </configuration>
    //- /site/local.config
    <appSettings>
      <add key="Currency" value="USD" />
    </appSettings>`,
});

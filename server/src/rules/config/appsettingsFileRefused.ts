import { configRule } from './shared/configRule';

export default configRule('appsettings-file-refused', {
  severity: 'warning',
  title: 'Settings file that is not looked at',
  explains:
    'The file lies on the network or outside the workspace. Session Timeline does not open it, so what it says is unknown.',
  source: 'Session Timeline opens nothing outside the workspace',
  fixable: false,
  bad: `
    <configuration>
      <appSettings file="..\\..\\secrets\\local.config">
        <add key="Currency" value="EUR" />
      </appSettings>
    </configuration>`,
  good: `
    //- /site/Web.config
    <configuration>
      <appSettings file="local.config" />
    </configuration>
    //- /site/local.config
    <appSettings />`,
});

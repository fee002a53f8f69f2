import { configRule } from './shared/configRule';

export default configRule('configbuilder-undefined', {
  severity: 'warning',
  title: 'Configuration builder that nobody defines',
  explains:
    'configBuilders names builders that must be defined under configBuilders/builders, here or in machine.config: otherwise the section cannot be read and the site does not start.',
  source: 'ConfigurationBuildersSection.GetBuilderFromName: Config_builder_not_found',
  fixable: false,
  bad: `
    <configuration>
      <appSettings configBuilders="Environment" />
    </configuration>`,
  good: `
    <configuration>
      <configSections>
        <section name="configBuilders" type="System.Configuration.ConfigurationBuildersSection, System.Configuration" restartOnExternalChanges="false" requirePermission="false" />
      </configSections>
      <configBuilders>
        <builders>
          <add name="Environment" type="Microsoft.Configuration.ConfigurationBuilders.EnvironmentConfigBuilder, Microsoft.Configuration.ConfigurationBuilders.Environment" />
        </builders>
      </configBuilders>
      <appSettings configBuilders="Environment" />
    </configuration>`,
});

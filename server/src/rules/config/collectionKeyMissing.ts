import { configRule } from './shared/configRule';

export default configRule('collection-key-missing', {
  severity: 'error',
  title: 'Entry without its key',
  explains: 'Every entry of the list needs its key, most often name: without it the section is refused.',
  source: 'ConfigurationElement.DeserializeElement: Config_base_required_attribute_missing',
  fixable: false,
  bad: `
    <configuration>
      <connectionStrings>
        <add connectionString="Data Source=sql01" />
      </connectionStrings>
    </configuration>`,
  good: `
    <configuration>
      <connectionStrings>
        <add name="Shop" connectionString="Data Source=sql01" />
      </connectionStrings>
    </configuration>`,
});

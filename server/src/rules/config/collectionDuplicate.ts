import { configRule } from './shared/configRule';

export default configRule('collection-duplicate', {
  severity: 'error',
  title: 'Entry whose key is taken',
  explains:
    'A list takes each key once, those of the files above included. An entry with the same key and another content makes the section unreadable; remove the inherited one first, or use another name.',
  source: 'ConfigurationElementCollection.BaseAdd: Config_base_collection_entry_already_exists',
  fixable: true,
  bad: `
    <configuration>
      <connectionStrings>
        <add name="Shop" connectionString="Data Source=sql01" />
        <add name="shop" connectionString="Data Source=sql02" />
      </connectionStrings>
    </configuration>`,
  good: `
    <configuration>
      <connectionStrings>
        <add name="Shop" connectionString="Data Source=sql01" />
        <remove name="Shop" />
        <add name="Shop" connectionString="Data Source=sql02" />
      </connectionStrings>
    </configuration>`,
});

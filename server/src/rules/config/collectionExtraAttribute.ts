import { configRule } from './shared/configRule';

export default configRule('collection-extra-attribute', {
  severity: 'error',
  title: 'Attribute that remove or clear does not take',
  explains: 'remove takes the key of the entry and nothing else, clear takes nothing: any other attribute is an error.',
  source: 'ConfigurationElementCollection.OnDeserializeUnrecognizedElement: Config_base_unrecognized_attribute',
  fixable: true,
  bad: `
    <configuration>
      <connectionStrings>
        <remove name="LocalSqlServer" connectionString="Data Source=sql01" />
      </connectionStrings>
    </configuration>`,
  good: `
    <configuration>
      <connectionStrings>
        <remove name="LocalSqlServer" />
      </connectionStrings>
    </configuration>`,
});

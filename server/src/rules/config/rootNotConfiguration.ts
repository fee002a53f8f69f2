import { configRule } from './shared/configRule';

export default configRule('root-not-configuration', {
  severity: 'error',
  title: 'Root that is not configuration',
  explains: 'A web.config has one root element, configuration, in lower case. With any other the site does not start.',
  source: 'BaseConfigurationRecord.ScanFactories: Config_file_doesnt_have_root_configuration',
  fixable: false,
  bad: `
    <config>
      <system.web />
    </config>`,
  good: `
    <configuration>
      <system.web />
    </configuration>`,
});

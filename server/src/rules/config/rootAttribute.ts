import { configRule } from './shared/configRule';

export default configRule('root-attribute', {
  severity: 'error',
  title: 'Attribute on the configuration element',
  explains: 'The root takes no attribute but its namespace: any other stops the site from starting.',
  source: 'BaseConfigurationRecord.ScanFactories: Config_unrecognized_attribute',
  fixable: true,
  bad: `
    <configuration version="1.0">
      <system.web />
    </configuration>`,
  good: `
    <configuration>
      <system.web />
    </configuration>`,
});

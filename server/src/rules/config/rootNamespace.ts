import { configRule } from './shared/configRule';

export default configRule('root-namespace', {
  severity: 'error',
  title: 'Namespace that configuration may not have',
  explains:
    'The root may carry one namespace, http://schemas.microsoft.com/.NetConfiguration/v2.0, or none. With another one the site does not start; an address copied from a transform or a schema is the usual cause.',
  source: 'BaseConfigurationRecord.ScanFactories: Config_namespace_invalid',
  fixable: true,
  bad: `
    <configuration xmlns="https://schemas.microsoft.com/.NetConfiguration/v2.0">
      <system.web />
    </configuration>`,
  good: `
    <configuration xmlns="http://schemas.microsoft.com/.NetConfiguration/v2.0">
      <system.web />
    </configuration>`,
});

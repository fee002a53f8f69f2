import { configRule } from './shared/configRule';

export default configRule('configsections-not-first', {
  severity: 'error',
  title: 'Section declarations that do not come first',
  explains:
    'configSections must be the first element below configuration, even before appSettings: anywhere else it stops the site from starting.',
  source: 'BaseConfigurationRecord.ScanFactories: Config_client_config_too_many_configsections_elements',
  fixable: true,
  bad: `
    <configuration>
      <appSettings />
      <configSections>
        <section name="shop" type="Shop.Section, Shop" />
      </configSections>
      <shop />
    </configuration>`,
  good: `
    <configuration>
      <configSections>
        <section name="shop" type="Shop.Section, Shop" />
      </configSections>
      <appSettings />
      <shop />
    </configuration>`,
});

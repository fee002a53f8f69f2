import { configRule } from './shared/configRule';

export default configRule('configsections-repeated', {
  severity: 'error',
  title: 'Section declarations in two places',
  explains: 'There may be only one configSections in a file: a second one stops the site from starting.',
  source: 'BaseConfigurationRecord.ScanFactories: Config_client_config_too_many_configsections_elements',
  fixable: false,
  bad: `
    <configuration>
      <configSections>
        <section name="shop" type="Shop.Section, Shop" />
      </configSections>
      <configSections>
        <section name="mail" type="Shop.Mail, Shop" />
      </configSections>
    </configuration>`,
  good: `
    <configuration>
      <configSections>
        <section name="shop" type="Shop.Section, Shop" />
        <section name="mail" type="Shop.Mail, Shop" />
      </configSections>
    </configuration>`,
});

import { configRule } from './shared/configRule';

export default configRule('section-unknown', {
  severity: 'warning',
  title: 'Section that nobody declares',
  explains:
    'Every section must be declared in configSections or by machine.config: an unknown one stops the site from starting.',
  source: 'BaseConfigurationRecord.ScanSectionsRecursive: Config_unrecognized_configuration_section',
  fixable: false,
  bad: `
    <configuration>
      <shop currency="EUR" />
    </configuration>`,
  good: `
    <configuration>
      <configSections>
        <section name="shop" type="Shop.Section, Shop" />
      </configSections>
      <shop currency="EUR" />
    </configuration>`,
});

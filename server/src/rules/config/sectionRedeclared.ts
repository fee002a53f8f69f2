import { configRule } from './shared/configRule';

export default configRule('section-redeclared', {
  severity: 'error',
  title: 'Section declared a second time',
  explains:
    'A section is declared once. Declared twice in a file, or once more although machine.config of .NET 4 has it already (what a web.config of .NET 3.5 does with system.web.extensions), it stops the site from starting.',
  source: 'BaseConfigurationRecord.ScanFactoriesRecursive: Config_tag_name_already_defined_at_this_level',
  fixable: true,
  bad: `
    <configuration>
      <configSections>
        <section name="shop" type="Shop.Section, Shop" />
        <section name="shop" type="Shop.OtherSection, Shop" />
      </configSections>
    </configuration>`,
  good: `
    <configuration>
      <configSections>
        <section name="shop" type="Shop.Section, Shop" />
      </configSections>
    </configuration>`,
});

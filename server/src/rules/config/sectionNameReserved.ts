import { configRule } from './shared/configRule';

export default configRule('section-name-reserved', {
  severity: 'error',
  title: 'Section with a reserved name',
  explains: 'A section may not be called location, nor anything that begins with config: the site does not start.',
  source: 'BaseConfigurationRecord.VerifySectionName: Config_tag_name_cannot_begin_with_config',
  fixable: false,
  bad: `
    <configuration>
      <configSections>
        <section name="configShop" type="Shop.Section, Shop" />
      </configSections>
    </configuration>`,
  good: `
    <configuration>
      <configSections>
        <section name="shopConfig" type="Shop.Section, Shop" />
      </configSections>
    </configuration>`,
});

import { configRule } from './shared/configRule';

export default configRule('section-not-in-location', {
  severity: 'error',
  title: 'Section that may not stand in location',
  explains: 'A section declared with allowLocation="false" may not stand in a location: ASP.NET refuses it there.',
  source: 'BaseConfigurationRecord.ScanSectionsRecursive: Config_section_cannot_be_used_in_location',
  fixable: false,
  bad: `
    <configuration>
      <configSections>
        <section name="shop" type="Shop.Section, Shop" allowLocation="false" />
      </configSections>
      <location path="admin">
        <shop />
      </location>
    </configuration>`,
  good: `
    <configuration>
      <configSections>
        <section name="shop" type="Shop.Section, Shop" allowLocation="false" />
      </configSections>
      <shop />
    </configuration>`,
});

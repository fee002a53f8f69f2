import { configRule } from './shared/configRule';

export default configRule('section-name-case', {
  severity: 'error',
  title: 'Section name in the wrong case',
  explains:
    'Names of sections are compared with case: in another one the section is unknown, and the site does not start.',
  source: 'BaseConfigurationRecord.ScanSectionsRecursive: Config_unrecognized_configuration_section',
  fixable: true,
  bad: `
    <configuration>
      <system.web>
        <sessionstate timeout="20" />
      </system.web>
    </configuration>`,
  good: `
    <configuration>
      <system.web>
        <sessionState timeout="20" />
      </system.web>
    </configuration>`,
});

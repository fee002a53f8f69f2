import { configRule } from './shared/configRule';

export default configRule('section-repeated', {
  severity: 'error',
  title: 'Section that stands in a file twice',
  explains:
    'A section may stand once in a file: a second one makes it unreadable, so the site does not start, whichever of the two was meant.',
  source: 'BaseConfigurationRecord.ScanSectionsRecursive: Config_sections_must_be_unique',
  fixable: true,
  bad: `
    <configuration>
      <system.web>
        <sessionState timeout="20" />
        <sessionState timeout="60" />
      </system.web>
    </configuration>`,
  good: `
    <configuration>
      <system.web>
        <sessionState timeout="20" />
      </system.web>
    </configuration>`,
});

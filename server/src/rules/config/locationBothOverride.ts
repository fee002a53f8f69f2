import { configRule } from './shared/configRule';

export default configRule('location-both-override', {
  severity: 'error',
  title: 'Two ways to say the same lock',
  explains:
    'allowOverride and overrideMode say the same thing, and a location that has both stops the site from starting.',
  source: 'BaseConfigurationRecord.ScanLocationSection: Invalid_override_mode_declaration',
  fixable: true,
  bad: `
    <configuration>
      <location path="admin" allowOverride="true" overrideMode="Allow">
        <system.web />
      </location>
    </configuration>`,
  good: `
    <configuration>
      <location path="admin" overrideMode="Allow">
        <system.web />
      </location>
    </configuration>`,
});

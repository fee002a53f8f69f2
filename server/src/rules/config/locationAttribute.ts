import { configRule } from './shared/configRule';

export default configRule('location-attribute', {
  severity: 'error',
  title: 'Attribute that location does not have',
  explains:
    'A location has path, allowOverride, overrideMode and inheritInChildApplications, written with this case. Any other attribute stops the site from starting.',
  source: 'BaseConfigurationRecord.ScanLocationSection: Config_unrecognized_attribute',
  fixable: true,
  bad: `
    <configuration>
      <location path="admin" inherit="false">
        <system.web />
      </location>
    </configuration>`,
  good: `
    <configuration>
      <location path="admin" inheritInChildApplications="false">
        <system.web />
      </location>
    </configuration>`,
});

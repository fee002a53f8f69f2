import { configRule } from './shared/configRule';

export default configRule('location-misplaced', {
  severity: 'error',
  title: 'Location inside another element',
  explains: 'A location stands directly below configuration. Inside another location it stops the site from starting.',
  source: 'BaseConfigurationRecord.ScanLocationSection: Config_location_location_not_allowed',
  fixable: false,
  bad: `
    <configuration>
      <location path="admin">
        <location path="reports">
          <system.web />
        </location>
      </location>
    </configuration>`,
  good: `
    <configuration>
      <location path="admin/reports">
        <system.web />
      </location>
    </configuration>`,
});

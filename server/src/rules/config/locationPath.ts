import { configRule } from './shared/configRule';

export default configRule('location-path', {
  severity: 'error',
  title: 'Location path that cannot be read',
  explains:
    'The path of a location is a virtual path below this file, such as admin/reports: it does not begin or end with a slash, a dot or a blank, and goes without backslashes and wildcards. Otherwise the site does not start.',
  source: 'BaseConfigurationRecord.NormalizeLocationSubPath: Config_location_path_invalid_first_character',
  fixable: true,
  bad: `
    <configuration>
      <location path="/admin/">
        <system.web />
      </location>
    </configuration>`,
  good: `
    <configuration>
      <location path="admin">
        <system.web />
      </location>
    </configuration>`,
});

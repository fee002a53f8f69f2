import { configRule } from './shared/configRule';

export default configRule('location-override-mode', {
  severity: 'error',
  title: 'Unknown override mode',
  explains: 'overrideMode takes Allow, Deny or Inherit, with this case. Any other word stops the site from starting.',
  source: 'OverrideModeSetting.ParseOverrideModeXmlValue: Config_section_override_mode_attribute_invalid',
  fixable: false,
  bad: `
    <configuration>
      <location path="admin" overrideMode="Locked">
        <system.web />
      </location>
    </configuration>`,
  good: `
    <configuration>
      <location path="admin" overrideMode="Deny">
        <system.web />
      </location>
    </configuration>`,
});

import { configRule } from './shared/configRule';

export default configRule('location-boolean', {
  severity: 'error',
  title: 'True or false in the wrong case',
  explains:
    'On a location true and false are compared with case, unlike everywhere else: True stops the site from starting.',
  source: 'XmlUtil.VerifyAndGetBooleanAttribute: Config_invalid_boolean_attribute',
  fixable: true,
  bad: `
    <configuration>
      <location path="admin" inheritInChildApplications="False">
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

import { configRule } from './shared/configRule';

export default configRule('location-inherit-without-path', {
  severity: 'error',
  title: 'Machine-wide setting kept from child applications',
  explains:
    'In machine.config and the web.config of the server inheritInChildApplications="false" needs a path: without one every site would be cut off from it, and none starts.',
  source: 'BaseConfigurationRecord.ScanLocationSection: Config_inherit_in_child_applications',
  fixable: false,
  bad: `
    //- /repo/Config/machine.config
    <configuration>
      <location inheritInChildApplications="false">
        <system.web />
      </location>
    </configuration>
    //- /repo/shop/Web.config
    <configuration>
      <system.web />
    </configuration>`,
  good: `
    //- /repo/Config/machine.config
    <configuration>
      <location path="Shop" inheritInChildApplications="false">
        <system.web />
      </location>
    </configuration>
    //- /repo/shop/Web.config
    <configuration>
      <system.web />
    </configuration>`,
});

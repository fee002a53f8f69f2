import { configRule } from './shared/configRule';

export default configRule('attribute-locked', {
  severity: 'error',
  title: 'Locked attribute that is set again',
  explains:
    'lockAttributes or lockAllAttributesExcept in a file above forbids the attribute below: ASP.NET refuses the section there, even with the same value.',
  source: 'ConfigurationElement.DeserializeElement: Config_base_attribute_locked',
  fixable: true,
  bad: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <httpRuntime executionTimeout="60" lockAttributes="executionTimeout" />
      </system.web>
    </configuration>
    //- /site/admin/Web.config
    <configuration>
      <system.web>
        <httpRuntime executionTimeout="300" />
      </system.web>
    </configuration>`,
  good: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <httpRuntime executionTimeout="60" lockAttributes="executionTimeout" />
      </system.web>
    </configuration>
    //- /site/admin/Web.config
    <configuration>
      <system.web>
        <httpRuntime maxRequestLength="8192" />
      </system.web>
    </configuration>`,
});

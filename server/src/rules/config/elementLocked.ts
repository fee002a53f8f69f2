import { configRule } from './shared/configRule';

export default configRule('element-locked', {
  severity: 'error',
  title: 'Locked element that is mentioned again',
  explains:
    'lockElements or lockAllElementsExcept in a file above forbids the element below: ASP.NET refuses the section there.',
  source: 'ConfigurationElement.DeserializeElement: Config_base_element_locked',
  fixable: true,
  bad: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <pages lockElements="namespaces" />
      </system.web>
    </configuration>
    //- /site/admin/Web.config
    <configuration>
      <system.web>
        <pages>
          <namespaces>
            <add namespace="Shop.Admin" />
          </namespaces>
        </pages>
      </system.web>
    </configuration>`,
  good: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <pages lockElements="namespaces" />
      </system.web>
    </configuration>
    //- /site/admin/Web.config
    <configuration>
      <system.web>
        <pages asyncTimeout="60" />
      </system.web>
    </configuration>`,
});

import { configRule } from './shared/configRule';

export default configRule('item-locked', {
  severity: 'error',
  title: 'Locked entry that is changed or removed',
  explains:
    'lockItem on an entry in a file above forbids changing, removing or clearing it below: ASP.NET refuses the section, IIS answers 500.19.',
  source: 'ConfigurationElementCollection: Config_base_collection_item_locked',
  fixable: true,
  bad: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <httpModules>
          <add name="Audit" type="Shop.Audit, Shop" lockItem="true" />
        </httpModules>
      </system.web>
    </configuration>
    //- /site/admin/Web.config
    <configuration>
      <system.web>
        <httpModules>
          <remove name="Audit" />
        </httpModules>
      </system.web>
    </configuration>`,
  good: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <httpModules>
          <add name="Audit" type="Shop.Audit, Shop" />
        </httpModules>
      </system.web>
    </configuration>
    //- /site/admin/Web.config
    <configuration>
      <system.web>
        <httpModules>
          <remove name="Audit" />
        </httpModules>
      </system.web>
    </configuration>`,
});

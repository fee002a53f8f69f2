import { configRule } from '../config/shared/configRule';

export default configRule('iis-repeated', {
  severity: 'error',
  title: 'Pool or site with a name that is taken',
  explains:
    'IIS tells pools and sites by name, without case. Two of the same name make the section unreadable, and no site starts.',
  source: 'IIS_schema.xml, system.applicationHost',
  system: 'iis',
  fixable: false,
  bad: `
    //- /server/applicationHost.config
    <configuration>
      <system.applicationHost>
        <applicationPools>
          <add name="Shop" />
          <add name="shop" />
        </applicationPools>
        <sites>
          <site name="Shop" id="1" />
        </sites>
      </system.applicationHost>
    </configuration>`,
  good: `
    //- /server/applicationHost.config
    <configuration>
      <system.applicationHost>
        <applicationPools>
          <add name="Shop" />
          <add name="Admin" />
        </applicationPools>
        <sites>
          <site name="Shop" id="1" />
        </sites>
      </system.applicationHost>
    </configuration>`,
});

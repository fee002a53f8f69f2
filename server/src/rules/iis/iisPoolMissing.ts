import { configRule } from '../config/shared/configRule';

export default configRule('iis-pool-missing', {
  severity: 'error',
  title: 'Application in a pool that does not exist',
  explains: 'An application whose pool is not in applicationHost.config answers every request with 503.',
  source: 'IIS configuration reference, application/@applicationPool',
  system: 'iis',
  fixable: false,
  bad: `
    //- /server/applicationHost.config
    <configuration>
      <system.applicationHost>
        <applicationPools>
          <add name="Shop" />
        </applicationPools>
        <sites>
          <site name="Shop" id="1">
            <application path="/" applicationPool="Shopp" />
          </site>
        </sites>
      </system.applicationHost>
    </configuration>`,
  good: `
    //- /server/applicationHost.config
    <configuration>
      <system.applicationHost>
        <applicationPools>
          <add name="Shop" />
        </applicationPools>
        <sites>
          <site name="Shop" id="1">
            <application path="/" applicationPool="Shop" />
          </site>
        </sites>
      </system.applicationHost>
    </configuration>`,
});

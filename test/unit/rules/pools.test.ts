import { findsMarked } from './marked';

const SITES = `<sites>
            <site name="Shop" id="1">
              <application path="/" applicationPool="Shop"><virtualDirectory path="/" physicalPath="C:\\sites\\shop" /></application>
            </site>
            <site name="Old" id="2">
              <application path="/" applicationPool="Old"><virtualDirectory path="/" physicalPath="C:\\sites\\old" /></application>
            </site>
          </sites>`;

const SHOP = `
      //- /repo/shop/Web.config
      <configuration><system.web><sessionState timeout="60" /></system.web></configuration>`;

/** What the worker processes of a site do to its sessions, as far as an applicationHost.config tells. */
describe('Rules on pools', () => {
  it('take the idle time from the pool, its defaults, or IIS, in this order', async () => {
    await findsMarked(`${SHOP}
      //- /repo/iis/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
            <add name="Shop" />
            <applicationPoolDefaults><processModel idleTimeout="00:10:00" /></applicationPoolDefaults>
                                                              //~~~~~~~~ pool-idle-ends-sessions: The pool "Shop" stops after 10 min without a request, and
          </applicationPools>
          ${SITES}
        </system.applicationHost>
      </configuration>`);
    await findsMarked(`${SHOP}
      //- /repo/iis/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
            <add name="Shop" />
           //~~~ pool-idle-ends-sessions: The pool "Shop" stops after 20 min without a request (the default of IIS)
          </applicationPools>
          ${SITES}
        </system.applicationHost>
      </configuration>`);
  });

  it('tell what an idle stop does to sessions of Classic ASP, with and without the file of the server', async () => {
    const asp = (timeout: string) => `//- /repo/shop/Web.config
      <configuration><system.webServer><asp><session timeout="${timeout}" /></asp></system.webServer></configuration>`;
    await findsMarked(`
      ${asp('08:00:00')}
                                                            //~~~~~~~~ pool-idle-ends-asp-sessions: ASP sessions last 8 h only if the pool's idleTimeout is as long`);
    await findsMarked(asp('00:20:00'), 'pool-idle-ends-asp-sessions');
    for (const action of ['Suspend', 'Terminate'])
      await findsMarked(
        `//- /repo/shop/start.asp
      <% Session("a") = 1 %>
      ${SHOP}
      //- /repo/iis/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
            <add name="Shop"><processModel idleTimeout="00:${action === 'Suspend' ? '10' : '20'}:00" idleTimeoutAction="${action}" /></add>
          </applicationPools>
          ${SITES}
        </system.applicationHost>
      </configuration>`,
        'pool-idle-ends-asp-sessions',
      );
  });

  it('have nothing to say of a pool that never stops, or that suspends', async () => {
    for (const processModel of ['idleTimeout="00:00:00"', 'idleTimeout="00:05:00" idleTimeoutAction="Suspend"'])
      await findsMarked(
        `${SHOP}
      //- /repo/iis/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
            <add name="Shop"><processModel ${processModel} /></add>
          </applicationPools>
          ${SITES}
        </system.applicationHost>
      </configuration>`,
        'pool-idle-ends-sessions',
      );
  });

  it('say what IIS does by default where no applicationHost.config is known, beyond its 20 minutes', async () => {
    await findsMarked(`
      <configuration>
        <system.web>
          <sessionState timeout="21" />
                               //~~ pool-idle-ends-sessions: Session data kept in the process lasts 21 min only if
        </system.web>
      </configuration>`);
    for (const section of ['timeout="20"', 'mode="StateServer" timeout="60"', 'mode="Off" timeout="60"'])
      await findsMarked(
        `<configuration><system.web><sessionState ${section} /></system.web></configuration>`,
        'pool-idle-ends-sessions',
      );
  });

  it('look at every pool in use of a server without its sites, and at no other', async () => {
    await findsMarked(
      `
      //- /server/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
            <add name="Shop"><processModel idleTimeout="00:05:00" /></add>
                                                      //~~~~~~~~ pool-idle-ends-sessions: The pool "Shop" stops after 5 min without a request, and the session data of the site "Shop", meant to last 20 min by default
            <add name="Old"><processModel idleTimeout="00:19:00" maxProcesses="2" /></add>
                                                     //~~~~~~~~ pool-idle-ends-sessions
                                                                             //~ web-garden-in-process
            <add name="Unused"><processModel idleTimeout="00:05:00" /></add>
          </applicationPools>
          ${SITES}
        </system.applicationHost>
      </configuration>`,
    );
  });

  it('leave pools without .NET alone: no ASP.NET session lives there', async () => {
    await findsMarked(
      `
      //- /server/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
            <add name="Shop" managedRuntimeVersion=""><processModel idleTimeout="00:05:00" /></add>
            <add name="Old" managedRuntimeVersion=""><processModel idleTimeout="00:05:00" /></add>
          </applicationPools>
          ${SITES}
        </system.applicationHost>
      </configuration>`,
      'pool-idle-ends-sessions',
      'pool-recycle-drifts',
    );
  });

  it('say once for a whole server that nothing is said about recycling', async () => {
    await findsMarked(`
      //- /server/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
         //~~~~~~~~~~~~~~~~ pool-recycle-drifts: Nothing says when the pools in use recycle (Shop, Old)
            <add name="Shop" />
            <add name="Old" />
          </applicationPools>
          ${SITES}
        </system.applicationHost>
      </configuration>`);
  });

  it('know that a schedule comes on top of the interval, also the one nobody wrote', async () => {
    await findsMarked(`${SHOP}
      //- /repo/iis/applicationHost.config
      <configuration>
        <system.applicationHost>
          <applicationPools>
            <add name="Shop">
           //~~~ pool-schedule-beside-interval: The pool "Shop" recycles at 03:00:00, and besides that every 29 h (the default of IIS), 5 h later each time
              <recycling><periodicRestart><schedule><add value="03:00:00" /></schedule></periodicRestart></recycling>
            </add>
          </applicationPools>
          ${SITES}
        </system.applicationHost>
      </configuration>`);
  });

  it('do not speak of sessions of an ASP.NET Core site', async () => {
    await findsMarked(
      `
      //- /repo/shop/Web.config
      <configuration>
        <system.web><sessionState timeout="60" /></system.web>
                   //~~~~~~~~~~~~ system-web-unused
        <system.webServer>
          <handlers><add name="core" path="*" verb="*" modules="AspNetCoreModuleV2" /></handlers>
          <aspNetCore processPath="dotnet" />
        </system.webServer>
      </configuration>`,
      'pool-idle-ends-sessions',
      'auth-outlives-session-data',
    );
  });
});

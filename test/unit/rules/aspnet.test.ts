import { findsMarked } from './marked';

/** What the examples of the rules do not show: defaults, paths, folders, values that cannot be known. */
describe('Rules on web.config', () => {
  it('compare the defaults too when only one side is written', async () => {
    await findsMarked(`
      <configuration>
        <system.web>
          <authentication mode="Forms" />
         //~~~~~~~~~~~~~~ auth-outlives-session-data: Users stay signed in 10 min after their session data is gone: sign-in lasts 30 min, session data 20 min (the default
        </system.web>
      </configuration>`);
  });

  it('say nothing of a length that cannot be known', async () => {
    await findsMarked(
      `
      <configuration>
        <system.web>
          <authentication mode="Forms"><forms timeout="__FORMS__" /></authentication>
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
      'auth-outlives-session-data',
      'session-data-outlives-auth',
      'half-life-sign-out',
    );
  });

  it('say nothing of clocks that do not run', async () => {
    for (const inside of [
      '<authentication mode="Windows" /><sessionState timeout="10" />',
      '<authentication mode="Forms"><forms timeout="60" /></authentication><sessionState mode="Off" />',
    ])
      await findsMarked(
        `<configuration><system.web>${inside}</system.web></configuration>`,
        'auth-outlives-session-data',
        'session-data-outlives-auth',
        'half-life-sign-out',
      );
  });

  it('find a dead execution timeout of a path and of a folder', async () => {
    await findsMarked(`
      //- /site/Web.config
      <configuration>
        <system.web><compilation debug="true" /></system.web>
        <location path="Reports">
          <system.web><httpRuntime executionTimeout="900" /></system.web>
                                                   //~~~ execution-timeout-dead: \`executionTimeout\` of 15 min does nothing
        </location>
        <location path="Fast">
          <system.web><compilation debug="false" /><httpRuntime executionTimeout="900" /></system.web>
        </location>
      </configuration>
      //- /site/Export/Web.config
      <configuration>
        <system.web><httpRuntime executionTimeout="60" /></system.web>
                                                 //~~ execution-timeout-dead: \`executionTimeout\` of 1 min does nothing
      </configuration>`);
  });

  it('know that without sessions nothing about them counts', async () => {
    await findsMarked(
      `
      <configuration>
        <system.web>
          <sessionState mode="Off" timeout="60" cookieless="UseUri" />
                                          //~~ session-setting-dead: \`timeout\` does nothing: there are no sessions
                                                          //~~~~~~ session-setting-dead: \`cookieless\` does nothing
        </system.web>
      </configuration>`,
      'cookieless-session',
    );
  });

  it('look at regenerateExpiredSessionId only where the id is in the address', async () => {
    await findsMarked(`
      <configuration>
        <system.web>
          <sessionState regenerateExpiredSessionId="true" />
                                                  //~~~~ session-setting-dead: \`regenerateExpiredSessionId\` does nothing: it is for ids in the address
        </system.web>
      </configuration>`);
    await findsMarked(
      '<configuration><system.web><sessionState cookieless="UseUri" regenerateExpiredSessionId="true" /></system.web></configuration>',
      'session-setting-dead',
    );
  });

  it('warn of a machine key of which one half is left to chance', async () => {
    await findsMarked(`
      <configuration>
        <system.web>
          <authentication mode="Forms"><forms timeout="40" /></authentication>
          <sessionState timeout="40" />
          <machineKey validationKey="ABCDEF0123456789ABCDEF0123456789ABCDEF01" />
         //~~~~~~~~~~ machine-keys-by-chance: \`machineKey\` has one key of its own, but \`decryptionKey\` is made by each server
        </system.web>
      </configuration>`);
  });

  it('take a session module under another name for what it is', async () => {
    await findsMarked(
      `
      <configuration>
        <system.web><sessionState mode="InProc" timeout="20" /></system.web>
        <system.webServer>
          <modules>
            <remove name="Session" />
            <add name="AsyncSession" type="Microsoft.AspNet.SessionState.SessionStateModuleAsync, Microsoft.AspNet.SessionState.SessionStateModule" />
          </modules>
        </system.webServer>
      </configuration>`,
      'needed-module-removed',
    );
  });

  it('find system.applicationHost where IIS does not read it', async () => {
    await findsMarked(`
      <configuration>
        <system.applicationHost>
          <applicationPools />
         //~~~~~~~~~~~~~~~~ section-not-allowed-here: \`<applicationPools>\` may stand only in applicationHost.config
        </system.applicationHost>
      </configuration>`);
  });

  it('ask for no level of a section in a path that is an application root', async () => {
    await findsMarked(`
      <configuration>
        <location path="admin">
          <system.web><sessionState timeout="60" /></system.web>
                     //~~~~~~~~~~~~ section-not-allowed-here: \`<sessionState>\` counts for a whole application
        </location>
      </configuration>`);
    await findsMarked(
      '<configuration><location path="."><system.web><sessionState timeout="60" /></system.web></location></configuration>',
      'section-not-allowed-here',
    );
  });
});

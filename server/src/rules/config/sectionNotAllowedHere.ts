import { configRule } from './shared/configRule';

export default configRule('section-not-allowed-here', {
  severity: 'error',
  title: 'Section at a level where it may not stand',
  explains:
    'Session, sign-in, membership, roles and keys count for a whole application: in the web.config of a folder, or in a location of one, they make ASP.NET refuse every request there. Other sections belong to machine.config or applicationHost.config alone.',
  source: 'BaseConfigurationRecord.VerifyDefinitionAllowed: Config_allow_definition_error_application',
  fixable: true,
  bad: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <sessionState timeout="20" />
      </system.web>
    </configuration>
    //- /site/Orders/Web.config
    <configuration>
      <system.web>
        <sessionState timeout="60" />
      </system.web>
    </configuration>`,
  good: `
    //- /site/Web.config
    <configuration>
      <system.web>
        <sessionState timeout="20" />
      </system.web>
    </configuration>
    //- /site/Orders/Web.config
    <configuration>
      <system.web>
        <httpRuntime executionTimeout="300" />
      </system.web>
    </configuration>`,
});

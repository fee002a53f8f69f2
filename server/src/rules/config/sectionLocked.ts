import { configRule } from './shared/configRule';

export default configRule('section-locked', {
  severity: 'error',
  title: 'Locked section that is mentioned again',
  explains:
    'A file above locks the section (allowOverride="false", overrideMode="Deny", or overrideModeDefault="Deny" on the server). Mentioning it below is an error, even with the same values: ASP.NET refuses the section, IIS answers 500.19.',
  source: 'BaseConfigurationRecord.EvaluateOne: Config_section_locked; IIS 500.19, 0x80070021',
  fixable: false,
  bad: `
    //- /site/Web.config
    <configuration>
      <location path="admin" allowOverride="false">
        <system.web>
          <httpRuntime executionTimeout="60" />
        </system.web>
      </location>
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
      <location path="admin">
        <system.web>
          <httpRuntime executionTimeout="60" />
        </system.web>
      </location>
    </configuration>
    //- /site/admin/Web.config
    <configuration>
      <system.web>
        <httpRuntime executionTimeout="300" />
      </system.web>
    </configuration>`,
});

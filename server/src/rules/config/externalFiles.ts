import type { ConfigProblemCode } from '../../config/aspnet/problem';
import type { ConfigRuleFacts } from './configRule';

/** A section in an external file, as it should be. */
export const SESSION_IN_A_FILE = `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState configSource="SessionState.config" />
        </system.web>
      </configuration>
      //- /site/SessionState.config
      <sessionState timeout="20" />`;

/** `configSource`, `appSettings file`, encryption and builders. */
export const externalFiles = {
  'configsource-path': {
    severity: 'error',
    title: 'External file that may not be named so',
    explains:
      'configSource names a file in the same folder or below, relative and with backslashes. A slash, an absolute path or a way up makes ASP.NET refuse the section.',
    source: 'BaseConfigurationRecord.NormalizeConfigSource: Config_source_invalid_format',
    fixable: true,
    bad: `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState configSource="Config/SessionState.config" />
        </system.web>
      </configuration>
      //- /site/Config/SessionState.config
      <sessionState timeout="20" />`,
    good: `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState configSource="Config\\SessionState.config" />
        </system.web>
      </configuration>
      //- /site/Config/SessionState.config
      <sessionState timeout="20" />`,
  },
  'configsource-not-alone': {
    severity: 'error',
    title: 'Values beside an external file',
    explains:
      'An element with configSource takes nothing else: an attribute or element beside it makes ASP.NET refuse the section. All of it belongs into the external file.',
    source: 'BaseConfigurationRecord: Config_source_syntax_error',
    fixable: true,
    bad: `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState timeout="60" configSource="SessionState.config" />
        </system.web>
      </configuration>
      //- /site/SessionState.config
      <sessionState timeout="20" />`,
    good: SESSION_IN_A_FILE,
  },
  'configsource-missing': {
    severity: 'error',
    title: 'External file that does not exist',
    explains: 'Without the file that configSource names the section cannot be read, and the site does not start.',
    source: 'BaseConfigurationRecord: Config_source_file_not_found',
    fixable: false,
    bad: `
      <configuration>
        <system.web>
          <sessionState configSource="SessionState.config" />
        </system.web>
      </configuration>`,
    good: SESSION_IN_A_FILE,
  },
  'configsource-refused': {
    severity: 'warning',
    title: 'External file that is not looked at',
    explains:
      'The file lies on the network, outside the workspace, or is too large. Session Timeline does not open it, so what it says is unknown.',
    source: 'Session Timeline opens nothing outside the workspace',
    fixable: false,
    bad: `
      <configuration>
        <connectionStrings configSource="\\\\server\\share\\connections.config" />
      </configuration>`,
    good: `
      //- /site/Web.config
      <configuration>
        <connectionStrings configSource="connections.config" />
      </configuration>
      //- /site/connections.config
      <connectionStrings />`,
  },
  'configsource-root': {
    severity: 'error',
    title: 'External file with the wrong root',
    explains:
      'The root of a configSource file is the section element itself, not configuration and not a group. Otherwise ASP.NET refuses the section.',
    source: 'BaseConfigurationRecord: Config_source_file_format',
    fixable: false,
    bad: `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState configSource="SessionState.config" />
        </system.web>
      </configuration>
      //- /site/SessionState.config
      <configuration>
        <sessionState timeout="20" />
      </configuration>`,
    good: SESSION_IN_A_FILE,
  },
  'configsource-shared': {
    severity: 'error',
    title: 'External file that two sections name',
    explains: 'One file serves one section. A second section or level that names it is refused.',
    source: 'BaseConfigurationRecord.ValidateUniqueConfigSource: Config_source_requires_file',
    fixable: false,
    bad: `
      //- /site/Web.config
      <configuration>
        <connectionStrings configSource="shared.config" />
        <appSettings configSource="shared.config" />
      </configuration>
      //- /site/shared.config
      <connectionStrings />`,
    good: `
      //- /site/Web.config
      <configuration>
        <connectionStrings configSource="connections.config" />
        <appSettings configSource="settings.config" />
      </configuration>
      //- /site/connections.config
      <connectionStrings />
      //- /site/settings.config
      <appSettings />`,
  },
  'configsource-nested': {
    severity: 'error',
    title: 'External file that names another one',
    explains: 'A file named by configSource must hold the section itself: a second configSource in it is not followed.',
    source: 'BaseConfigurationRecord: Config_source_file_format',
    fixable: false,
    bad: `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState configSource="SessionState.config" />
        </system.web>
      </configuration>
      //- /site/SessionState.config
      <sessionState configSource="Other.config" />`,
    good: SESSION_IN_A_FILE,
  },
  'appsettings-file-missing': {
    severity: 'information',
    title: 'Settings file that does not exist here',
    explains:
      'A missing file in appSettings file is passed over without a word, which is handy for secrets and dangerous for typing errors: the inline values count then.',
    source: 'AppSettingsSection.DeserializeElement',
    fixable: false,
    bad: `
      <configuration>
        <appSettings file="local.config">
          <add key="Currency" value="EUR" />
        </appSettings>
      </configuration>`,
    good: `
      //- /site/Web.config
      <configuration>
        <appSettings file="local.config">
          <add key="Currency" value="EUR" />
        </appSettings>
      </configuration>
      //- /site/local.config
      <appSettings>
        <add key="Currency" value="USD" />
      </appSettings>`,
  },
  'appsettings-file-refused': {
    severity: 'warning',
    title: 'Settings file that is not looked at',
    explains:
      'The file lies on the network or outside the workspace. Session Timeline does not open it, so what it says is unknown.',
    source: 'Session Timeline opens nothing outside the workspace',
    fixable: false,
    bad: `
      <configuration>
        <appSettings file="..\\..\\secrets\\local.config">
          <add key="Currency" value="EUR" />
        </appSettings>
      </configuration>`,
    good: `
      //- /site/Web.config
      <configuration>
        <appSettings file="local.config" />
      </configuration>
      //- /site/local.config
      <appSettings />`,
  },
  'appsettings-file-root': {
    severity: 'error',
    title: 'Settings file with the wrong root',
    explains:
      'A file named by appSettings file has appSettings as its root, without attributes. Otherwise ASP.NET refuses the section.',
    source: 'AppSettingsSection.DeserializeElement: Config_name_value_file_section_file_invalid_root',
    fixable: false,
    bad: `
      //- /site/Web.config
      <configuration>
        <appSettings file="local.config" />
      </configuration>
      //- /site/local.config
      <configuration>
        <appSettings />
      </configuration>`,
    good: `
      //- /site/Web.config
      <configuration>
        <appSettings file="local.config" />
      </configuration>
      //- /site/local.config
      <appSettings />`,
  },
  'encryption-not-alone': {
    severity: 'error',
    title: 'Attribute beside an encrypted section',
    explains:
      'An encrypted section carries configProtectionProvider and nothing else. Any other attribute makes it unreadable.',
    source: 'BaseConfigurationRecord: Protection_provider_syntax_error',
    fixable: true,
    bad: `
      <configuration>
        <appSettings configProtectionProvider="DataProtectionConfigurationProvider" restart="true">
          <EncryptedData />
        </appSettings>
      </configuration>`,
    good: `
      <configuration>
        <appSettings configProtectionProvider="DataProtectionConfigurationProvider">
          <EncryptedData />
        </appSettings>
      </configuration>`,
  },
  'configbuilder-undefined': {
    severity: 'warning',
    title: 'Configuration builder that nobody defines',
    explains:
      'configBuilders names builders that must be defined under configBuilders/builders, here or in machine.config: otherwise the section cannot be read and the site does not start.',
    source: 'ConfigurationBuildersSection.GetBuilderFromName: Config_builder_not_found',
    fixable: false,
    bad: `
      <configuration>
        <appSettings configBuilders="Environment" />
      </configuration>`,
    good: `
      <configuration>
        <configSections>
          <section name="configBuilders" type="System.Configuration.ConfigurationBuildersSection, System.Configuration" restartOnExternalChanges="false" requirePermission="false" />
        </configSections>
        <configBuilders>
          <builders>
            <add name="Environment" type="Microsoft.Configuration.ConfigurationBuilders.EnvironmentConfigBuilder, Microsoft.Configuration.ConfigurationBuilders.Environment" />
          </builders>
        </configBuilders>
        <appSettings configBuilders="Environment" />
      </configuration>`,
  },
} as const satisfies Partial<Record<ConfigProblemCode, ConfigRuleFacts>>;

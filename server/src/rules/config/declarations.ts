import type { ConfigProblemCode } from '../../config/aspnet/problem';
import type { ConfigRuleFacts } from './configRule';
import { SESSION_IN_A_FILE } from './externalFiles';

/** The root, `configSections`, and which sections may stand where. */
export const declarations = {
  'root-not-configuration': {
    severity: 'error',
    title: 'Root that is not configuration',
    explains:
      'A web.config has one root element, configuration, in lower case. With any other the site does not start.',
    source: 'BaseConfigurationRecord.ScanFactories: Config_file_doesnt_have_root_configuration',
    fixable: false,
    bad: `
      <config>
        <system.web />
      </config>`,
    good: `
      <configuration>
        <system.web />
      </configuration>`,
  },
  'root-namespace': {
    severity: 'error',
    title: 'Namespace that configuration may not have',
    explains:
      'The root may carry one namespace, http://schemas.microsoft.com/.NetConfiguration/v2.0, or none. With another one the site does not start; an address copied from a transform or a schema is the usual cause.',
    source: 'BaseConfigurationRecord.ScanFactories: Config_namespace_invalid',
    fixable: true,
    bad: `
      <configuration xmlns="https://schemas.microsoft.com/.NetConfiguration/v2.0">
        <system.web />
      </configuration>`,
    good: `
      <configuration xmlns="http://schemas.microsoft.com/.NetConfiguration/v2.0">
        <system.web />
      </configuration>`,
  },
  'root-attribute': {
    severity: 'error',
    title: 'Attribute on the configuration element',
    explains: 'The root takes no attribute but its namespace: any other stops the site from starting.',
    source: 'BaseConfigurationRecord.ScanFactories: Config_unrecognized_attribute',
    fixable: true,
    bad: `
      <configuration version="1.0">
        <system.web />
      </configuration>`,
    good: `
      <configuration>
        <system.web />
      </configuration>`,
  },
  'configsections-not-first': {
    severity: 'error',
    title: 'Section declarations that do not come first',
    explains:
      'configSections must be the first element below configuration, even before appSettings: anywhere else it stops the site from starting.',
    source: 'BaseConfigurationRecord.ScanFactories: Config_client_config_too_many_configsections_elements',
    fixable: true,
    bad: `
      <configuration>
        <appSettings />
        <configSections>
          <section name="shop" type="Shop.Section, Shop" />
        </configSections>
        <shop />
      </configuration>`,
    good: `
      <configuration>
        <configSections>
          <section name="shop" type="Shop.Section, Shop" />
        </configSections>
        <appSettings />
        <shop />
      </configuration>`,
  },
  'configsections-repeated': {
    severity: 'error',
    title: 'Section declarations in two places',
    explains: 'There may be only one configSections in a file: a second one stops the site from starting.',
    source: 'BaseConfigurationRecord.ScanFactories: Config_client_config_too_many_configsections_elements',
    fixable: false,
    bad: `
      <configuration>
        <configSections>
          <section name="shop" type="Shop.Section, Shop" />
        </configSections>
        <configSections>
          <section name="mail" type="Shop.Mail, Shop" />
        </configSections>
      </configuration>`,
    good: `
      <configuration>
        <configSections>
          <section name="shop" type="Shop.Section, Shop" />
          <section name="mail" type="Shop.Mail, Shop" />
        </configSections>
      </configuration>`,
  },
  'section-name-reserved': {
    severity: 'error',
    title: 'Section with a reserved name',
    explains: 'A section may not be called location, nor anything that begins with config: the site does not start.',
    source: 'BaseConfigurationRecord.VerifySectionName: Config_tag_name_cannot_begin_with_config',
    fixable: false,
    bad: `
      <configuration>
        <configSections>
          <section name="configShop" type="Shop.Section, Shop" />
        </configSections>
      </configuration>`,
    good: `
      <configuration>
        <configSections>
          <section name="shopConfig" type="Shop.Section, Shop" />
        </configSections>
      </configuration>`,
  },
  'section-redeclared': {
    severity: 'error',
    title: 'Section declared a second time',
    explains:
      'A section is declared once. Declared twice in a file, or once more although machine.config of .NET 4 has it already (what a web.config of .NET 3.5 does with system.web.extensions), it stops the site from starting.',
    source: 'BaseConfigurationRecord.ScanFactoriesRecursive: Config_tag_name_already_defined_at_this_level',
    fixable: true,
    bad: `
      <configuration>
        <configSections>
          <section name="shop" type="Shop.Section, Shop" />
          <section name="shop" type="Shop.OtherSection, Shop" />
        </configSections>
      </configuration>`,
    good: `
      <configuration>
        <configSections>
          <section name="shop" type="Shop.Section, Shop" />
        </configSections>
      </configuration>`,
  },
  'section-unknown': {
    severity: 'warning',
    title: 'Section that nobody declares',
    explains:
      'Every section must be declared in configSections or by machine.config: an unknown one stops the site from starting.',
    source: 'BaseConfigurationRecord.ScanSectionsRecursive: Config_unrecognized_configuration_section',
    fixable: false,
    bad: `
      <configuration>
        <shop currency="EUR" />
      </configuration>`,
    good: `
      <configuration>
        <configSections>
          <section name="shop" type="Shop.Section, Shop" />
        </configSections>
        <shop currency="EUR" />
      </configuration>`,
  },
  'section-name-case': {
    severity: 'error',
    title: 'Section name in the wrong case',
    explains:
      'Names of sections are compared with case: in another one the section is unknown, and the site does not start.',
    source: 'BaseConfigurationRecord.ScanSectionsRecursive: Config_unrecognized_configuration_section',
    fixable: true,
    bad: `
      <configuration>
        <system.web>
          <sessionstate timeout="20" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
  },
  'section-repeated': {
    severity: 'error',
    title: 'Section that stands in a file twice',
    explains:
      'A section may stand once in a file: a second one makes it unreadable, so the site does not start, whichever of the two was meant.',
    source: 'BaseConfigurationRecord.ScanSectionsRecursive: Config_sections_must_be_unique',
    fixable: true,
    bad: `
      <configuration>
        <system.web>
          <sessionState timeout="20" />
          <sessionState timeout="60" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
  },
  'section-text': {
    severity: 'error',
    title: 'Text between settings',
    explains:
      'Sections hold elements and attributes only. Stray text, often a leftover of a merge, stops the site from starting.',
    source: 'ConfigurationElement.DeserializeElement: Config_base_section_cannot_contain_text',
    fixable: true,
    bad: `
      <configuration>
        <system.web>
          <sessionState timeout="20" />
          twenty minutes
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <!-- twenty minutes -->
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
  },
  'section-not-allowed-here': {
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
  },
  'section-not-in-location': {
    severity: 'error',
    title: 'Section that may not stand in location',
    explains: 'A section declared with allowLocation="false" may not stand in a location: ASP.NET refuses it there.',
    source: 'BaseConfigurationRecord.ScanSectionsRecursive: Config_section_cannot_be_used_in_location',
    fixable: false,
    bad: `
      <configuration>
        <configSections>
          <section name="shop" type="Shop.Section, Shop" allowLocation="false" />
        </configSections>
        <location path="admin">
          <shop />
        </location>
      </configuration>`,
    good: `
      <configuration>
        <configSections>
          <section name="shop" type="Shop.Section, Shop" allowLocation="false" />
        </configSections>
        <shop />
      </configuration>`,
  },
  'group-reserved-attribute': {
    severity: 'error',
    title: 'Section attribute on a group',
    explains:
      'configSource, configBuilders and the lock attributes work on sections. On a group such as system.web they stop the site from starting.',
    source: 'BaseConfigurationRecord.IsReservedAttributeName: Config_reserved_attribute',
    fixable: true,
    bad: `
      <configuration>
        <system.web configSource="Web.part.config" />
      </configuration>`,
    good: SESSION_IN_A_FILE,
  },
} as const satisfies Partial<Record<ConfigProblemCode, ConfigRuleFacts>>;

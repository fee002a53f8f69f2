import type { ConfigProblemCode } from '../../config/aspnet/problem';
import type { ConfigRuleFacts } from './configRule';

/** `<location>` and what it locks. */
export const locations = {
  'location-misplaced': {
    severity: 'error',
    title: 'Location inside another element',
    explains:
      'A location stands directly below configuration. Inside another location it stops the site from starting.',
    source: 'BaseConfigurationRecord.ScanLocationSection: Config_location_location_not_allowed',
    fixable: false,
    bad: `
      <configuration>
        <location path="admin">
          <location path="reports">
            <system.web />
          </location>
        </location>
      </configuration>`,
    good: `
      <configuration>
        <location path="admin/reports">
          <system.web />
        </location>
      </configuration>`,
  },
  'location-path': {
    severity: 'error',
    title: 'Location path that cannot be read',
    explains:
      'The path of a location is a virtual path below this file, such as admin/reports: it does not begin or end with a slash, a dot or a blank, and goes without backslashes and wildcards. Otherwise the site does not start.',
    source: 'BaseConfigurationRecord.NormalizeLocationSubPath: Config_location_path_invalid_first_character',
    fixable: true,
    bad: `
      <configuration>
        <location path="/admin/">
          <system.web />
        </location>
      </configuration>`,
    good: `
      <configuration>
        <location path="admin">
          <system.web />
        </location>
      </configuration>`,
  },
  'location-attribute': {
    severity: 'error',
    title: 'Attribute that location does not have',
    explains:
      'A location has path, allowOverride, overrideMode and inheritInChildApplications, written with this case. Any other attribute stops the site from starting.',
    source: 'BaseConfigurationRecord.ScanLocationSection: Config_unrecognized_attribute',
    fixable: true,
    bad: `
      <configuration>
        <location path="admin" inherit="false">
          <system.web />
        </location>
      </configuration>`,
    good: `
      <configuration>
        <location path="admin" inheritInChildApplications="false">
          <system.web />
        </location>
      </configuration>`,
  },
  'location-boolean': {
    severity: 'error',
    title: 'True or false in the wrong case',
    explains:
      'On a location true and false are compared with case, unlike everywhere else: True stops the site from starting.',
    source: 'XmlUtil.VerifyAndGetBooleanAttribute: Config_invalid_boolean_attribute',
    fixable: true,
    bad: `
      <configuration>
        <location path="admin" inheritInChildApplications="False">
          <system.web />
        </location>
      </configuration>`,
    good: `
      <configuration>
        <location path="admin" inheritInChildApplications="false">
          <system.web />
        </location>
      </configuration>`,
  },
  'location-both-override': {
    severity: 'error',
    title: 'Two ways to say the same lock',
    explains:
      'allowOverride and overrideMode say the same thing, and a location that has both stops the site from starting.',
    source: 'BaseConfigurationRecord.ScanLocationSection: Invalid_override_mode_declaration',
    fixable: true,
    bad: `
      <configuration>
        <location path="admin" allowOverride="true" overrideMode="Allow">
          <system.web />
        </location>
      </configuration>`,
    good: `
      <configuration>
        <location path="admin" overrideMode="Allow">
          <system.web />
        </location>
      </configuration>`,
  },
  'location-override-mode': {
    severity: 'error',
    title: 'Unknown override mode',
    explains: 'overrideMode takes Allow, Deny or Inherit, with this case. Any other word stops the site from starting.',
    source: 'OverrideModeSetting.ParseOverrideModeXmlValue: Config_section_override_mode_attribute_invalid',
    fixable: false,
    bad: `
      <configuration>
        <location path="admin" overrideMode="Locked">
          <system.web />
        </location>
      </configuration>`,
    good: `
      <configuration>
        <location path="admin" overrideMode="Deny">
          <system.web />
        </location>
      </configuration>`,
  },
  'location-inherit-without-path': {
    severity: 'error',
    title: 'Machine-wide setting kept from child applications',
    explains:
      'In machine.config and the web.config of the server inheritInChildApplications="false" needs a path: without one every site would be cut off from it, and none starts.',
    source: 'BaseConfigurationRecord.ScanLocationSection: Config_inherit_in_child_applications',
    fixable: false,
    bad: `
      //- /repo/Config/machine.config
      <configuration>
        <location inheritInChildApplications="false">
          <system.web />
        </location>
      </configuration>
      //- /repo/shop/Web.config
      <configuration>
        <system.web />
      </configuration>`,
    good: `
      //- /repo/Config/machine.config
      <configuration>
        <location path="Shop" inheritInChildApplications="false">
          <system.web />
        </location>
      </configuration>
      //- /repo/shop/Web.config
      <configuration>
        <system.web />
      </configuration>`,
  },
  'location-repeated': {
    severity: 'error',
    title: 'Section said twice for one path',
    explains:
      'Two locations may name the same path as long as they hold different sections. The same section in both makes every request to that path fail, and nothing else, so it is often noticed late.',
    source: 'BaseConfigurationRecord.InitConfig: Config_sections_must_be_unique',
    fixable: true,
    bad: `
      <configuration>
        <location path="reports">
          <system.web>
            <httpRuntime executionTimeout="300" />
          </system.web>
        </location>
        <location path="Reports">
          <system.web>
            <httpRuntime maxRequestLength="8192" />
          </system.web>
        </location>
      </configuration>`,
    good: `
      <configuration>
        <location path="reports">
          <system.web>
            <httpRuntime executionTimeout="300" maxRequestLength="8192" />
          </system.web>
        </location>
      </configuration>`,
  },
  'section-locked': {
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
  },
  'attribute-locked': {
    severity: 'error',
    title: 'Locked attribute that is set again',
    explains:
      'lockAttributes or lockAllAttributesExcept in a file above forbids the attribute below: ASP.NET refuses the section there, even with the same value.',
    source: 'ConfigurationElement.DeserializeElement: Config_base_attribute_locked',
    fixable: true,
    bad: `
      //- /site/Web.config
      <configuration>
        <system.web>
          <httpRuntime executionTimeout="60" lockAttributes="executionTimeout" />
        </system.web>
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
        <system.web>
          <httpRuntime executionTimeout="60" lockAttributes="executionTimeout" />
        </system.web>
      </configuration>
      //- /site/admin/Web.config
      <configuration>
        <system.web>
          <httpRuntime maxRequestLength="8192" />
        </system.web>
      </configuration>`,
  },
  'element-locked': {
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
  },
  'item-locked': {
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
  },
} as const satisfies Partial<Record<ConfigProblemCode, ConfigRuleFacts>>;

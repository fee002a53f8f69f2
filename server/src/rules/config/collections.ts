import type { ConfigProblemCode } from '../../config/aspnet/problem';
import type { ConfigRuleFacts } from './configRule';

/** Entries of collections, elements that may stand once, and the lists of IIS. */
export const collections = {
  'collection-key-missing': {
    severity: 'error',
    title: 'Entry without its key',
    explains: 'Every entry of the list needs its key, most often name: without it the section is refused.',
    source: 'ConfigurationElement.DeserializeElement: Config_base_required_attribute_missing',
    fixable: false,
    bad: `
      <configuration>
        <connectionStrings>
          <add connectionString="Data Source=sql01" />
        </connectionStrings>
      </configuration>`,
    good: `
      <configuration>
        <connectionStrings>
          <add name="Shop" connectionString="Data Source=sql01" />
        </connectionStrings>
      </configuration>`,
  },
  'collection-duplicate': {
    severity: 'error',
    title: 'Entry whose key is taken',
    explains:
      'A list takes each key once, those of the files above included. An entry with the same key and another content makes the section unreadable; remove the inherited one first, or use another name.',
    source: 'ConfigurationElementCollection.BaseAdd: Config_base_collection_entry_already_exists',
    fixable: true,
    bad: `
      <configuration>
        <connectionStrings>
          <add name="Shop" connectionString="Data Source=sql01" />
          <add name="shop" connectionString="Data Source=sql02" />
        </connectionStrings>
      </configuration>`,
    good: `
      <configuration>
        <connectionStrings>
          <add name="Shop" connectionString="Data Source=sql01" />
          <remove name="Shop" />
          <add name="Shop" connectionString="Data Source=sql02" />
        </connectionStrings>
      </configuration>`,
  },
  'collection-extra-attribute': {
    severity: 'error',
    title: 'Attribute that remove or clear does not take',
    explains:
      'remove takes the key of the entry and nothing else, clear takes nothing: any other attribute is an error.',
    source: 'ConfigurationElementCollection.OnDeserializeUnrecognizedElement: Config_base_unrecognized_attribute',
    fixable: true,
    bad: `
      <configuration>
        <connectionStrings>
          <remove name="LocalSqlServer" connectionString="Data Source=sql01" />
        </connectionStrings>
      </configuration>`,
    good: `
      <configuration>
        <connectionStrings>
          <remove name="LocalSqlServer" />
        </connectionStrings>
      </configuration>`,
  },
  'element-repeated': {
    severity: 'error',
    title: 'Element that may stand only once',
    explains: 'Elements that are no entries of a list stand once in their section: a second one makes it unreadable.',
    source: 'ConfigurationElement.DeserializeElement: Config_base_element_cannot_have_multiple_child_elements',
    fixable: true,
    bad: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="40" />
            <forms loginUrl="~/SignIn" />
          </authentication>
          <sessionState timeout="40" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <authentication mode="Forms">
            <forms timeout="40" loginUrl="~/SignIn" />
          </authentication>
          <sessionState timeout="40" />
        </system.web>
      </configuration>`,
  },
  'iis-repeated': {
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
  },
  'iis-pool-missing': {
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
  },
} as const satisfies Partial<Record<ConfigProblemCode, ConfigRuleFacts>>;

import { configRule } from './shared/configRule';

export default configRule('element-repeated', {
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
});

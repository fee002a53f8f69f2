import { configRule } from './shared/configRule';

export default configRule('location-repeated', {
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
});

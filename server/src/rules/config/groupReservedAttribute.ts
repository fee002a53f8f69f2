import { SESSION_IN_A_FILE } from './shared/configExamples';
import { configRule } from './shared/configRule';

export default configRule('group-reserved-attribute', {
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
});

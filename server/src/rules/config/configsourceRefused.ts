import { configRule } from './shared/configRule';

export default configRule('configsource-refused', {
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
});

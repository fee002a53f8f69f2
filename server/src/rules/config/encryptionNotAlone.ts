import { configRule } from './shared/configRule';

export default configRule('encryption-not-alone', {
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
});

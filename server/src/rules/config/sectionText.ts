import { configRule } from './shared/configRule';

export default configRule('section-text', {
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
});

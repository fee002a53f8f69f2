import { keyOf } from '../../files/paths';
import { settingsOfElement } from '../../settings/catalogue';
import { elementPlacesOf } from '../../settings/places';
import { sectionOf } from '../../site/section';
import type { XmlElement } from '../../syntax/xml/tree';
import { nameOf, removeElement } from '../edits';
import { rule } from '../rule';
import { shopOnServer } from './shared/examples';

export default rule({
  id: 'section-locked-by-iis',
  severity: 'information',
  system: 'iis',
  title: 'Section that IIS locks unless told otherwise',
  explains:
    'Some sections of system.webServer, such as asp and webSocket, are locked by IIS from the start (overrideModeDefault="Deny"): a web.config that mentions one gets HTTP 500.19 for every request, until an administrator unlocks the section in applicationHost.config. Show Session Timeline that file and it says which it is.',
  source: 'applicationHost.config of IIS 10, configSections',
  fixable: true,
  check(input, report) {
    const { site } = input.view;
    // With a whole applicationHost.config at hand it is certain, and a matter of `section-locked`.
    const declared = site.iis?.source.root?.children.some(({ name }) => name === 'configSections');
    if (declared || !site.webConfig) return;
    for (const layer of site.files) {
      if (layer.layer !== 'web.config' && layer.layer !== 'folder web.config') continue;
      const file = site.sources.get(keyOf(layer.file));
      if (!file) continue;
      const seen = new Set<XmlElement>();
      for (const { path, element } of elementPlacesOf(file, sectionOf(site, file))) {
        if (settingsOfElement(path)[0]?.level !== 'lockedByIis') continue;
        const section = sectionAbove(element);
        if (seen.has(section)) continue;
        seen.add(section);
        report({
          at: nameOf(file, section),
          message: `IIS locks \`<${section.name}>\` by default: unless the server unlocks it, every request is answered with 500.19. Set it in applicationHost.config, or unlock it there.`,
          fixes: [{ title: `Remove <${section.name}>`, edits: [removeElement(file, section)] }],
        });
      }
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.webServer>
          <asp>
            <session timeout="00:40:00" />
          </asp>
        </system.webServer>
      </configuration>`,
    good: `${shopOnServer('', '', '', '', '').replace('</system.applicationHost>', '</system.applicationHost>\n        <location path="Shop">\n          <system.webServer>\n            <asp>\n              <session timeout="00:40:00" />\n            </asp>\n          </system.webServer>\n        </location>')}`,
  },
});

/** The child of `<system.webServer>` that an element stands in. */
function sectionAbove(element: XmlElement): XmlElement {
  let section = element;
  while (section.parent.kind === 'element' && section.parent.name !== 'system.webServer') section = section.parent;
  return section;
}

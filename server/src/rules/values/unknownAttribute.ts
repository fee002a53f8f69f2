import { nearestAttribute } from '../../settings/attributes';
import { elementPlacesOf } from '../../settings/places';
import { sectionOf } from '../../site/section';
import { removeAttribute } from '../edits';
import { rule } from '../rule';

export default rule({
  id: 'unknown-attribute',
  severity: 'error',
  system: 'aspnet',
  title: 'Attribute that the element does not have',
  explains:
    'ASP.NET refuses attributes it does not know, and compares names with case: the section does not load and the site does not start.',
  source: 'ConfigurationElement.DeserializeElement: Config_base_unrecognized_attribute',
  fixable: true,
  check(input, report) {
    const { site } = input.view;
    for (const file of site.sources.values()) {
      for (const { path, element } of elementPlacesOf(file, sectionOf(site, file))) {
        for (const attribute of element.attributes) {
          const known = attribute.prefix ? undefined : nearestAttribute(path, attribute.name);
          if (!known) continue;
          const taken = element.attributes.some((other) => other.name === known);
          const name = { start: attribute.nameStart, end: attribute.nameEnd };
          report({
            at: { file: file.path, span: name },
            message: `\`<${element.name}>\` has no attribute \`${attribute.name}\`: ASP.NET refuses the section and the site does not start. ${taken ? `Remove it: \`${known}\` is there already.` : `Write \`${known}\`.`}`,
            fixes: taken
              ? [{ title: `Remove ${attribute.name}`, edits: [removeAttribute(file, attribute)] }]
              : [{ title: `Write ${known}`, edits: [{ file: file.path, span: name, text: known }] }],
          });
        }
      }
    }
  },
  examples: {
    bad: `
      <configuration>
        <system.web>
          <sessionState Timeout="20" />
        </system.web>
      </configuration>`,
    good: `
      <configuration>
        <system.web>
          <sessionState timeout="20" />
        </system.web>
      </configuration>`,
  },
});

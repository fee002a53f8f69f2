import { nearestAttribute } from '../../settings/attributes';
import { elementPlacesOf } from '../../settings/places';
import type { ParsedFile } from '../../site/parsed';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/tree';
import { removeAttribute } from '../edits';
import { settingsFilesOf } from '../places';
import { type Report, rule } from '../rule';

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
    for (const { file, section } of settingsFilesOf(input.view.site)) misspelt(file, section).forEach(report);
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

const byFile = new WeakMap<ParsedFile, ReadonlyMap<string, readonly Report[]>>();

/** Depends on the text alone: found once per text. */
function misspelt(file: ParsedFile, section: string): readonly Report[] {
  const known = byFile.get(file)?.get(section);
  if (known) return known;
  const found: Report[] = [];
  for (const { path, element } of elementPlacesOf(file, section)) {
    for (const attribute of element.attributes) {
      const meant = attribute.prefix ? undefined : nearestAttribute(path, attribute.name);
      if (meant) found.push(reportOf(file, element, attribute, meant));
    }
  }
  byFile.set(file, new Map([...(byFile.get(file) ?? []), [section, found]]));
  return found;
}

function reportOf(file: ParsedFile, element: XmlElement, attribute: XmlAttribute, meant: string): Report {
  const taken = element.attributes.some((other) => other.name === meant);
  const name = { start: attribute.nameStart, end: attribute.nameEnd };
  return {
    at: { file: file.path, span: name },
    message: `\`<${element.name}>\` has no attribute \`${attribute.name}\`: ASP.NET refuses the section and the site does not start. ${taken ? `Remove it: \`${meant}\` is there already.` : `Write \`${meant}\`.`}`,
    fixes: taken
      ? [{ title: `Remove ${attribute.name}`, edits: [removeAttribute(file, attribute)] }]
      : [
          {
            title: `Write ${meant}`,
            edits: [{ file: file.path, span: name, text: meant }],
            ...(meant.toLowerCase() === attribute.name.toLowerCase() && { safe: true }),
          },
        ],
  };
}

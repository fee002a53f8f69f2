import { settingAt, settingsOfElement } from '../../settings/catalogue';
import { elementPlacesOf } from '../../settings/places';
import type { Setting } from '../../settings/setting';
import { sectionOf } from '../../site/section';
import type { Span } from '../../syntax/text';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/tree';
import type { FileInput } from '../input';

/** What of the configuration stands at an offset. */
export interface FoundAt {
  readonly path: string;
  readonly element: XmlElement;
  readonly attribute: XmlAttribute | undefined;
  /** Undefined on the name of an element that holds settings. */
  readonly setting: Setting | undefined;
  readonly location: string | undefined;
  readonly span: Span;
}

/** The known setting, or element that holds known settings, whose name or value is at an offset. */
export function foundAt(input: Pick<FileInput, 'site' | 'file'>, offset: number): FoundAt | undefined {
  const places = elementPlacesOf(input.file, sectionOf(input.site, input.file));
  for (const { path, element, location } of places) {
    if (offset < element.start || offset > element.openEnd) continue;
    for (const attribute of element.attributes) {
      if (offset < attribute.nameStart || offset > attribute.end || attribute.prefix) continue;
      const setting = settingAt(`${path}/@${attribute.name}`);
      const span = { start: attribute.nameStart, end: attribute.end };
      return setting && { path: setting.path, element, attribute, setting, location, span };
    }
    if (offset >= element.nameStart && offset <= element.nameEnd && settingsOfElement(path).length > 0)
      return {
        path,
        element,
        attribute: undefined,
        setting: undefined,
        location,
        span: { start: element.nameStart, end: element.nameEnd },
      };
  }
  return undefined;
}

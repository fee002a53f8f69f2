import { derived } from '../derived';
import { keyOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { isXml, type ParsedFile, xmlOf } from '../site/parsed';
import type { Written } from '../syntax/written';
import type { XmlAttribute, XmlElement } from '../syntax/xml/tree';
import { writtenAttribute } from '../syntax/xml/written';
import { isInherited, settingAt, settings } from './catalogue';
import type { SettingsReader } from './reader';
import type { Setting } from './setting';
import type { EffectiveSetting } from './worth';

/** A place in a file where a known setting is written. */
export interface SettingPlace {
  readonly setting: Setting;
  readonly written: Written;
  readonly element: XmlElement;
  readonly attribute: XmlAttribute;
  /** `path` of the `<location>` around it. */
  readonly location: string | undefined;
}

/** An element that holds known settings, whether they are written or not. */
export interface ElementPlace {
  /** Elements from the section's root: `system.web/authentication/forms`. */
  readonly path: string;
  readonly element: XmlElement;
  readonly location: string | undefined;
}

const XDT = 'http://schemas.microsoft.com/XML-Document-Transform';

/** Every element path that holds settings, and every path on the way to one. */
const elementPaths = new Set<string>();
const waypoints = new Set<string>(['']);
for (const setting of settings) {
  if (!isInherited(setting)) continue;
  const { path } = setting;
  const element = path.slice(0, path.lastIndexOf('/@'));
  elementPaths.add(element);
  for (let at = element; at; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') waypoints.add(at);
}

/**
 * The elements of a file that hold known settings, in document order. `section` is where the file's root stands
 * when it is not `<configuration>`: `system.web/sessionState` for a `configSource` file.
 */
export function elementPlacesOf(file: ParsedFile, section = ''): readonly ElementPlace[] {
  return getOrInsertComputed(derived(file, bySection), section, () => findElements(file, section));
}

function bySection(): Map<string, readonly ElementPlace[]> {
  return new Map();
}

function findElements(file: ParsedFile, section: string): ElementPlace[] {
  const places: ElementPlace[] = [];
  const root = isXml(file) ? xmlOf(file).root : undefined;
  if (!root) return places;
  type Job = { element: XmlElement; path: string; location: string | undefined };
  const jobs: Job[] = [];
  const pushChildren = (parent: XmlElement, path: string, location: string | undefined) => {
    for (let i = parent.children.length - 1; i >= 0; i--) {
      const child = parent.children[i]!;
      if (child.kind !== 'element') continue;
      const childPath = path ? `${path}/${child.name}` : child.name;
      if (waypoints.has(childPath) || (path === '' && child.name === 'location'))
        jobs.push({ element: child, path: childPath, location });
    }
  };
  if (section) jobs.push({ element: root, path: section, location: undefined });
  else if (root.name === 'configuration') pushChildren(root, '', undefined);
  for (let job = jobs.pop(); job; job = jobs.pop()) {
    if (job.path === 'location') {
      pushChildren(job.element, '', attributeValue(job.element, 'path') ?? '');
      continue;
    }
    if (elementPaths.has(job.path)) places.push(job);
    pushChildren(job.element, job.path, job.location);
  }
  return places;
}

/** Known settings written in a file, in document order. XDT attributes are not settings. */
export function settingPlacesOf(file: ParsedFile, section = ''): readonly SettingPlace[] {
  return getOrInsertComputed(derived(file, settingsBySection), section, () =>
    findSettings(elementPlacesOf(file, section), file.text),
  );
}

function settingsBySection(): Map<string, readonly SettingPlace[]> {
  return new Map();
}

function findSettings(elements: readonly ElementPlace[], text: string): SettingPlace[] {
  const places: SettingPlace[] = [];
  for (const { path, element, location } of elements) {
    for (const attribute of element.attributes) {
      const setting = attribute.prefix ? undefined : settingAt(`${path}/@${attribute.name}`);
      if (setting) places.push({ setting, written: writtenAttribute(attribute, text), element, attribute, location });
    }
  }
  return places;
}

/** A setting that a file of any language gives a value, which need not be the one that wins. */
export interface WrittenSetting {
  readonly effective: EffectiveSetting;
  readonly written: Written;
}

/** What a site in one variant reads from a file that is no XML, in order of place. */
export function settingsWrittenIn(settings: SettingsReader, file: Pick<ParsedFile, 'path'>): WrittenSetting[] {
  return derived(settings, writtenByFile).get(keyOf(file.path)) ?? [];
}

function writtenByFile(reader: SettingsReader): Map<string, WrittenSetting[]> {
  const byFile = new Map<string, WrittenSetting[]>();
  for (const effective of reader.all())
    for (const { file, written } of effective.history)
      if (written) getOrInsertComputed(byFile, keyOf(file), () => []).push({ effective, written });
  for (const found of byFile.values()) found.sort((a, b) => a.written.span.start - b.written.span.start);
  return byFile;
}

/** Does the file speak XDT? */
export function isTransform(file: ParsedFile): boolean {
  return (
    xmlOf(file).root?.attributes.some((attribute) => attribute.prefix === 'xmlns' && attribute.value === XDT) ?? false
  );
}

function attributeValue(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name)?.value;
}

import { keyOf } from '../files/paths';
import { getOrInsertComputed } from '../maps';
import { elementPlacesOf } from '../settings/places';
import { type ParsedFile, xmlFilesOf } from '../site/parsed';
import { sectionOf } from '../site/section';
import type { Site } from '../site/site';
import { elementAt, nameOf } from './edits';
import type { Place, Report, RuleInput } from './rule';

/** A file that holds settings of ASP.NET or IIS, and where its root stands. */
export interface SettingsFile {
  readonly file: ParsedFile;
  /** As `sectionOf` says. */
  readonly section: string;
}

const settingsFiles = new WeakMap<Site, readonly SettingsFile[]>();

/** Of a Sitecore site with hundreds of files these are a handful. */
export function settingsFilesOf(site: Site): readonly SettingsFile[] {
  return getOrInsertComputed(settingsFiles, site, () =>
    xmlFilesOf(site)
      .map((file) => ({ file, section: sectionOf(site, file) }))
      .filter(({ file, section }) => elementPlacesOf(file, section).length > 0),
  );
}

/**
 * Where to report on a setting: the value that decides it, or when nothing sets it the nearest element in the files
 * that could. Undefined when no file has anything to do with it.
 */
export function placeOfSetting(input: RuleInput, path: string): Place | undefined {
  const setting = input.settings.get(path);
  if (setting.winner) return { file: setting.winner.file, span: setting.winner.span };
  return placeOfElement(input, path.slice(0, path.lastIndexOf('/@')));
}

/** The name of the element, or of the nearest element above it that some file has. */
export function placeOfElement(input: RuleInput, path: string): Place | undefined {
  for (let at = path; at.includes('/'); at = at.slice(0, at.lastIndexOf('/'))) {
    for (const origin of [...(input.settings.element(at)?.origins ?? [])].reverse()) {
      const file = input.view.site.sources.get(keyOf(origin.file));
      const element = file && elementAt(file, origin.span.start);
      if (file && element) return nameOf(file, element);
    }
  }
  return undefined;
}

/** The other side of a finding; nothing when no file says it. */
export function relatedSetting(input: RuleInput, path: string, message: string): NonNullable<Report['related']> {
  const place = placeOfSetting(input, path);
  return place ? [{ ...place, message }] : [];
}

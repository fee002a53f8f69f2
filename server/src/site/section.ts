import { keyOf } from '../files/paths';
import type { ParsedFile } from './parsed';
import type { Site } from './site';

/** Section that the file's root element stands for, when the file is not a whole configuration (`configSource`). */
export function sectionOf(site: Pick<Site, 'sections'>, file: ParsedFile): string {
  return site.sections.get(keyOf(file.path)) ?? '';
}

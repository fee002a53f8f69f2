import { derived } from '../derived';
import { type NotUnderstood, notUnderstood } from '../syntax/xml/notUnderstood';
import { isXml, type ParsedFile, xmlOf } from './parsed';

/**
 * Why a file is not what its name says: a pointer, two sides of a merge, encrypted, cut off, other bytes than it
 * declares. One finding says so; no value comes out of it, and nothing is written into it. Undefined for any other.
 */
export function whyNotUnderstood(file: ParsedFile): NotUnderstood | undefined {
  return derived(file, why);
}

function why(file: ParsedFile): NotUnderstood | undefined {
  if (file.damage !== undefined) return { start: 0, end: 0, message: file.damage };
  return isXml(file) ? notUnderstood(xmlOf(file)) : undefined;
}

import { settings } from '../../../settings/catalogue';
import type { ParsedFile } from '../../../site/parsed';

/**
 * Names of Sitecore's own settings and elements that decide how long a visitor stays signed in or keeps a session.
 * Remember me is left out: it lengthens a sign-in for those who ask for it and ends none.
 */
const NAMES: readonly string[] = settings
  .filter(({ path, drives }) => path.startsWith('sitecore/') && drives !== undefined && drives !== 'persistentLogin')
  .flatMap(({ path }) => /\[name='([^']+)'\]/.exec(path)?.[1] ?? path.slice(path.lastIndexOf('/') + 1));

/** May what this file says, once it is heard, end sign-ins or sessions at another time? Then a person has to decide. */
export function mayMoveClocks({ text }: Pick<ParsedFile, 'text'>): boolean {
  return NAMES.some((name) => text.includes(name));
}

/** `safe` for the repair of a command that is not heard. */
export function safeUnlessClocks(file: Pick<ParsedFile, 'text'>): { readonly safe?: true } {
  return mayMoveClocks(file) ? {} : { safe: true };
}

import type { ElementBefore } from '../../../config/sitecore/outcome';
import type { ConfigElement } from '../../../config/sitecore/view';

export const SHOP = '<settings><setting name="Media.MaxSizeInDatabase" value="500MB" /></settings>';

/** Names by what they are in lower case, with the place in load order of the file that brought them. */
export type Names = ReadonlyMap<string, readonly { readonly name: string; readonly index: number }[]>;

export const names = new WeakMap<ConfigElement, Names>();

/** Of an attribute without namespace. */
export function plainValue({ attributes }: Pick<ElementBefore, 'attributes'>, name: string): string | undefined {
  return attributes.find(({ localName, uri }) => localName === name && uri === '')?.value;
}

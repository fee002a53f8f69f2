import type { ElementBefore } from '../../../config/sitecore/outcome';

export const SHOP = '<settings><setting name="Media.MaxSizeInDatabase" value="500MB" /></settings>';

/** Of an attribute without namespace. */
export function plainValue({ attributes }: Pick<ElementBefore, 'attributes'>, name: string): string | undefined {
  return attributes.find(({ localName, uri }) => localName === name && uri === '')?.value;
}

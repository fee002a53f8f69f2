import type { DomAttribute, DomElement } from '../dom/dom';
import { nullReference } from './read/xmlError';

/**
 * `$(name)` in a value of SetTokenizedAttributes becomes the value of that attribute: the target's, or else the
 * transform's own. Web Deploy's parameter tokens `{%…%}` are left alone, as in a build, where nobody asks for them.
 * As in the engine an unknown name is a null reference, and apostrophes come out as `&apos;`, which then is escaped.
 */
export function substituteAttributes(given: DomAttribute, target: DomElement, transform: DomElement): string {
  return given.value.replace(/\$\(((?:[\p{L}\p{Mn}\p{Nd}\p{Pc}:.]|\u200c|\u200d)+)\)/gu, (_, name: string) => {
    const isItself = name.toLowerCase() === given.nodeName.toLowerCase();
    const attribute = target.getAttributeNode(name) ?? (isItself ? null : transform.getAttributeNode(name));
    if (!attribute) throw nullReference();
    return attribute.value.replaceAll("'", '&apos;');
  });
}

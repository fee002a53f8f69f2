import { XDT } from '../../config/xdt/elementContext';
import { type ParsedFile, xmlOf } from '../../site/parsed';
import { attributeOf, childElements, namespaceOf } from '../../syntax/xml/navigate';
import type { XmlElement } from '../../syntax/xml/tree';
import { insertAttribute, nameOf } from '../edits';
import { type Fix, type RuleInput, rule } from '../rule';
import { saying } from './shared/actions';
import { withRelease } from './shared/example';
import { works } from './shared/tryOut';
import { ignoredIn, prefixIn } from './transformAttributeIgnored';

/** More of one kind in one file are told in one go: it is a copy, not a slip. */
const MOST = 3;

/** Attributes that tell entries of a list apart. */
const KEYS = ['key', 'name', 'path', 'type'];

export default rule({
  id: 'transform-element-inert',
  severity: 'warning',
  system: 'xdt',
  title: 'Element of a transform that changes nothing',
  explains:
    'Elements of a transform file act only where they carry xdt:Transform; without it they are a path to others inside them, and nothing more. What such an element says is never read, and the variant keeps what the web.config says.',
  source: 'Microsoft.Web.XmlTransform (.NET SDK): XmlTransformation.HandleElement',
  fixable: true,
  check(input, report) {
    for (const { file, result } of input.view.transforms()) {
      if (result.namespace.kind !== 'declared') continue;
      const meant = new Set(ignoredIn(file).map(({ attribute }) => attribute.owner));
      // Where an instruction is misspelled that is what has to be said.
      const inert = inertIn(file).filter((element) => ![...meant].some((other) => isWithin(other, element)));
      const shown = inert.length > MOST ? inert.slice(0, 1) : inert;
      for (const element of shown) {
        const more = inert.length > MOST ? `, and so do ${inert.length - 1} more in this file` : '';
        report({
          at: nameOf(file, element),
          message: `\`<${element.name}>\` changes nothing${more}: it has no \`xdt:Transform\`, so it is only a path to elements inside it. Say what is to be done with it, or remove it.`,
          related: inert
            .slice(1, more ? MOST : 1)
            .map((other) => ({ ...nameOf(file, other), message: 'So does this' })),
          fixes: fixesFor(input, file, element),
        });
      }
    }
  },
  examples: {
    bad: withRelease(
      '<sessionState mode="StateServer" timeout="80" />',
      '<compilation xdt:Transform="RemoveAttributes(debug)" /> <sessionState timeout="90" />',
    ),
    good: withRelease(
      '<sessionState mode="StateServer" timeout="80" />',
      '<sessionState timeout="90" xdt:Transform="SetAttributes" />',
    ),
  },
});

/** The topmost elements that say something, and neither act nor lead to one that does; what only holds others by these. */
function inertIn(file: ParsedFile): XmlElement[] {
  const { root } = xmlOf(file);
  if (!root) return [];
  const found: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    const transform = element.attributes.find((one) => one.localName === 'Transform' && namespaceOf(one) === XDT);
    // What is inserted or put in place is content; of what is removed nothing is read.
    if (transform && !/^\s*(?:SetAttributes|RemoveAttributes)\b/.test(transform.value)) return;
    for (const child of childElements(element)) {
      if (namespaceOf(child) === XDT) continue;
      if (actsIn(child) || isGroup(child)) visit(child);
      else if (saysAnything(child)) found.push(child);
    }
  };
  visit(root);
  return found;
}

/** Only there to hold others: it says nothing by itself that could be done. */
function isGroup(element: XmlElement): boolean {
  return element.attributes.length === 0;
}

function actsIn(element: XmlElement): boolean {
  const acts = element.attributes.some((one) => one.localName === 'Transform' && namespaceOf(one) === XDT);
  return acts || childElements(element).some(actsIn);
}

function saysAnything(element: XmlElement): boolean {
  const own = element.attributes.some(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns');
  return own || childElements(element).some(saysAnything);
}

function isWithin(inner: XmlElement, outer: XmlElement): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Its attributes set in the variant, where the element can be told from its like and is there. */
function fixesFor(input: RuleInput, file: ParsedFile, element: XmlElement): Fix[] {
  const prefix = prefixIn(xmlOf(file).root!);
  if (!prefix || childElements(element).length > 0 || element.attributes.length === 0) return [];
  const isEntry = element.name === 'add';
  const key = isEntry ? KEYS.find((name) => attributeOf(element, name)) : undefined;
  if (isEntry && !key) return [];
  const edit = insertAttribute(file, element, `${prefix}:Transform`, 'SetAttributes');
  const located = { ...edit, text: `${edit.text}${key ? ` ${prefix}:Locator="Match(${key})"` : ''}` };
  const title = `Set its attributes in this variant${saying(element)}: SetAttributes`;
  return works(input, file, element, [located]) ? [{ title, edits: [located] }] : [];
}

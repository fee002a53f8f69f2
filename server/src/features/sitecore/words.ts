import type { Command, Disposition } from '../../config/sitecore/namespaces';

/** The words of patch files, with what each does (XmlPatchHelper). */

export const COMMANDS: Readonly<Record<Command, string>> = {
  attribute: 'sets an attribute of the element around it; a text inside wins over `value`.',
  delete: 'takes the element around it away. A later file may add it again.',
  deleteattribute: 'takes one attribute away (since Sitecore 9.0).',
};

export const POSITIONS: Readonly<Record<Disposition, string>> = {
  before: 'puts the element before the sibling that the XPath finds, seen from the parent; moves one that is there.',
  after: 'puts the element behind the sibling that the XPath finds, seen from the parent; moves one that is there.',
  instead: 'puts the element in the place of the sibling that the XPath finds; without a hit it is added at the end.',
};

export const SET_PREFIX = '**set:** writes the attribute and never takes part in finding the element.';

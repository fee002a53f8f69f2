/** The words of the transform language, with what each does (Microsoft.Web.XmlTransform). */
export interface TransformWord {
  readonly name: string;
  /** What goes in parentheses, as a snippet; undefined when nothing does. */
  readonly takes?: string;
  readonly does: string;
}

export const transforms: readonly TransformWord[] = [
  {
    name: 'SetAttributes',
    takes: '${1:attribute}',
    does: 'Sets the attributes that stand here, or only those named, on every element that matches.',
  },
  {
    name: 'RemoveAttributes',
    takes: '${1:attribute}',
    does: 'Removes the named attributes from every element that matches.',
  },
  {
    name: 'Replace',
    does: 'Puts this element in the place of the first that matches: what is not repeated here is gone.',
  },
  { name: 'Insert', does: 'Adds this element as the last child of its parent.' },
  { name: 'InsertIfMissing', does: 'Adds this element as the last child of its parent when nothing matches it yet.' },
  {
    name: 'InsertBefore',
    takes: '${1:XPath, seen from the parent}',
    does: 'Adds this element before the first one that the XPath finds.',
  },
  {
    name: 'InsertAfter',
    takes: '${1:XPath, seen from the parent}',
    does: 'Adds this element after the first one that the XPath finds.',
  },
  { name: 'Remove', does: 'Removes the first element that matches.' },
  { name: 'RemoveAll', does: 'Removes every element that matches.' },
  { name: 'CommentOut', does: 'Turns the first element that matches into a comment.' },
  { name: 'SetTokenizedAttributes', does: 'Sets attributes with tokens that Web Deploy replaces.' },
];

export const locators: readonly TransformWord[] = [
  { name: 'Match', takes: '${1:key}', does: 'Only elements whose named attributes have the values that stand here.' },
  { name: 'Condition', takes: "${1:@name='value'}", does: 'Only elements for which the XPath condition holds.' },
  {
    name: 'XPath',
    takes: '${1:/configuration/…}',
    does: 'The elements the XPath finds, instead of the path of this element.',
  },
];

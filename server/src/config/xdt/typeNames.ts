import { messages } from './messages';
import { EngineError } from './read/xmlError';

const NAMESPACE = 'Microsoft.Web.XmlTransform';

export const LOCATORS = ['DefaultLocator', 'Condition', 'Match', 'XPath'] as const;
export type LocatorName = (typeof LOCATORS)[number];

export const TRANSFORMS = [
  'CommentOut',
  'Insert',
  'InsertAfter',
  'InsertBefore',
  'InsertIfMissing',
  'Remove',
  'RemoveAll',
  'RemoveAttributes',
  'Replace',
  'SetAttributes',
  'SetTokenizedAttributes',
] as const;
export type TransformName = (typeof TRANSFORMS)[number];

/** Base classes: they are found, and are of the kind asked for or not, but cannot be made. */
const ABSTRACT: Readonly<Record<string, 'Transform' | undefined>> = {
  AttributeTransform: 'Transform',
  InsertBase: 'Transform',
};

/** Everything else of that namespace: names are looked up as types, so these are found and then refused. */
const OTHERS = new Set(
  (
    'CommonErrors IXmlFormattableAttributes IXmlOriginalDocumentService IXmlTransformationLogger Locator MessageType ' +
    'MissingTargetMessage NamedTypeFactory PositionTrackingTextReader SetTokenizedAttributeStorage Transform ' +
    'TransformFlags WhitespaceTrackingTextReader XPathAxis XmlArgumentUtility XmlAttributePreservationDict ' +
    'XmlAttributePreservationProvider XmlAttributePreservingWriter XmlElementContext XmlFileInfoDocument ' +
    'XmlFormatter XmlNodeContext XmlNodeException XmlTransformableDocument XmlTransformation ' +
    'XmlTransformationException XmlTransformationLogger'
  ).split(' '),
);

/** Throws EngineError with what the engine says to a name it does not know or cannot use. */
export function transformNamed(name: string): TransformName {
  const transform = TRANSFORMS.find((known) => known === name);
  if (transform) return transform;
  throw refused(name, 'Transform', (LOCATORS as readonly string[]).includes(name));
}

/** Throws EngineError with what the engine says to a name it does not know or cannot use. */
export function locatorNamed(name: string): LocatorName {
  const locator = LOCATORS.find((known) => known === name);
  if (locator) return locator;
  throw refused(name, 'Locator', (TRANSFORMS as readonly string[]).includes(name));
}

function refused(name: string, kind: 'Transform' | 'Locator', isOfOtherKind: boolean): EngineError {
  const type = `${NAMESPACE}.${name}`;
  const base = Object.hasOwn(ABSTRACT, name) ? ABSTRACT[name] : undefined;
  if (base === kind) return new EngineError(messages.noConstructor(type));
  if (isOfOtherKind || base || OTHERS.has(name)) return new EngineError(messages.notOfKind(type, kind));
  return new EngineError(messages.unknownType(name, kind));
}

import { DomAttribute, DomDocument, DomElement, type DomParent, NodeType } from '../../dom/dom';
import { LayoutSink } from '../layout/layoutSink';
import { Declaration, Doctype, EntityReference, Whitespace, XdtAttribute, XdtElement, type XdtNode } from '../nodes';
import { EngineError } from '../read/xmlError';
import { MarkupWriter } from './markup';

/** The markup of a node on its own, as XmlNode.OuterXml gives it: no layout of attributes, prefixes declared. */
export function outerXml(node: XdtNode): string {
  const chunks: string[] = [];
  const writer = new MarkupWriter({ write: (text) => chunks.push(text) });
  writeNode(node, writer, (element) => {
    for (const attribute of element.attributes) writeAttribute(attribute, writer);
  });
  return chunks.join('');
}

/** The text of a formatted document as the engine saves it; as far as it comes where something cannot be written. */
export function documentText(document: DomDocument): { text: string; error?: string } {
  const sink = new LayoutSink();
  const writer = new MarkupWriter(sink);
  try {
    writeNode(document, writer, (element) => writeLaidOut(element, writer, sink));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { text: sink.text, error: error.message };
  }
  return { text: sink.text };
}

function writeLaidOut(element: DomElement, writer: MarkupWriter, sink: LayoutSink): void {
  const layout = element instanceof XdtElement ? element.layout : undefined;
  if (!layout) return;
  const newLine = sink.newLine;
  if (layout.newLine !== undefined) sink.newLine = layout.newLine;
  for (const name of layout.order) {
    const attribute = element.getAttributeNode(name);
    if (!attribute) continue;
    sink.leadingSpace = layout.spaceBefore(name) ?? sink.leadingSpace;
    writeAttribute(attribute, writer);
  }
  sink.write(layout.spaceAtEnd ?? '');
  sink.newLine = newLine;
}

function writeNode(top: XdtNode, writer: MarkupWriter, writeAttributes: (element: DomElement) => void): void {
  const work: { parent: DomParent; next: number }[] = [];
  const open = (node: XdtNode) => {
    if (node instanceof DomElement) {
      writeStart(node, writer);
      writeAttributes(node);
    }
    if (node instanceof DomElement || node instanceof DomDocument) work.push({ parent: node, next: 0 });
    else writeLeaf(node, writer);
  };
  open(top);
  for (let job = work[work.length - 1]; job; job = work[work.length - 1]) {
    const child = job.parent.childNodes[job.next++];
    if (child) open(child);
    else {
      work.pop();
      if (job.parent instanceof DomElement) writer.endElement(!(job.parent as XdtElement).isEmpty);
    }
  }
}

/** A prefix that is bound to the same namespace already is preferred to the element's own. */
function writeStart(element: DomElement, writer: MarkupWriter): void {
  const uri = element.namespaceURI ?? '';
  const prefix = (uri === '' ? undefined : writer.prefixFor(uri)) ?? element.prefix;
  writer.startElement(prefix, element.localName, uri);
}

function writeAttribute(attribute: DomAttribute, writer: MarkupWriter): void {
  const pieces = (attribute instanceof XdtAttribute && attribute.pieces) || [{ text: attribute.value }];
  writer.attribute(attribute.prefix, attribute.localName, attribute.namespaceURI ?? '', pieces);
}

function writeLeaf(node: Exclude<XdtNode, DomElement | DomDocument>, writer: MarkupWriter): void {
  if (node instanceof DomAttribute) writeAttribute(node, writer);
  else if (node instanceof Whitespace) writer.whitespace(node.data);
  else if (node instanceof EntityReference) writer.reference(node.name);
  else if (node instanceof Doctype) writer.doctype(node.target, node.publicId, node.systemId, node.data);
  else if (node instanceof Declaration || node.nodeType === NodeType.instruction)
    writer.instruction(node.target, node.data);
  else if (node.nodeType === NodeType.cdata) writer.cdata(node.data);
  else if (node.nodeType === NodeType.comment) writer.comment(node.data);
  else writer.text(node.data);
}

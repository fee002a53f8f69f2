import assert from 'node:assert/strict';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { tokensOf } from '../../../../server/src/syntax/xml/tokens';
import type { XmlDocument, XmlElement, XmlNode } from '../../../../server/src/syntax/xml/tree';

/** Parses a text and checks what holds for the tree of any text whatever. */
export function checkInvariants(text: string): XmlDocument {
  const document = parseXml(text);
  checkTree(document);
  checkTokens(document);
  for (const { start, end, message, fix } of document.problems) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${message} lies in the text`);
    for (const { span } of fix?.edits ?? [])
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, `fix of "${message}"`);
  }
  return document;
}

function checkTree(document: XmlDocument): void {
  const pending: (XmlDocument | XmlElement)[] = [document];
  for (let parent = pending.pop(); parent; parent = pending.pop()) {
    let after = parent.kind === 'element' ? parent.openEnd : 0;
    const before =
      parent.kind === 'document' ? document.text.length : parent.closeStart < 0 ? parent.end : parent.closeStart;
    for (const child of parent.children) {
      if (child.parent !== parent) assert.fail('a child knows its parent');
      if (child.start < after || child.end <= child.start || child.end > before) failAt(document, child);
      after = child.end;
      if (child.kind === 'element') {
        checkTag(document, child);
        pending.push(child);
      }
    }
  }
}

function checkTag(document: XmlDocument, element: XmlElement): void {
  const { start, nameStart, nameEnd, openEnd, closeStart, end } = element;
  const rising = start < nameStart && nameStart <= nameEnd && nameEnd <= openEnd && openEnd <= end;
  if (!rising || document.text[start] !== '<') failAt(document, element);
  if (closeStart >= 0 && (closeStart < openEnd || !document.text.startsWith('</', closeStart)))
    failAt(document, element);
  let after = nameEnd;
  for (const each of element.attributes) {
    const ordered =
      after <= each.start &&
      each.start <= each.nameEnd &&
      each.nameEnd <= each.valueStart &&
      each.valueStart <= each.valueEnd;
    if (!ordered || each.valueEnd > each.end || each.end > openEnd || each.owner !== element) failAt(document, element);
    after = each.end;
  }
}

function checkTokens(document: XmlDocument): void {
  let at = 0;
  for (const token of tokensOf(document)) {
    if (token.start !== at || token.end <= token.start)
      assert.fail(`token ${token.kind} at ${token.start}, not at ${at}`);
    at = token.end;
  }
  assert.equal(at, document.text.length, 'tokens cover the text');
}

function failAt(document: XmlDocument, node: XmlNode): never {
  assert.fail(`${node.kind} ${node.start}..${node.end} of ${JSON.stringify(document.text.slice(0, 2000))}`);
}

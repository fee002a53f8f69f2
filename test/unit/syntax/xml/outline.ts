import type { XmlDocument, XmlNode, XmlProblem } from '../../../../server/src/syntax/xml/tree';

/** A tree in one line: `a[x=1](b "text" <!--c-->)`, `!` after an element without end tag that is not `<a/>`. */
export function outline(document: XmlDocument): string {
  return listOf(document.children);
}

function listOf(nodes: readonly XmlNode[]): string {
  return nodes.map(outlineOf).filter(Boolean).join(' ');
}

function outlineOf(node: XmlNode): string {
  switch (node.kind) {
    case 'element': {
      const attributes = node.attributes.map((attribute) => `${attribute.name}=${attribute.value}`).join(' ');
      const children = listOf(node.children);
      const open = node.closeStart < 0 && !node.selfClosing ? '!' : '';
      return `${node.name || '?'}${open}${attributes ? `[${attributes}]` : ''}${children ? `(${children})` : ''}`;
    }
    case 'text':
      return node.value.trim() === '' ? '' : JSON.stringify(node.value.trim());
    case 'comment':
      return `<!--${node.value}-->`;
    case 'cdata':
      return `<![CDATA[${node.value}]]>`;
    case 'instruction':
      return `<?${node.target} ${node.value}?>`;
    case 'doctype':
      return `<!DOCTYPE ${node.value}>`;
  }
}

/** Problem codes with the text they mark. */
export function found(document: XmlDocument): string[] {
  return document.problems.map(({ code, start, end }) => `${code}: ${document.text.slice(start, end)}`);
}

/** The text with the edits of one problem made. */
export function mended(text: string, problem: XmlProblem): string {
  return [...(problem.fix?.edits ?? [])]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((result, edit) => result.slice(0, edit.span.start) + edit.text + result.slice(edit.span.end), text);
}

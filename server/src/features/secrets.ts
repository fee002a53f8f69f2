import { settingAt } from '../settings/catalogue';
import type { Span } from '../syntax/text';
import type { XmlDocument, XmlElement } from '../syntax/xml/tree';
import type { NodeHistory } from './results';

/** What is never shown in documents, histories and exports: keys, passwords, connection strings. */

const SECRET_NAME =
  /(?:password|passwd|secret|(?:api|access|private|encryption|license|token)\.?key|connectionstring)$/i;
/** `password=…` inside a connection string. */
const SECRET_IN_TEXT = /(?:^|;)\s*(?:password|pwd|accountkey|sharedaccesskey)\s*=\s*[^;\s]/i;

/** Is this value, called by one of these names, a password or key? Flags, numbers and times are none. */
export function isSecret(names: readonly string[], value: string): boolean {
  if (SECRET_IN_TEXT.test(value)) return true;
  return !/^\s*(?:true|false|[\d.:]*)\s*$/i.test(value) && names.some((name) => SECRET_NAME.test(name));
}

/**
 * The text of a configuration file with every secret turned into as many asterisks, so that all places in it stay where
 * they are. `section` is where the root stands when it is not `<configuration>`.
 */
export function withoutSecrets({ text, root, children }: XmlDocument, section = ''): string {
  if (!root) return text;
  const spans: Span[] = [];
  const work: { element: XmlElement; path: string }[] = [{ element: root, path: section }];
  for (let job = work.pop(); job; job = work.pop()) {
    const { element, path } = job;
    for (const { name, value, valueStart, valueEnd } of element.attributes) {
      const called =
        name === 'value' ? [name, element.attributes.find(({ name: other }) => other === 'key')?.value ?? ''] : [name];
      if (settingAt(`${path}/@${name}`)?.secret || isSecret(called, value))
        spans.push({ start: valueStart, end: valueEnd });
    }
    for (const child of element.children) {
      if (child.kind === 'comment') spans.push(...inComment(text, child));
      if (child.kind !== 'element') continue;
      const inside = child.name === 'location' ? path : path ? `${path}/${child.name}` : child.name;
      work.push({ element: child, path: inside });
    }
  }
  for (const node of children) if (node.kind === 'comment') spans.push(...inComment(text, node));
  let shown = '';
  let taken = 0;
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    shown += text.slice(taken, start) + '*'.repeat(end - start);
    taken = end;
  }
  return shown + text.slice(taken);
}

/** Values that were commented out are as secret as they were before. */
function inComment(text: string, { start, end }: Span): Span[] {
  const secret = /(?:validationKey|decryptionKey|password|connectionString)\s*=\s*(["'])(.*?)\1/gis;
  return [...text.slice(start, end).matchAll(secret)].map((match) => {
    const close = start + match.index + match[0].length - 1;
    return { start: close - match[2]!.length, end: close };
  });
}

/** A history that says who and when, and not what. */
export function hideValues(history: NodeHistory): NodeHistory {
  const hide = (value: string | null) => (value === null ? null : '***');
  return {
    ...history,
    value: hide(history.value),
    contributions: history.contributions.map((one) => ({ ...one, before: hide(one.before), after: hide(one.after) })),
  };
}

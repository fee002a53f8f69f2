import type { Span } from '../text';
import type { XmlDocument } from './tree';

/** Why nothing in a file can be believed, and where that shows. */
export interface NotUnderstood extends Span {
  /** A whole sentence or two: what the file is and what to do. */
  readonly message: string;
  /** What is there is XML, only not all of it: as a file looks while somebody writes in it. */
  readonly brokenOff?: true;
}

/**
 * A file that is not what its name says, or only a part of it: whatever is read from it is guessed, and whatever is
 * written into it does harm. Undefined for a file that is XML, well-formed or not.
 */
export function notUnderstood(document: XmlDocument): NotUnderstood | undefined {
  const { text } = document;
  return conflictIn(text) ?? (hasMarkup(text) ? brokenOff(document) : otherFormat(text));
}

/** A pointer of Git LFS (its specification, version 1), and what keeps secrets in a repository. */
const OTHER_FORMATS: readonly (readonly [RegExp, string])[] = [
  [
    /^version https?:\/\/(?:git-lfs\.github\.com|hawser\.github\.com)\/spec\//,
    'This is the pointer that Git LFS leaves in place of a file, not the file itself, so nothing is known of what it says. Fetch it with `git lfs pull`.',
  ],
  [/^\$ANSIBLE_VAULT;/, encryptedBy('Ansible Vault')],
  [/^-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED FILE|CMS|PKCS7|ENCRYPTED)/, encryptedBy('PGP, age or the like')],
  [/^age-encryption\.org\//, encryptedBy('age')],
  [/^U2FsdGVkX1/, encryptedBy('OpenSSL, as transcrypt does')],
  [/^@encrypted\b/i, encryptedBy('the deployment')],
  [/\bENC\[AES256_GCM,/, encryptedBy('SOPS')],
];

function encryptedBy(tool: string): string {
  return `This file is encrypted (${tool}), not XML, so nothing is known of what it says. Decrypt it to have it looked at.`;
}

function otherFormat(text: string): NotUnderstood | undefined {
  const start = text.search(/\S/);
  if (start < 0) return undefined;
  const body = text.slice(start);
  const known = OTHER_FORMATS.find(([pattern]) => pattern.test(body));
  return {
    ...firstLine(text, start),
    message:
      known?.[1] ??
      'This is text, not XML: it holds no element at all, so nothing is known of what it should say. Restore the file.',
  };
}

/** The markers that git, Mercurial and Subversion leave: at the start of a line, seven signs, then a blank or nothing. */
const OURS = /^<{7}(?:[ \t].*)?$/m;
const THEIRS = /^>{7}(?:[ \t].*)?$/m;
const BETWEEN = /^={7}\r?$/m;

function conflictIn(text: string): NotUnderstood | undefined {
  if (!text.includes('<<<<<<<') && !text.includes('>>>>>>>')) return undefined;
  const ours = OURS.exec(text);
  const theirs = THEIRS.exec(text);
  const marker = ours ?? theirs;
  // One marker that was left behind does as well, as long as the line between the two sides is there.
  if (!marker || (!(ours && theirs) && !BETWEEN.test(text))) return undefined;
  return {
    start: marker.index,
    end: marker.index + marker[0].trimEnd().length,
    message:
      'A merge conflict was left in this file: both sides stand in it between the markers <<<<<<< and >>>>>>>, so nothing is known of what it says, and nobody can read it. Resolve the conflict.',
  };
}

/** `<` and what may begin a tag, a comment or an instruction. */
function hasMarkup(text: string): boolean {
  return /<[\p{L}_!?/]/u.test(text);
}

/** The root is never closed, and no end tag at the end was meant for it. */
function brokenOff({ text, root }: XmlDocument): NotUnderstood | undefined {
  if (!root || root.selfClosing || root.closeStart >= 0) return undefined;
  const end = text.trimEnd().length;
  const last = /<\/([^\s<>/]+)\s*>(?:\s*<!--(?:(?!-->)[\s\S])*-->)*$/.exec(
    text.slice(Math.max(0, end - 4096), end),
  )?.[1];
  if (last !== undefined && last.toLowerCase() === root.name.toLowerCase()) return undefined;
  if (isJustBegun(text, root.openEnd)) return undefined;
  const line = Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1)) + 1;
  const start = line + text.slice(line, end).search(/\S/);
  return {
    start,
    end,
    message: `The file breaks off here: \`<${root.name}>\` is never closed, so what should follow is not known, and nobody can read the file. Restore the rest, or write \`</${root.name}>\`.`,
    brokenOff: true,
  };
}

/** A root without anything in it is a file that somebody has begun to write. */
function isJustBegun(text: string, openEnd: number): boolean {
  return text.slice(openEnd).trim() === '';
}

function firstLine(text: string, start: number): Span {
  const end = text.slice(start).search(/[\r\n]/);
  return { start, end: end < 0 ? text.length : start + end };
}

import type { XmlDocument, XmlProblem } from './tree';

export function wellFormednessProblems(_document: XmlDocument): XmlProblem[] {
  return [];
}

import { verdictOf } from '../../../server/src/clocks/ofSite';
import { keyOf } from '../../../server/src/files/paths';
import type { Finding, Fix } from '../../../server/src/rules/rule';
import { allVariants } from '../../../server/src/rules/run';
import type { Verdict } from '../../../server/src/session/clocks';
import { isUnknown } from '../../../server/src/session/lifetime';
import { settings } from '../../../server/src/settings/catalogue';
import { settingsOf } from '../../../server/src/settings/reader';
import { xmlOf } from '../../../server/src/site/parsed';
import type { Workspace } from '../../../server/src/site/workspace';
import { parseXml } from '../../../server/src/syntax/xml/parse';
import type { XmlNode } from '../../../server/src/syntax/xml/tree';
import { workspaceOf } from '../sites';
import type { Texts } from './fixing';

export interface Done {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** What fixes made without asking have done to a site that they may not do, in words; empty when they are harmless. */
export async function harmOf(before: Texts, after: Texts, done: readonly Done[]): Promise<string[]> {
  const [was, is] = [await workspaceOf(before), await workspaceOf(after)];
  return [
    ...filesTouched(before, after, done),
    ...thingsLost(before, after),
    ...numbersChanged(was, is),
    ...valuesChanged(was, is, done),
  ];
}

function filesTouched(before: Texts, after: Texts, done: readonly Done[]): string[] {
  const own = new Set(done.map(({ finding }) => keyOf(finding.at.file)));
  return [...after].flatMap(([file, text]) => {
    if (before.get(file) === text) return [];
    if (!before.has(file)) return [`${file} was made`];
    if (/applicationHost\.config$|machine\.config$/i.test(file)) return [`${file} was changed: it is the server's`];
    return own.has(keyOf(file)) ? [] : [`${file} was changed, and no finding stands there`];
  });
}

/** Elements, attributes and text that are there no more. A name in another spelling is still there. */
function thingsLost(before: Texts, after: Texts): string[] {
  return [...before].flatMap(([file, text]) => {
    const now = after.get(file)!;
    if (now === text) return [];
    const [was, is] = [contentOf(text), contentOf(now)];
    return [
      ...(is.elements < was.elements ? [`${file} has lost an element`] : []),
      ...(is.attributes < was.attributes ? [`${file} has lost an attribute`] : []),
      ...(is.letters < was.letters ? [`${file} has lost text`] : []),
    ];
  });
}

function contentOf(text: string) {
  const count = { elements: 0, attributes: 0, letters: 0 };
  const work: XmlNode[] = [...parseXml(text).children];
  for (let node = work.pop(); node; node = work.pop()) {
    if (node.kind === 'text' || node.kind === 'cdata') count.letters += node.value.replace(/\s/g, '').length;
    if (node.kind !== 'element') continue;
    count.elements++;
    count.attributes += node.attributes.filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns').length;
    work.push(...node.children);
  }
  return count;
}

/** Every number of a verdict, by name; `null` is never, undefined what nobody knows. */
export function numbersOf(verdict: Verdict): Map<string, number | null | undefined> {
  const known = (value: number | null | { unknown: string }) => (isUnknown(value) ? undefined : value);
  const numbers = new Map<string, number | null | undefined>();
  for (const name of ['signOut', 'dataLoss'] as const)
    for (const end of ['least', 'most'] as const) numbers.set(`${name}.${end}`, known(verdict[name][end]));
  for (const name of ['signedInWithoutData', 'dataWithoutSignIn', 'safeEdit'] as const)
    numbers.set(name, known(verdict[name]));
  return numbers;
}

function numbersChanged(was: Workspace, is: Workspace): string[] {
  return pairsOf(was, is).flatMap(({ before, after, name }) => {
    const now = numbersOf(verdictOf(after));
    return [...numbersOf(verdictOf(before))].flatMap(([what, value]) =>
      value === undefined || now.get(what) === value
        ? []
        : [`${what} of ${name} went from ${value} to ${now.get(what)}`],
    );
  });
}

/** Effective values that no finding was about: those that stand elsewhere than the elements that were mended. */
function valuesChanged(was: Workspace, is: Workspace, done: readonly Done[]): string[] {
  return pairsOf(was, is).flatMap(({ before, after, name }) => {
    const [old, now] = [settingsOf(before), settingsOf(after)];
    return settings.flatMap(({ path, rangeWhen }) => {
      if (path.includes('[') || path.includes('*')) return [];
      const [a, b] = [old.get(path), now.get(path)];
      if (JSON.stringify(a.value) === JSON.stringify(b.value) || isUnknown(a.value)) return [];
      // A range that asks for a mode could not be held against a value as long as nobody could read the mode.
      if (rangeWhen && isUnknown(b.value) && done.some(({ finding }) => finding.rule === 'enum-case')) return [];
      const isMended = [a.winner, b.winner].some((place) => place && done.some((one) => isAbout(was, one, place)));
      return isMended ? [] : [`${path} of ${name} went from ${JSON.stringify(a.value)} to ${JSON.stringify(b.value)}`];
    });
  });
}

/** Does a value stand in the lines of the element that a finding is about? Fixes that are safe leave lines where they are. */
function isAbout(was: Workspace, { finding }: Done, place: { file: string; span: { start: number } }): boolean {
  if (keyOf(finding.at.file) !== keyOf(place.file)) return false;
  const file = was.file(finding.at.file);
  if (!file) return false;
  const holder = elementsAt(xmlOf(file).children, finding.at.span.start).at(-1);
  return !holder || (place.span.start >= holder.start - 40 && place.span.start <= holder.end + 40);
}

function elementsAt(nodes: readonly XmlNode[], offset: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at: readonly XmlNode[] = nodes; ; ) {
    const next = at.find((node) => node.kind === 'element' && node.start <= offset && offset < node.end);
    if (next?.kind !== 'element') return found;
    found.push(next);
    at = next.children;
  }
}

function pairsOf(was: Workspace, is: Workspace) {
  return was.sites.flatMap((site) => {
    const other = is.sites.find(({ root }) => root === site.root);
    if (!other) return [];
    return allVariants(site)
      .filter((variant) => variant === null || other.variants.some(({ name }) => name === variant))
      .map((variant) => ({
        before: site.view(variant),
        after: other.view(variant),
        name: `${site.root}${variant === null ? '' : ` (${variant})`}`,
      }));
  });
}

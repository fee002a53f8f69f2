import type { Origin } from '../../../config/dom/dom';
import type { SitecoreConfiguration } from '../../../config/sitecore/effective';
import { PATCH } from '../../../config/sitecore/namespaces';
import type { Way } from '../../../config/sitecore/outcome';
import type { MergedElement, Touch } from '../../../config/sitecore/tree';
import { originsOf } from '../../../config/sitecore/view';
import { keyOf, nameOf } from '../../../files/paths';
import { getOrInsertComputed } from '../../../maps';
import { patchFile, sitecoreSite } from './examples';
import type { SitecoreLook } from './files';

/** One attribute or text that several of the customer's files set. */
interface Contest {
  /** `settings/setting[@name='X']/@value`. */
  readonly path: string;
  /** Own files only, earliest first; the last one wins. */
  readonly words: readonly Origin[];
}

const contests = new WeakMap<SitecoreConfiguration, readonly Contest[]>();

export function contestsOf(look: SitecoreLook): readonly Contest[] {
  const { configuration } = look;
  return getOrInsertComputed(contests, configuration, () => [...findContests(look)]);
}

/** An element on the way down, with the way up. */
interface Step {
  readonly element: MergedElement;
  readonly up: Step | undefined;
}

/** Only elements that one of the customer's files found after another had been there; the rest is not looked at. */
function* findContests(look: SitecoreLook): Generator<Contest> {
  const find = finderIn(look.configuration.document.documentElement.merged);
  const seen = new Set<number>();
  for (const { file, outcome } of look.own)
    for (const { outcome: what, before, target, within } of outcome.matches) {
      if (what !== 'matched' || !before || target === undefined || seen.has(target)) continue;
      if (!isTouchedByOther(look, before.touch, file.path)) continue;
      seen.add(target);
      const step = find({ id: target, up: within });
      if (step) yield* contestsOn(look, step);
    }
}

function isTouchedByOther(look: SitecoreLook, touch: Touch, file: string): boolean {
  for (let at: Touch | undefined = touch; at; at = at.before)
    if (at.by.file !== file && look.isOwn(at.by.file)) return true;
  return false;
}

function* contestsOn(look: SitecoreLook, step: Step): Generator<Contest> {
  for (const attribute of step.element.attributes)
    if (attribute.before && attribute.uri !== PATCH)
      yield* contestOver(look, attribute, step, `/@${attribute.localName}`);
  for (const child of step.element.children)
    if (child.kind !== 'element' && child.before) yield* contestOver(look, child, step, '');
}

/** Finds elements by their ids, each list of children indexed once. */
function finderIn(root: MergedElement): (way: Way) => Step | undefined {
  const children = new Map<number, Map<number, MergedElement>>();
  const find = (way: Way): Step | undefined => {
    if (!way.up) return way.id === root.id ? { element: root, up: undefined } : undefined;
    const up = find(way.up);
    if (!up) return undefined;
    const index = getOrInsertComputed(
      children,
      up.element.id,
      () => new Map(up.element.children.flatMap((child) => (child.kind === 'element' ? [[child.id, child]] : []))),
    );
    const element = index.get(way.id);
    return element && { element, up };
  };
  return find;
}

function* contestOver(look: SitecoreLook, touch: Touch, step: Step, end: string): Generator<Contest> {
  const origins = originsOf(touch).filter(({ action, value }) => action !== 'marked' && value !== undefined);
  const last = origins.at(-1);
  const words = origins.filter(({ file }) => look.isOwn(file));
  if (words.length > 1 && last === words.at(-1) && new Set(words.map(({ file }) => keyOf(file))).size > 1)
    yield { path: pathTo(step) + end, words };
}

/** `settings/setting[@name='X']`. */
function pathTo(step: Step): string {
  const names: string[] = [];
  for (let at: Step | undefined = step; at?.up; at = at.up) {
    const { element } = at;
    const telling = ['name', 'uid', 'id', 'type', 'desc', 'hint', 'path'].find((name) => element.value(name));
    names.unshift(telling ? `${element.name}[@${telling}='${element.value(telling)}']` : element.name);
  }
  return names.join('/');
}

/** Named to be the last: `zzz.Shop.config`, `Z.Shop.config`. */
const WANTS_LAST = /^z+[._-]/i;

export function isSurprise(loser: Origin, winner: Origin): boolean {
  return (
    WANTS_LAST.test(nameOf(loser.file)) && loser.value !== winner.value && keyOf(loser.file) !== keyOf(winner.file)
  );
}

/** Layers of a Helix solution: each may change what those below it bring, never the other way round. */
const HELIX = ['foundation', 'feature', 'project'];

/** Does the file of `word` belong to a Helix layer above that of `other`, which nevertheless comes later? */
export function isBuiltOn(word: Origin, other: Origin): boolean {
  const [above, below] = [helixLayer(word.file), helixLayer(other.file)];
  return below >= 0 && above > below && word.value !== other.value;
}

function helixLayer(file: string): number {
  const folders = keyOf(file).split('/').slice(0, -1);
  return folders
    .slice(folders.lastIndexOf('app_config') + 1)
    .reduce((at, name) => Math.max(at, HELIX.indexOf(name)), -1);
}

export function shown({ value }: Origin): string {
  const text = (value ?? '').trim();
  return text === '' ? 'nothing' : `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

export function base(): string {
  return '<settings><setting name="Media.Size" value="50" /></settings>';
}

export function setting(value: string): string {
  return `<settings><setting name="Media.Size" set:value="${value}" /></settings>`;
}

export function twoPatches(first: string, second: string): string {
  const more = `//- /site/App_Config/${second}\n${patchFile(setting('120'))}`;
  return sitecoreSite({ base: base(), patch: setting('90'), path: `App_Config/${first}`, more });
}

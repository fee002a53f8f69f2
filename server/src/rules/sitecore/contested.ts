import type { Origin } from '../../config/dom/dom';
import type { SitecoreConfiguration } from '../../config/sitecore/effective';
import { compareNames } from '../../config/sitecore/includeFiles';
import { PATCH } from '../../config/sitecore/namespaces';
import type { Way } from '../../config/sitecore/outcome';
import type { MergedElement, Touch } from '../../config/sitecore/tree';
import { originsOf } from '../../config/sitecore/view';
import { folderOf, keyOf, nameOf } from '../../files/paths';
import { getOrInsertComputed } from '../../maps';
import { type Rule, rule } from '../rule';
import { placeOf, removeWord, replaceWord } from './change';
import { patchFile, sitecoreSite } from './examples';
import { lookAt, type SitecoreLook } from './files';

/** One attribute or text that several of the customer's files set. */
interface Contest {
  /** `settings/setting[@name='X']/@value`. */
  readonly path: string;
  /** Own files only, earliest first; the last one wins. */
  readonly words: readonly Origin[];
}

const contests = new WeakMap<SitecoreConfiguration, readonly Contest[]>();

function contestsOf(look: SitecoreLook): readonly Contest[] {
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

function isSurprise(loser: Origin, winner: Origin): boolean {
  return (
    WANTS_LAST.test(nameOf(loser.file)) && loser.value !== winner.value && keyOf(loser.file) !== keyOf(winner.file)
  );
}

const overridden = rule({
  id: 'sitecore-overridden',
  severity: 'information',
  system: 'sitecore',
  title: 'Value that a later file overrides',
  explains:
    'Sitecore merges files in the order of layers, folders and names, and the last one that sets a value wins. The earlier word does nothing, and whoever edits it wonders why. ShowConfig tells only the winner.',
  source: 'Sitecore.Xml.Patch.XmlPatchHelper; documentation of configuration layers',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    for (const { path, words } of look ? contestsOf(look) : []) {
      const winner = words.at(-1)!;
      for (const loser of words.slice(0, -1)) {
        // That modules repeat what they share does no harm.
        if (loser.value === winner.value || keyOf(loser.file) === keyOf(winner.file)) continue;
        if (isSurprise(loser, winner)) continue;
        const file = input.view.site.sources.get(keyOf(loser.file));
        const edit = file && removeWord(file, loser.start);
        report({
          at: placeOf(loser),
          message: `${nameOf(winner.file)} is loaded later and sets ${path} to ${shown(winner)}, so this does nothing. Keep one of them.`,
          related: [{ ...placeOf(winner), message: `This is the word that counts: ${shown(winner)}` }],
          unnecessary: true,
          fixes: edit ? [{ title: `Remove it here, ${nameOf(winner.file)} decides`, edits: [edit] }] : [],
        });
      }
    }
  },
  examples: {
    bad: twoPatches('Include/Shop.config', 'Include/ShopSessions.config'),
    good: sitecoreSite({ base: base(), patch: setting('90') }),
  },
});

const orderSurprise = rule({
  id: 'sitecore-order-surprise',
  severity: 'warning',
  system: 'sitecore',
  title: 'File meant to be last that is not',
  explains:
    'Files of a folder come in the order of their names, then its sub-folders, and each layer comes as a whole: a file in any sub-folder beats zzz in the folder above, and everything in Environment beats everything in Include. The name alone does not make a file the last.',
  source: 'Layers.config; asserted with Sitecore.Kernel 10.3.1 (order of files and folders)',
  fixable: true,
  check(input, report) {
    const look = lookAt(input.view);
    for (const { path, words } of look ? contestsOf(look) : []) {
      const winner = words.at(-1)!;
      for (const loser of words.slice(0, -1).filter((word) => isSurprise(word, winner))) {
        const edit = replaceWord(input.view.site, { file: winner.file, span: placeOf(winner).span }, loser.value!);
        report({
          at: placeOf(loser),
          message: `${nameOf(loser.file)} is not the last: ${nameOf(winner.file)} ${whyLater(look!, loser, winner)} and sets ${path} to ${shown(winner)}. Move the file there, or change the other.`,
          related: [{ ...placeOf(winner), message: `This is the word that counts: ${shown(winner)}` }],
          fixes: edit ? [{ title: `Set it in ${nameOf(winner.file)} too`, edits: [edit], onlyByHand: true }] : [],
        });
      }
    }
  },
  examples: {
    bad: twoPatches('Include/zzz.Shop.config', 'Include/Feature/Basket.config'),
    good: twoPatches('Include/Feature/Basket.config', 'Include/zzz/Shop.config'),
  },
});

function whyLater({ configuration }: SitecoreLook, loser: Origin, winner: Origin): string {
  const layerOf = ({ file }: Origin) => configuration.files.find(({ input }) => input.file === file)?.input.layer;
  const layer = layerOf(winner);
  if (layer !== undefined && layer !== layerOf(loser)) return `belongs to the later layer ${layer}`;
  if (keyOf(folderOf(winner.file)).startsWith(`${keyOf(folderOf(loser.file))}/`))
    return 'stands in a sub-folder, which comes after the files';
  return 'is loaded later';
}

const orderUncertain = rule({
  id: 'sitecore-order-uncertain',
  severity: 'information',
  system: 'sitecore',
  title: 'Order of files that hinges on punctuation',
  explains:
    'Which of two files comes first depends on where an underscore or a hyphen sorts. By upper-cased letters, as Windows lists files, an underscore comes after them; in the order of a language it comes first and the hyphen hardly counts. No source tells how Sitecore 9 and later compare names.',
  source: 'General knowledge of file systems; not verified for Sitecore',
  fixable: false,
  check({ view }, report) {
    const look = lookAt(view);
    const told = new Set<string>();
    for (const { path, words } of look ? contestsOf(look) : []) {
      const winner = words.at(-1)!;
      const loser = words.findLast(({ file }) => keyOf(file) !== keyOf(winner.file));
      if (!loser || loser.value === winner.value || folderOf(loser.file) !== folderOf(winner.file)) continue;
      const [first, last] = [nameOf(loser.file), nameOf(winner.file)];
      if (compareNames(inLanguageOrder(first), inLanguageOrder(last)) <= 0 || told.has(`${first}|${last}`)) continue;
      told.add(`${first}|${last}`);
      report({
        at: placeOf(winner),
        message: `That ${last} comes after ${first}, and so decides ${path}, hinges on where punctuation sorts, which is not known for every version of Sitecore. Give them names that differ in a letter or a digit.`,
        related: [{ ...placeOf(loser), message: `This counts if ${first} comes last: ${shown(loser)}` }],
      });
    }
  },
  examples: {
    bad: twoPatches('Include/Shop.config', 'Include/_Shop.config'),
    good: twoPatches('Include/1.Shop.config', 'Include/2.Shop.config'),
  },
});

function inLanguageOrder(name: string): string {
  return name.replaceAll('-', '').replaceAll('_', '\u0001');
}

function shown({ value }: Origin): string {
  const text = (value ?? '').trim();
  return text === '' ? 'nothing' : `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

function base(): string {
  return '<settings><setting name="Media.Size" value="50" /></settings>';
}

function setting(value: string): string {
  return `<settings><setting name="Media.Size" set:value="${value}" /></settings>`;
}

function twoPatches(first: string, second: string): string {
  const more = `//- /site/App_Config/${second}\n${patchFile(setting('120'))}`;
  return sitecoreSite({ base: base(), patch: setting('90'), path: `App_Config/${first}`, more });
}

export const contestRules: readonly Rule[] = [overridden, orderSurprise, orderUncertain];

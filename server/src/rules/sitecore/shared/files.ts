import { compileElement, type PatchElement } from '../../../config/sitecore/compile';
import type { SitecoreConfiguration } from '../../../config/sitecore/effective';
import { findElement } from '../../../config/sitecore/history';
import type { SitecoreInput } from '../../../config/sitecore/input';
import type { SitecoreSources } from '../../../config/sitecore/locate';
import type { FileOutcome, PatchMatch } from '../../../config/sitecore/outcome';
import { sectionOfPatchFile } from '../../../config/sitecore/sections';
import type { ConfigElement } from '../../../config/sitecore/view';
import type { FilePath } from '../../../files/files';
import { keyOf, nameOf } from '../../../files/paths';
import { getOrInsertComputed } from '../../../maps';
import { type ParsedFile, xmlOf } from '../../../site/parsed';
import type { SiteView } from '../../../site/site';
import { SITECORE } from '../../../site/sitecore/key';
import type { SitecoreSite } from '../../../site/sitecore/sitecoreSite';
import { holdsAlready, isOfStock } from '../../../site/sitecore/stock';
import type { Report, Rule } from '../../rule';

/** A file of the merge, as rules look at it. */
export interface PatchFile {
  readonly file: ParsedFile;
  /** Place in load order; 0 is the base. */
  readonly index: number;
  readonly layer: string | undefined;
  /** Comes with Sitecore, going by its place and name. */
  readonly stock: boolean;
  readonly outcome: FileOutcome;
}

/** A Sitecore site in one variant. */
export interface SitecoreLook {
  readonly sitecore: SitecoreSite;
  readonly configuration: SitecoreConfiguration;
  /** All files in load order, the base first where it is in the workspace. */
  readonly files: readonly PatchFile[];
  /** Files of the customer's own. */
  readonly own: readonly PatchFile[];
  /** Are Sitecore's own include files in the workspace? Without them most of what patches change is not to be seen. */
  readonly stockIsHere: boolean;
  isOwn(file: FilePath): boolean;
  /** Is it one of Sitecore's? */
  isStock(file: FilePath): boolean;
}

const looks = new WeakMap<SitecoreConfiguration, SitecoreLook>();

/** Undefined for sites of other stacks. */
export function lookAt(view: SiteView): SitecoreLook | undefined {
  const configuration = view.part(SITECORE);
  const { sources } = view.site;
  const sitecore = view.site.part(SITECORE);
  if (!sitecore || !configuration) return undefined;
  return getOrInsertComputed(looks, configuration, () => {
    const files: PatchFile[] = [];
    const stockKeys = new Set<string>();
    const ownKeys = new Set<string>();
    for (const [index, { input, outcome }] of configuration.files.entries()) {
      const { key, isStock: stock } = natureOf(input, index === 0, sitecore);
      const file = sources.get(key);
      if (!file || xmlOf(file) !== input.tree) continue;
      files.push({ file, index, layer: input.layer, stock, outcome });
      (stock ? stockKeys : ownKeys).add(key);
    }
    return {
      sitecore,
      configuration,
      files,
      own: files.filter(({ stock }) => !stock),
      stockIsHere: sitecore.complete && (isWholePage(sitecore) || files.some(({ stock, index }) => stock && index > 0)),
      isOwn: (path) => ownKeys.has(keyOf(path)),
      isStock: (path) => stockKeys.has(keyOf(path)),
    };
  });
}

/** Is the base a page of everything that comes with Sitecore, and of nothing that is patched here? */
function isWholePage({ stock, sources }: SitecoreSite): boolean {
  return (
    stock?.kind === 'page' &&
    !holdsAlready(
      stock,
      sources.files.map(({ file }) => file),
    )
  );
}

interface Nature {
  readonly key: string;
  readonly isStock: boolean;
}

const natures = new WeakMap<SitecoreSources, Map<FilePath, Nature>>();

/** What the place and the name of a file say; they are the same after each edit. */
function natureOf({ file, layer }: SitecoreInput, isBase: boolean, sitecore: SitecoreSite): Nature {
  const known = getOrInsertComputed(natures, sitecore.sources, () => new Map());
  return getOrInsertComputed(known, file, () => ({
    key: keyOf(file),
    isStock: isBase || isStock(file, layer, sitecore),
  }));
}

/**
 * Does an include file come with Sitecore? From 9.0 on stock files have a layer for themselves, before they stand beside
 * the customer's in Include; all of them are called `Sitecore.…` (survey of 9.0 and 8.2 trees). Hotfixes from support are
 * put there by customers.
 */
export function isStock(path: FilePath, layer: string | undefined, { sources, stock }: SitecoreSite): boolean {
  if (isOfStock(stock, path)) return true;
  const name = nameOf(path);
  if (!/^(?:\d+\.)?Sitecore\./i.test(name) || /^Sitecore\.Support\./i.test(name)) return false;
  if (STOCK_ELSEWHERE.has(`${keyOf(layer ?? '')}/${keyOf(name)}`)) return true;
  const wanted = sources.generation === 'new' ? 'sitecore' : /^(?:components|include)$/;
  return typeof wanted === 'string' ? layer?.toLowerCase() === wanted : wanted.test(layer?.toLowerCase() ?? '');
}

/** Files that Sitecore ships in another layer than its own, as `layer/name` (9.0 to 10.0 trees). */
const STOCK_ELSEWHERE: ReadonlySet<string> = new Set(['environment/sitecore.pipelineprofiling.config']);

type OutcomeReports = WeakMap<FileOutcome, readonly Report[]>;

/** A check of what each file of the customer's did when it was merged; done once for each outcome. */
export function checkOutcomes(find: (file: PatchFile, look: SitecoreLook) => Iterable<Report>): Rule['check'] {
  const known: OutcomeReports = new WeakMap();
  return ({ view }, report) => {
    const look = lookAt(view);
    for (const file of look?.own ?? []) {
      const reports = getOrInsertComputed(known, file.outcome, () => [...find(file, look!)]);
      reports.forEach(report);
    }
  };
}

/** A check of the text of each of the customer's files, done once for each version; `hint` is a word it must have. */
export function checkTexts(
  hint: string,
  find: (file: ParsedFile, look: SitecoreLook) => Iterable<Report>,
): Rule['check'] {
  const known = new WeakMap<ParsedFile, readonly Report[]>();
  return ({ view }, report) => {
    const look = lookAt(view);
    for (const { file } of look?.own ?? []) {
      const reports = getOrInsertComputed(known, file, () => (file.text.includes(hint) ? [...find(file, look!)] : []));
      reports.forEach(report);
    }
  };
}

/** Every element of a patch file below `<sitecore>`, in document order; none when Sitecore does not read the file. */
export function* elementsOf(file: ParsedFile, look: SitecoreLook): Generator<PatchElement> {
  const { generation } = look.configuration.options;
  const found = sectionOfPatchFile({ file: file.path, tree: xmlOf(file) }, generation);
  if ('problem' in found) return;
  const work = [compileElement(found.section)];
  for (let element = work.pop(); element; element = work.pop()) {
    yield element;
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i]!;
      if (child.kind === 'element') work.push(child);
    }
  }
}

/** Names of the roles that hold in a view, lower-cased. */
export function rolesOf({ configuration }: SitecoreLook): ReadonlySet<string> {
  return configuration.options.rules.get('role') ?? new Set();
}

/** Attribute of a patch element without namespace. */
export function plainAttribute({ attributes }: PatchElement, name: string) {
  return attributes.find(({ localName, uri }) => localName === name && uri === '');
}

const parents = new WeakMap<SitecoreConfiguration, Map<number, ConfigElement | undefined>>();

/**
 * The element that a patch element worked in, as it is in the end; undefined when it is gone, or when the file made it
 * and nobody asked for such.
 */
export function parentOf(
  { file }: PatchFile,
  { configuration }: SitecoreLook,
  { within }: PatchMatch,
  which: 'made elsewhere' | 'made here too' = 'made elsewhere',
) {
  if (!within) return undefined;
  const known = getOrInsertComputed(parents, configuration, () => new Map());
  if (!known.has(within.id)) known.set(within.id, findElement(configuration.document, within.up, within.id));
  const parent = known.get(within.id);
  return which === 'made elsewhere' && parent?.merged.madeBy.file === file.path ? undefined : parent;
}

/** A check of what each file of the customer's did, seen from what is there in the end. */
export function checkMerged(find: (file: PatchFile, look: SitecoreLook) => Iterable<Report>): Rule['check'] {
  return ({ view }, report) => {
    const look = lookAt(view);
    for (const file of look?.own ?? []) for (const found of find(file, look!)) report(found);
  };
}

import { type HistoryEntry, historyOf } from '../config/sitecore/history';
import { keyOf } from '../files/paths';
import type { Place } from '../rules/rule';
import { settingAt } from '../settings/catalogue';
import { type EffectiveSetting, settingsOf } from '../settings/reader';
import type { SiteView } from '../site/site';
import { isSecret } from './secrets';

/** One file's hand in a node, with the value before and after it; null where there is none. */
export interface NodeContribution {
  readonly at: Place;
  readonly layer: string;
  /** `added`, `set`, `patch:delete` …; for a setting in web.config what the layer is. */
  readonly action: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface NodeHistory {
  readonly node: string;
  /** In the end; null when it is gone or has none. */
  readonly value: string | null;
  /** Earliest first, the winner last. */
  readonly contributions: readonly NodeContribution[];
}

export type NodeHistories =
  | { readonly kind: 'found'; readonly nodes: readonly NodeHistory[] }
  | { readonly kind: 'invalid'; readonly message: string };

/**
 * Who had a hand in what an expression means: an XPath into the merged `<sitecore>`, or the path of a setting as
 * `settings` prints it, of any stack.
 */
export function nodeHistory(view: SiteView, expression: string): NodeHistories {
  const setting = settingAt(expression);
  if (setting && setting.level !== 'sitecore') {
    const effective = settingsOf(view).get(expression);
    return { kind: 'found', nodes: effective.given ? [ofSetting(effective)] : [] };
  }
  if (!view.sitecore)
    return {
      kind: 'invalid',
      message: 'this site has no Sitecore configuration; name a setting as `settings` prints it',
    };
  const history = historyOf(view.sitecore, xpathOf(expression, setting !== undefined));
  if (history.kind === 'invalid') return history;
  return { kind: 'found', nodes: history.entries.map((entry) => ofEntry(view, entry)) };
}

/** `sitecore/…` is meant from the root; paths of settings write keys as the command line does, `name[key='…']`. */
function xpathOf(expression: string, isSetting: boolean): string {
  const rooted = /^\s*sitecore(?:\/|\s*$)/.test(expression) ? `/${expression.trim()}` : expression;
  return isSetting ? rooted.replace(/\[(\w+)=/g, '[@$1=') : rooted;
}

function ofEntry(view: SiteView, entry: HistoryEntry): NodeHistory {
  const layers = new Map(view.sitecore?.files.map(({ input }) => [keyOf(input.file), input.layer ?? 'none']));
  const contributions: NodeContribution[] = [];
  let before: string | null = null;
  for (const { file, start, end, action, value } of entry.origins) {
    if (action === 'marked') continue;
    const gone = action === 'patch:delete' || action === 'patch:deleteattribute' || action === 'patch:instead';
    const after: string | null = gone && value === undefined ? null : (value ?? before);
    const layer = layers.get(keyOf(file)) ?? 'sc.include';
    contributions.push({ at: { file, span: { start, end } }, layer, action: action ?? 'added', before, after });
    before = after;
  }
  const value = entry.value === undefined || entry.node === 'element' ? null : entry.value;
  const node = `sitecore/${entry.path}`.replace(/\/\.$/, '');
  return holdsSecret(entry) ? hideValues({ node, value, contributions }) : { node, value, contributions };
}

function ofSetting({ path, value, history, setting }: EffectiveSetting): NodeHistory {
  let before: string | null = null;
  const contributions = history.map(({ file, span, layer, literal, note, kind }): NodeContribution => {
    const after: string | null = literal ?? null;
    const contribution = { at: { file, span }, layer, action: note ?? kind, before, after };
    before = after;
    return contribution;
  });
  const found = { node: path, value: typeof value === 'string' ? value : null, contributions };
  return setting.secret ? hideValues(found) : found;
}

/** By the names in the last steps of the path: `setting[@name='…Password']/@value`. */
function holdsSecret({ path, origins, value = '' }: HistoryEntry): boolean {
  const names = path
    .split('/')
    .slice(-2)
    .flatMap((step) => step.split(/[@[\]='"()]+/));
  return [value, ...origins.map((origin) => origin.value ?? '')].some((text) => isSecret(names, text));
}

function hideValues(history: NodeHistory): NodeHistory {
  const hide = (value: string | null) => (value === null ? null : '***');
  return {
    ...history,
    value: hide(history.value),
    contributions: history.contributions.map((one) => ({ ...one, before: hide(one.before), after: hide(one.after) })),
  };
}

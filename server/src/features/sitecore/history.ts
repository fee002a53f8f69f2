import { type HistoryEntry, historyOf } from '../../config/sitecore/history';
import { keyOf } from '../../files/paths';
import { settingAt } from '../../settings/catalogue';
import type { SiteView } from '../../site/site';
import { SITECORE } from '../../site/sitecore/key';
import type { NodeContribution, NodeHistories, NodeHistory } from '../results';
import { hideValues, isSecret } from '../secrets';

/** Who had a hand in what an XPath into the merged `<sitecore>` means, or the path of one of Sitecore's own settings. */
export function sitecoreHistory(view: SiteView, expression: string): NodeHistories | undefined {
  const setting = settingAt(expression);
  const configuration = view.part(SITECORE);
  if (!configuration || (setting && !setting.path.startsWith('sitecore/'))) return undefined;
  const history = historyOf(configuration, xpathOf(expression, setting !== undefined));
  if (history.kind === 'invalid') return history;
  return { kind: 'found', nodes: history.entries.map((entry) => ofEntry(view, entry)) };
}

/** `sitecore/…` is meant from the root; paths of settings write keys as the command line does, `name[key='…']`. */
function xpathOf(expression: string, isSetting: boolean): string {
  const rooted = /^\s*sitecore(?:\/|\s*$)/.test(expression) ? `/${expression.trim()}` : expression;
  return isSetting ? rooted.replace(/\[(\w+)=/g, '[@$1=') : rooted;
}

function ofEntry(view: SiteView, entry: HistoryEntry): NodeHistory {
  const layers = new Map(view.part(SITECORE)?.files.map(({ input }) => [keyOf(input.file), input.layer ?? 'none']));
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

/** By the names in the last steps of the path: `setting[@name='…Password']/@value`. */
function holdsSecret({ path, origins, value = '' }: HistoryEntry): boolean {
  const names = path
    .split('/')
    .slice(-2)
    .flatMap((step) => step.split(/[@[\]='"()]+/));
  return [value, ...origins.map((origin) => origin.value ?? '')].some((text) => isSecret(names, text));
}

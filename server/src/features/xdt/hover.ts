import { placeOf } from '../../config/aspnet/source';
import type { ActionTarget, TransformAction } from '../../config/xdt/apply';
import { keyOf, nameOf } from '../../files/paths';
import { elementAt } from '../../rules/edits';
import { settingPathOf } from '../../rules/xdt/shared/actions';
import { settingAt } from '../../settings/catalogue';
import { type FeatureInput, labelOf } from '../input';
import type { Hover } from '../results';

/** What a transform instruction will do to the web.config, and to which line. */
export function transformHoverAt(input: FeatureInput, offset: number): Hover | undefined {
  for (const variant of input.site.variants) {
    const applied = input.site
      .view(variant.name)
      .transforms()
      .find(({ file }) => keyOf(file.path) === keyOf(input.file.path));
    if (!applied) continue;
    // The innermost instruction around the offset.
    const actions = applied.result.actions.filter(({ element }) => element.start <= offset && offset <= element.end);
    const action = actions.sort((a, b) => b.element.start - a.element.start)[0];
    const element = action && elementAt(input.file, action.element.start);
    if (!action || !element || offset > element.openEnd) return undefined;
    const said = applied.result.messages
      .filter(
        ({ kind, span }) =>
          (kind === 'error' || kind === 'warning') &&
          span &&
          span.start >= element.start &&
          span.end <= element.openEnd,
      )
      .map(({ text }) => `*${text}*`);
    const lines = [
      `**${action.transform}** in ${variant.name}`,
      ...describe(input, action, settingPathOf(element)),
      ...said,
    ];
    return { tells: 'effect', markdown: lines.join('\n\n'), span: { start: element.start, end: element.openEnd } };
  }
  return undefined;
}

function describe(input: FeatureInput, action: TransformAction, path: string): string[] {
  if (action.outcome === 'failed') return ['The build fails here: no file is written.'];
  if (action.outcome === 'skipped' || action.targets.length === 0)
    return [`Nothing matches ${action.path ?? 'here'}: it changes nothing.`];
  const shown = action.targets.slice(0, 5).map((target) => describeTarget(input, target, path));
  if (action.targets.length > 5) shown.push(`… and ${action.targets.length - 5} more.`);
  return shown;
}

const EFFECTS: Readonly<Record<ActionTarget['effect'], string>> = {
  replaced: 'replaces',
  removed: 'removes',
  commentedOut: 'comments out',
  attributes: 'changes',
  insertedInto: 'inserts into',
  insertedBefore: 'inserts before',
  insertedAfter: 'inserts after',
  present: 'leaves as it is',
};

function describeTarget(input: FeatureInput, target: ActionTarget, path: string): string {
  const origin = target.origins[0];
  const place = origin && placeOf(origin);
  const where = place ? input.link(place, labelOf(input.site, place)) : `what ${nameOf(input.file.path)} made`;
  const changes = target.attributes.map(({ name, change, before, after }) => {
    const secret = settingAt(`${path}/@${name}`)?.secret;
    const [was, is] = secret ? ['…', '…'] : [before, after];
    if (change === 'added') return `- \`${name}\`: ${is} (new)`;
    if (change === 'changed') return `- \`${name}\`: ~~${was}~~ ${is}`;
    return change === 'lost' ? `- \`${name}\`: ~~${was}~~ gone` : `- \`${name}\`: ${was}, as before`;
  });
  const gone =
    target.childrenLost.length > 0
      ? [`- gone: ${[...new Set(target.childrenLost)].map((name) => `\`<${name}>\``).join(', ')}`]
      : [];
  const nothing = target.changes ? '' : ', which changes nothing';
  return [`It ${EFFECTS[target.effect]} \`<${target.name}>\` at ${where}${nothing}.`, ...changes, ...gone].join('\n');
}

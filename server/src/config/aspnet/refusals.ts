import { nameOf } from '../../files/paths';
import type { Speaker } from './draft';
import type { Lock } from './locks';
import type { ConfigProblem, ConfigProblemCode, Place } from './problem';
import { isIisSection } from './sections';
import { type ConfigAttribute, type ConfigElement, placeOf, tagOf } from './source';

/** Words and fixes for what a merge refuses. */

/** What a broken rule costs at run time. */
export function costAt(path: string): string {
  return isIisSection(path) ? 'IIS answers 500.19' : 'ASP.NET refuses the section';
}

export function reportLockedAttribute(path: string, attribute: ConfigAttribute, lock: Lock, speaker: Speaker): void {
  const { file } = attribute.origins[0]!;
  speaker.problems.push({
    code: 'attribute-locked',
    severity: 'error',
    ...placeOf(attribute.origins[0]!),
    message: `\`${attribute.name}\` is locked by ${whereIs(lock)}: ${costAt(path)} even if the value is the same. Remove it here, or unlock it there.`,
    related: lockedHere(lock),
    ...(attribute.whole && {
      fixes: [{ title: `Remove ${attribute.name}`, edits: [{ file, span: attribute.whole, text: '' }] }],
    }),
  });
}

export function reportLockedElement(
  code: 'element-locked' | 'item-locked',
  path: string,
  element: ConfigElement,
  lock: Lock,
  speaker: Speaker,
): void {
  speaker.problems.push({
    code,
    severity: 'error',
    ...tagOf(element),
    message: `\`<${element.name}>\` is locked by ${whereIs(lock)}: ${costAt(path)}. Remove it here, or unlock it there.`,
    related: lockedHere(lock),
    fixes: removingElement(element),
  });
}

export function reportLockedClear(
  path: string,
  clear: ConfigElement,
  key: string | undefined,
  lock: Lock,
  speaker: Speaker,
): void {
  speaker.problems.push({
    code: 'item-locked',
    severity: 'error',
    ...tagOf(clear),
    message: `\`<clear>\` would remove ${key ? `"${key}"` : 'an entry'}, which ${whereIs(lock)} locks: ${costAt(path)}. Remove \`<clear>\`, or unlock the entry there.`,
    related: lockedHere(lock),
    fixes: removingElement(clear),
  });
}

export function reportElement(
  code: ConfigProblemCode,
  element: ConfigElement,
  message: string,
  speaker: Speaker,
  more: Pick<ConfigProblem, 'fixes' | 'related'> = {},
): void {
  speaker.problems.push({ code, severity: 'error', ...tagOf(element), message, ...more });
}

/** The fix that takes an element out; undefined when more than one file made it. */
export function removingElement(element: ConfigElement): ConfigProblem['fixes'] {
  if (element.origins.length > 1) return undefined;
  return [{ title: `Remove <${element.name}>`, edits: [{ ...placeOf(element.origins[0]!), text: '' }] }];
}

function whereIs(lock: Lock): string {
  return nameOf(lock.element.origins[0]!.file);
}

function lockedHere(lock: Lock): (Place & { message: string })[] {
  return [{ ...tagOf(lock.element), message: 'Locked here' }];
}

import { katanaStartUpOf } from '../../../clocks/katanaSource';
import type { Place as CodePlace } from '../../../config/csharp/value';
import type { KatanaCookieFacts, KatanaStartUp } from '../../../config/startUp/katana';
import { textOf } from '../../codePlaces';
import type { Edit, RuleInput } from '../../rule';

export function startUpOf({ view }: RuleInput): KatanaStartUp | undefined {
  return katanaStartUpOf(view);
}

/** The cookie that keeps users signed in: of the active ones the last. */
export function signInCookie(startUp: KatanaStartUp): KatanaCookieFacts | undefined {
  return startUp.cookies.filter(({ mode, maybe }) => mode === 'active' && !maybe).at(-1);
}

/** One more property in the object initializer of a call's options; undefined where the options are made elsewhere. */
export function optionInitializer(input: RuleInput, at: CodePlace, type: string, property: string): Edit | undefined {
  const text = textOf(input, at.path).slice(at.start, at.end);
  const made = new RegExp(`new\\s+(?:[\\w.]+\\.)?${type}\\s*(\\(\\s*\\))?(\\s*\\{)?`).exec(text);
  if (!made) return undefined;
  const [whole, brackets, opens] = made;
  const place = at.start + made.index + whole.length;
  if (opens) {
    const next = text.slice(made.index + whole.length);
    const gap = /^\s*/.exec(next)![0];
    const empty = next.slice(gap.length).startsWith('}');
    return {
      file: at.path,
      span: { start: place, end: place },
      text: `${gap === '' ? ' ' : gap}${property}${empty ? '' : ','}`,
    };
  }
  return brackets ? { file: at.path, span: { start: place, end: place }, text: ` { ${property} }` } : undefined;
}

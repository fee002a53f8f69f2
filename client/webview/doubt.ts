import type { Doubt } from '../../server/src/session/cast';
import type { TextKey, Texts } from './texts';

/** Words in which *not known* says what it is that is not known: whether the user is signed in, or their data. */
export function textsInDoubt(texts: Texts, doubt: Doubt | null): Texts {
  if (doubt?.about !== 'data') return texts;
  const instead: Partial<Record<TextKey, TextKey>> = {
    'state.notKnown': 'state.dataNotKnown',
    'strip.notKnown': 'strip.dataNotKnown',
  };
  return (key, values) => texts(instead[key] ?? key, values);
}

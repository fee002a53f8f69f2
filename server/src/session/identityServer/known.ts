import { isUnknown, type Unknown } from '../lifetime';

/** The same with values that may not be known. */
export type Knowable<Shape> = { readonly [Key in keyof Shape]: Shape[Key] | Unknown };

/** Thrown where a value is needed that nobody knows; `known` turns it into an answer. */
class NotKnown extends Error {
  constructor(readonly unknown: Unknown) {
    super(unknown.unknown);
  }
}

/**
 * Lets rules that are written for known values be asked about others: whoever reads a value that is not known gets no
 * further than the nearest `known`. What a rule does not read need not be known.
 */
export function insisting<Shape extends object>(facts: Knowable<Shape>): Shape {
  return new Proxy(facts, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (isUnknown(value)) throw new NotKnown(value);
      return value;
    },
  }) as Shape;
}

/** What `ask` comes to; unknown, with the reason, when it needs something that is not known. */
export function known<Value>(ask: () => Value): Value | Unknown {
  try {
    return ask();
  } catch (error) {
    if (error instanceof NotKnown) return error.unknown;
    throw error;
  }
}

/** Do all conditions hold? One that is known not to decides, whatever the others are. */
export function every(...conditions: readonly (() => boolean)[]): boolean {
  const answers = conditions.map((condition) => known(condition));
  if (answers.includes(false)) return false;
  for (const answer of answers) if (typeof answer !== 'boolean') throw new NotKnown(answer);
  return true;
}

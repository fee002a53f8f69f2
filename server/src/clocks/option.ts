import { isUnknown, type Lifetime, type SourceRef, type Unknown } from '../session/clocks';

/** One option of a host as its start-up code leaves it, and who wrote it, weakest first. Lengths are seconds. */
export interface Option<Value> {
  readonly value: Value | Unknown;
  readonly sources: readonly SourceRef[];
}

/** An option that nobody wrote and that needs no place to show. */
export function plain<Value>(value: Value | Unknown): Option<Value> {
  return { value, sources: [] };
}

/** The first of them that is not known, or undefined. */
export function unknownOf(...values: readonly unknown[]): Unknown | undefined {
  return values.find((value): value is Unknown => isUnknown(value as Lifetime));
}

import { registrations } from '../csharp/framework/options';
import type { RunHost } from '../csharp/run';
import { isUnknown, type Place, type Value } from '../csharp/value';

/** Why something cannot be known. */
export interface Unknowable {
  readonly unknown: string;
}

/** Something that start-up code called, such as `PersistKeysToFileSystem`. */
export interface Fact {
  readonly name: string;
  readonly value: Value | undefined;
  readonly at: Place;
  /** Why it is there only perhaps. */
  readonly maybe: Unknowable | undefined;
}

/** What start-up code called, in its order, under one of these names. */
export function factsOf(run: RunHost, ...names: readonly string[]): readonly Fact[] {
  return allFacts(run).filter(({ name }) => names.includes(name));
}

export function allFacts(run: RunHost): readonly Fact[] {
  return registrations(run.host).flatMap(({ registration, maybe }) =>
    registration.kind === 'fact'
      ? [{ name: registration.fact, value: registration.value, at: registration.at, maybe: maybe && reasonOf(maybe) }]
      : [],
  );
}

export function reasonOf(value: Value): Unknowable {
  return { unknown: isUnknown(value) ? value.reason : 'it is there only under a condition' };
}

/** Why a value cannot be known from files. */
export interface Unknown {
  readonly unknown: string;
}

/** A length of time in whole seconds; `null` is *never ends*. */
export type Lifetime = number | null | Unknown;

export function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && 'unknown' in value;
}

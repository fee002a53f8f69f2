import type { Lifetime } from '../session/clocks';
import type { EffectiveSetting } from '../settings/reader';

/** How long a setting makes something live; not known where neither a file nor a default says so. */
export function lifetimeOf({ seconds }: EffectiveSetting): Lifetime {
  return seconds === undefined ? { unknown: 'nothing sets it' } : seconds;
}

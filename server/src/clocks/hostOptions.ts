import { isUnknown, type Unknown } from '../session/clocks';
import type { SettingsReader } from '../settings/reader';
import type { Cite } from './cite';
import type { HostOptions } from './coreHost';

/** Options of a host as its effective settings tell them. */
export function hostOptions(settings: SettingsReader, cite: Cite): HostOptions {
  return {
    seconds: (path) => {
      const setting = settings.get(path);
      const value = isUnknown(setting.value) ? setting.value : (setting.seconds ?? null);
      return { value, sources: cite.setting(setting) };
    },
    flag: (path) => {
      const setting = settings.get(path);
      return { value: flagOf(setting.value), sources: cite.setting(setting) };
    },
  };
}

function flagOf(value: string | Unknown | undefined): boolean | Unknown {
  if (isUnknown(value)) return value;
  if (value === undefined) return { unknown: 'nothing tells it' };
  return value.toLowerCase() === 'true';
}

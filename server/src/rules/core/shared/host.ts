import { startUpOf } from '../../../clocks/coreSource';
import type { HostSetting } from '../../../config/csharp/settings';
import { type Place as CodePlace, TICKS_PER_SECOND } from '../../../config/csharp/value';
import type { CoreStartUp } from '../../../config/startUp/core';
import { isUnknown } from '../../../session/lifetime';
import { CORE } from '../../../site/core/key';
import type { RuleInput } from '../../rule';

/** A host whose start-up code was followed to the start of its server. */
export interface StartedHost {
  readonly startUp: CoreStartUp;
  readonly settings: readonly HostSetting[];
}

export function hostOf({ view }: RuleInput): StartedHost | undefined {
  const host = view.part(CORE);
  const startUp = startUpOf(view);
  if (!host?.run || !startUp) return undefined;
  const { kind } = host.run.outcome;
  return kind === 'started' || kind === 'ended' ? { startUp, settings: host.settings } : undefined;
}

/** The scheme of the cookie that keeps users signed in, and where it is registered. */
export function cookieOf({
  startUp: { signIn },
}: StartedHost): { readonly scheme: string; readonly at: CodePlace } | undefined {
  return signIn && !isUnknown(signIn) && signIn.kind === 'cookie' ? signIn : undefined;
}

/** Options that somebody wrote, with the place that counts: a line of configuration before the code that reads it. */
export function writtenOptions(
  host: StartedHost,
  property: string,
): readonly (HostSetting & { readonly at: CodePlace })[] {
  return host.settings.flatMap((setting) => {
    const at = setting.writes.at(-1)?.at;
    return setting.property === property && at ? [{ ...setting, at: setting.value.from?.place ?? at }] : [];
  });
}

/** Seconds of an option; undefined where it is no length or not known. */
export function secondsOf({ value }: HostSetting): number | undefined {
  return value.kind === 'span' ? Number(value.ticks) / Number(TICKS_PER_SECOND) : undefined;
}

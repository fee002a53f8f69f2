import { parseTimeSpan } from '../../../config/dotnet/timeSpan';
import type { EffectiveSetting } from '../../../settings/reader';
import type { Fix, Report, RuleInput } from '../../rule';
import { setSitecore } from './change';
import { lookAt } from './files';

export const setting = (name: string) => `sitecore/settings/setting[name='${name}']/@value`;

export const FREQUENCY = 'sitecore/scheduling/frequency';

export const KEEP_ALIVE = "sitecore/scheduling/agent[type='Sitecore.Tasks.UrlAgent']/@interval";

export const CLIENT_SESSION = setting('Authentication.ClientSessionTimeout');

export function reportOn(input: RuleInput, path: string, message: string, literals: readonly string[]): Report {
  const { winner } = input.settings.get(path);
  const fixes = literals.flatMap((literal): Fix[] => {
    const fix = setSitecore(input, path, literal, `Write ${literal}`);
    return fix ? [fix] : [];
  });
  return { at: { file: winner!.file, span: winner!.span }, message, fixes };
}

/** Values that Sitecore ships are not questioned; those of Sitecore Identity have files of their own. */
export function isOwnWord({ view }: RuleInput, winner: EffectiveSetting['winner']): boolean {
  if (!winner) return false;
  return lookAt(view)?.isOwn(winner.file) || /\.xml$/i.test(winner.file);
}

export function secondsOf(text: string): number | undefined {
  const span = parseTimeSpan(text);
  return 'ticks' in span ? Number(span.ticks / 10_000_000n) : undefined;
}

import type { Clock } from './clocks';
import type { Model } from './model';
import { worstOf } from './worst';

/** What anybody asks first of a site with these clocks. The widest window leads: it is what the verdict speaks of. */
export function presetsOf(clocks: readonly Clock[]): Model['presets'] {
  const base = { remember: false, ping: null, otherTraffic: false };
  const worst = worstOf(clocks, {});
  return [
    ...(worst ? [{ id: 'worst', name: 'Worst case', scenario: worst.scenario }] : []),
    { id: 'clicks', name: '0 · 4 · 12', scenario: { ...base, clicks: [0, 240, 720] } },
    { id: 'idle', name: 'Sign in, then idle', scenario: { ...base, clicks: [0] } },
  ];
}

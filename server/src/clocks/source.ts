import type { Clock } from '../session/clocks';
import type { Model } from '../session/model';
import type { SettingsReader } from '../settings/reader';
import type { SiteView } from '../site/site';
import type { Cite } from './cite';

/** What clocks are made from: one site in one variant. */
export interface ClockInput {
  readonly view: SiteView;
  readonly settings: SettingsReader;
  /** Names the places where a clock's value was read, and keeps the way back to them. */
  readonly cite: Cite;
}

/** A stack, or a part of one, that turns effective settings into clocks. */
export interface ClockSource {
  readonly id: string;
  /** Does this source have anything to say about the site? Without a claimant of the sign-in that is *not known*. */
  claims(input: ClockInput): boolean;
  /**
   * The clocks of the site, in the order in which people see them, where `below` are those of the sources before this
   * one: it adds its own, and changes or replaces what it knows better. The sign-in is the clock that `decides: 'signIn'`.
   */
  clocks(input: ClockInput, below: readonly Clock[]): readonly Clock[];
  /** Scenarios that people of such a site ask first. */
  presets?(input: ClockInput, clocks: readonly Clock[]): Model['presets'];
}

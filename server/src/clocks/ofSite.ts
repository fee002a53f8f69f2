import { derived } from '../derived';
import { AUTH_COOKIE, type Clock, type Verdict } from '../session/clocks';
import type { Model } from '../session/model';
import { verdict } from '../session/verdict';
import { settingsOf } from '../settings/reader';
import type { SiteView } from '../site/site';
import { citing, type Links } from './cite';
import type { ClockSource } from './source';
import { CLOCK_SOURCES } from './sources';

/** What the settings of a site come to in one variant. */
export interface ClockSet {
  readonly clocks: readonly Clock[];
  /** Way back from the links of their sources to the places they stand for. */
  readonly links: Links;
  /** Scenarios that people of such a site ask first. */
  readonly presets: Model['presets'];
}

/** Every source that claims the site has its say, in their order. */
export function clockSet(view: SiteView, sources: readonly ClockSource[] = CLOCK_SOURCES): ClockSet {
  const { cite, links } = citing(view);
  const input = { view, settings: settingsOf(view), cite };
  const claimants = sources.filter((source) => source.claims(input));
  const made = claimants.reduce<readonly Clock[]>((below, source) => source.clocks(input, below), []);
  const clocks = withKills(made.some(isSignIn) ? made : [UNCLAIMED, ...made]);
  return { clocks, links, presets: claimants.flatMap((source) => source.presets?.(input, clocks) ?? []) };
}

/** The same, made once per view. */
export function clockSetOf(view: SiteView): ClockSet {
  return derived(view, productClocks);
}

/** The clocks of a site in a variant, from its effective settings. Made once per view. */
export function clocksOf(view: SiteView): readonly Clock[] {
  return clockSetOf(view).clocks;
}

/** What holds over every click history, without remember-me and without other users. Made once per view. */
export function verdictOf(view: SiteView): Verdict {
  return derived(view, verdictOn);
}

function productClocks(view: SiteView): ClockSet {
  return clockSet(view);
}

function verdictOn(view: SiteView): Verdict {
  return verdict(clocksOf(view));
}

/** Nothing that is read here signs users in: that says nothing about whether, or how long, they are. */
const UNCLAIMED: Clock = {
  ...AUTH_COOKIE,
  name: 'Sign-in',
  length: { unknown: 'no file that is read here tells how users sign in, so code or the server may decide' },
  restart: { on: 'never' },
  sources: [],
};

function isSignIn({ decides }: Clock): boolean {
  return decides === 'signIn';
}

/** A worker that ends takes with it what lives in its memory. */
export function withKills(clocks: readonly Clock[]): readonly Clock[] {
  const victims = clocks.filter(({ livesIn }) => livesIn === 'worker').map(({ id }) => id);
  if (victims.length === 0) return clocks;
  return clocks.map((clock) =>
    clock.worker === undefined || clock.worker === 'suspends'
      ? clock
      : { ...clock, kills: [...new Set([...clock.kills, ...victims])] },
  );
}

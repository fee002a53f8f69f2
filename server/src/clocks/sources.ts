import { classicAsp } from './classicAsp';
import { core } from './coreSource';
import { framework } from './framework';
import { inCode } from './inCode';
import { katana } from './katanaSource';
import { pool } from './pool';
import { sitecore } from './sitecore';
import type { ClockSource } from './source';
import { wif } from './wif';

/** Everything that makes clocks of settings, weakest first: a later one knows better. One line for each. */
export const CLOCK_SOURCES: readonly ClockSource[] = [pool, framework, wif, classicAsp, inCode, katana, sitecore, core];

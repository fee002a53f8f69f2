import type { Rule } from '../rule';
import { commandRules } from './commands';
import { contestRules } from './contested';
import { durationRules } from './durations';
import { matchingRules } from './matching';
import namespace from './namespace';
import { positionRules } from './positions';
import { requireRules } from './require';
import { roleRules } from './roles';
import rulePrefix from './rulePrefix';
import { structureRules } from './structure';

/** Everything about Sitecore's configuration. */
export const sitecoreRules: readonly Rule[] = [
  namespace,
  rulePrefix,
  ...commandRules,
  ...positionRules,
  ...matchingRules,
  ...contestRules,
  ...requireRules,
  ...roleRules,
  ...structureRules,
  ...durationRules,
];

import type { Rule } from '../rule';
import { commandRules } from './commands';
import { contestRules } from './contested';
import { durationRules } from './durations';
import { loadingRules } from './loading';
import { matchingRules } from './matching';
import namespace from './namespace';
import { positionRules } from './positions';
import { requireRules } from './require';
import { moduleRules } from './robotModules';
import { robotRules } from './robots';
import { roleRules } from './roles';
import rulePrefix from './rulePrefix';
import { sessionStoreRules } from './sessionStores';
import { structureRules } from './structure';
import { twinRules } from './twins';
import { variableRules } from './variables';
import { versionRules } from './versions';

/** Everything about Sitecore's configuration. */
export const sitecoreRules: readonly Rule[] = [
  namespace,
  rulePrefix,
  ...commandRules,
  ...positionRules,
  ...matchingRules,
  ...twinRules,
  ...contestRules,
  ...requireRules,
  ...roleRules,
  ...structureRules,
  ...durationRules,
  ...versionRules,
  ...sessionStoreRules,
  ...robotRules,
  ...moduleRules,
  ...variableRules,
  ...loadingRules,
];

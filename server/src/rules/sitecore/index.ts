import type { Rule } from '../rule';
import { commandRules } from './commands';
import namespace from './namespace';
import { positionRules } from './positions';
import rulePrefix from './rulePrefix';

/** Everything about Sitecore's configuration. */
export const sitecoreRules: readonly Rule[] = [namespace, rulePrefix, ...commandRules, ...positionRules];

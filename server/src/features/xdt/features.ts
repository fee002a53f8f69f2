import type { FeatureSet } from '../featureSet';
import { overrideLenses } from './codeLens';
import { transformCompletionsAt } from './completion';
import { allRemovalsAt, removalAt } from './definition';
import { transformHoverAt } from './hover';
import { transformLinksOf } from './links';

/** What transforms do to a web.config, seen from both files. */
export const xdtFeatures: FeatureSet = {
  name: 'xdt',
  hover: transformHoverAt,
  completions: transformCompletionsAt,
  definition: removalAt,
  references: allRemovalsAt,
  codeLenses: overrideLenses,
  links: transformLinksOf,
};

import { aspnetFeatures } from './aspnet/features';
import { codeFeatures } from './code/features';
import type { FeatureSet } from './featureSet';
import { settingFeatures } from './settings/features';
import { sitecoreFeatures } from './sitecore/features';
import { suppressionFeatures } from './suppressions';
import { xdtFeatures } from './xdt/features';

/** Every feature set, one line each, weakest first: those that build on others come after them. */
export const featureSets: readonly FeatureSet[] = [
  suppressionFeatures,
  settingFeatures,
  aspnetFeatures,
  codeFeatures,
  xdtFeatures,
  sitecoreFeatures,
];

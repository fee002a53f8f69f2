import { SITECORE } from '../../site/sitecore/key';
import type { FeatureSet, SiteDocument } from '../featureSet';
import { sitecoreActionsAt } from './actions';
import { sitecoreCompletionsAt } from './completion';
import { sitecoreDefinitionAt, sitecoreReferencesAt } from './definition';
import { sitecoreDocument } from './document';
import { sitecoreHistory } from './history';
import { sitecoreHoverAt } from './hover';
import { sitecoreLayersOf } from './layers';

const mergedDocument: SiteDocument = {
  section: 'sitecore',
  label: 'Sitecore configuration',
  description: 'all layers merged',
  fileName: () => 'sitecore',
  isOf: (site) => site.has(SITECORE),
  compose: sitecoreDocument,
};

/** What Sitecore makes of its layers and patches. */
export const sitecoreFeatures: FeatureSet = {
  name: 'sitecore',
  hover: sitecoreHoverAt,
  completions: sitecoreCompletionsAt,
  definition: sitecoreDefinitionAt,
  references: sitecoreReferencesAt,
  actions: sitecoreActionsAt,
  documents: [mergedDocument],
  history: sitecoreHistory,
  layers: sitecoreLayersOf,
};

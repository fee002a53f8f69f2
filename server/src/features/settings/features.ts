import type { FeatureSet } from '../featureSet';
import { settingDefinitionAt, settingReferencesAt } from './definition';
import { settingHistory } from './history';
import { settingHoverAt } from './hover';
import { settingHintsOf } from './inlayHints';
import { settingSymbolsOf, settingsNamed } from './symbols';

/** What can be said of every setting of the catalogue, whichever part it belongs to. */
export const settingFeatures: FeatureSet = {
  name: 'settings',
  hover: settingHoverAt,
  definition: settingDefinitionAt,
  references: settingReferencesAt,
  inlayHints: settingHintsOf,
  symbols: settingSymbolsOf,
  workspaceSymbols: settingsNamed,
  history: settingHistory,
};

import { nameOf } from '../../files/paths';
import type { FeatureSet, SiteDocument } from '../featureSet';
import { verdictLenses } from './codeLens';
import { settingCompletionsAt } from './completion';
import { effectiveDocument } from './document';
import { externalLinksOf } from './links';

const webConfigDocument: SiteDocument = {
  section: 'web.config',
  label: 'web.config',
  description: 'transforms applied',
  fileName: ({ webConfig }) => (webConfig ? nameOf(webConfig.path).replace(/\.config$/i, '') : 'Web'),
  isOf: ({ webConfig }) => webConfig !== undefined,
  compose: effectiveDocument,
};

/** What ASP.NET and IIS read: web.config and the files it names. */
export const aspnetFeatures: FeatureSet = {
  name: 'aspnet',
  completions: settingCompletionsAt,
  codeLenses: verdictLenses,
  links: externalLinksOf,
  documents: [webConfigDocument],
};

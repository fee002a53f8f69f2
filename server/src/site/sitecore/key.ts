import type { SitecoreConfiguration } from '../../config/sitecore/effective';
import { partKey } from '../../part';
import type { SitecoreSite } from './sitecoreSite';

/** Where the Sitecore configuration of a site comes from; in a variant, what Sitecore runs with. */
export const SITECORE = partKey<SitecoreSite, SitecoreConfiguration>('sitecore');

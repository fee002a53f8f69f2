import { SITECORE } from '../../site/sitecore/key';
import type { Catalogue } from '../setting';
import { sitecore } from './configuration';
import { sitecoreIdentity } from './identity';
import { sitecoreWeb } from './web';

export const sitecoreCatalogue: Catalogue = {
  part: SITECORE.id,
  settings: [...sitecoreWeb, ...sitecore, ...sitecoreIdentity],
};

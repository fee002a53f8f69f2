import { IIS } from '../../site/iis/key';
import type { Catalogue } from '../setting';
import { applicationPools } from './applicationPools';
import { sites } from './sites';
import { webServer } from './webServer';

export const iisCatalogue: Catalogue = { part: IIS.id, settings: [...applicationPools, ...sites, ...webServer] };

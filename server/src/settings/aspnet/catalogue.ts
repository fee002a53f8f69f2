import { ASPNET } from '../../site/aspnet/key';
import type { Catalogue } from '../setting';
import { authentication } from './authentication';
import { identityModel } from './identityModel';
import { machineKey } from './machineKey';
import { processModel } from './processModel';
import { roles } from './roles';
import { runtime } from './runtime';
import { sessionState } from './sessionState';

export const aspnetCatalogue: Catalogue = {
  part: ASPNET.id,
  settings: [
    ...sessionState,
    ...authentication,
    ...roles,
    ...runtime,
    ...machineKey,
    ...processModel,
    ...identityModel,
  ],
};

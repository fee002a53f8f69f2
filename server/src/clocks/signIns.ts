import { type SignIns, signInsIn } from '../config/startUp/signIns';
import { derived } from '../derived';
import type { Site } from '../site/site';
import { CSHARP } from '../syntax/csharp/kind';

/** What the sign-ins in the code of a site give their tickets. */
export function signInsOf(site: Site): SignIns {
  return derived(site, signInsOfSite);
}

function signInsOfSite({ sources }: Site): SignIns {
  return signInsIn([...sources.values()].filter(({ kind }) => kind === CSHARP));
}

import type { Catalogue } from '../setting';
import { owinAndCore } from './owinAndCore';

/** What stands in code that no part reads: listed for what it does. */
export const codeCatalogue: Catalogue = { part: 'code', settings: owinAndCore };

import type { Catalogue } from '../setting';
import { codeOptions } from './options';

/** What stands in start-up code, read by interpreting it. */
export const codeCatalogue: Catalogue = { part: 'code', settings: codeOptions };

import { aspnetValues } from './aspnet/source';
import { codeValues } from './code/source';
import { iisValues } from './iis/source';
import { sitecoreValues } from './sitecore/source';
import type { ValueSource } from './valueSource';

/** Who reads the settings of which part. */
export const valueSources: readonly ValueSource[] = [iisValues, aspnetValues, codeValues, sitecoreValues];

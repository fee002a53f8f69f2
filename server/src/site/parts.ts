import { aspnet } from './aspnet/part';
import { code } from './code/part';
import { core } from './core/part';
import { identityServer } from './identityServer/part';
import { iis } from './iis/part';
import { katana } from './katana/part';
import { sitecore } from './sitecore/part';
import type { SitePart } from './sitePart';

/** What sites can be made of, weakest first: each loads over those before it, and the last one names the site. */
export const siteParts: readonly SitePart[] = [iis, aspnet, core, katana, identityServer, code, sitecore];

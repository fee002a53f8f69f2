import { type KatanaStartUp, katanaStartUp } from '../config/startUp/katana';
import { derived } from '../derived';
import { KATANA, type KatanaView } from '../site/katana/key';
import type { SiteView } from '../site/site';
import { hostOptions } from './hostOptions';
import { katanaClocks } from './katana';
import { katanaHostOf } from './katanaHost';
import { signInsOf } from './signIns';
import type { ClockSource } from './source';

/**
 * The sign-in of OWIN code beside the session state and the pool of .NET Framework. With authentication mode Forms the
 * ticket of web.config stays the one that decides.
 */
export const katana: ClockSource = {
  id: 'katana',
  claims: ({ view, settings }) =>
    view.site.stack === 'framework' &&
    katanaStartUpOf(view) !== undefined &&
    settings.get('system.web/authentication/@mode').value !== 'Forms',
  clocks: ({ view, settings, cite }, below) => {
    const clocks = katanaClocks(
      katanaHostOf(katanaStartUpOf(view)!, hostOptions(settings, cite), signInsOf(view.site)),
    );
    if (!clocks.some(({ decides }) => decides === 'signIn')) return [...below, ...clocks];
    return [...clocks, ...below.filter(({ decides }) => decides !== 'signIn')];
  },
};

/** What OWIN code of a site did; undefined where there is none. */
export function katanaStartUpOf(view: SiteView): KatanaStartUp | undefined {
  const code = view.part(KATANA);
  return code && derived(code, startUpIn);
}

function startUpIn({ run }: KatanaView): KatanaStartUp {
  return katanaStartUp(run);
}

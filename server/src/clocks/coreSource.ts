import { type CoreStartUp, coreStartUp, type Keeps } from '../config/startUp/core';
import { derived } from '../derived';
import type { SettingsReader } from '../settings/reader';
import { CORE, type CoreView } from '../site/core/key';
import type { SiteView } from '../site/site';
import { coreClocks } from './core';
import { coreHostOf } from './coreHost';
import { hostOptions } from './hostOptions';
import { signInsOf } from './signIns';
import type { ClockSource } from './source';

/** What the start-up code of an ASP.NET Core host says, over what IIS does to its process. */
export const core: ClockSource = {
  id: 'core',
  claims: ({ view }) => startUpOf(view) !== undefined,
  clocks: ({ view, settings, cite }, below) => {
    const startUp = startUpOf(view)!;
    return coreClocks(
      coreHostOf(startUp, hostOptions(settings, cite), signInsOf(view.site), keysByServer(view, settings)),
      below,
    );
  },
};

/** What the host of a site did when it started; undefined without source. */
export function startUpOf(view: SiteView): CoreStartUp | undefined {
  const host = view.part(CORE);
  return host && derived(host, startUpIn);
}

function startUpIn({ run, settings }: CoreView): CoreStartUp | undefined {
  return run && run.outcome.kind !== 'none' ? coreStartUp(run, settings) : undefined;
}

const PROCESS = 'system.applicationHost/applicationPools/add/processModel';

/**
 * Where keys go when no code says it: under IIS into the profile of the pool's user, when the pool loads it and sets its
 * environment; else they stay in memory, unless an administrator made room for them in the registry. What the file does
 * not say is not known: the files that Windows ships with differ. Without IIS they go into the user's profile.
 */
export function keysByServer(view: SiteView, settings: SettingsReader): Keeps {
  if (!view.site.part(CORE)?.behindIis) return 'outside';
  const profile = settings.get(`${PROCESS}/@loadUserProfile`);
  const environment = settings.get(`${PROCESS}/@setProfileEnvironment`);
  if (profile.given && profile.value === 'false') return 'worker';
  if (environment.given && environment.value === 'false') return 'worker';
  if (profile.given && profile.value === 'true') return 'outside';
  return {
    unknown:
      'no code says where the Data Protection keys go, and whether the pool loads the profile of its user is not known: without it they stay in memory',
  };
}

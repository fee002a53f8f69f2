import type { RunHost } from '../../config/csharp/run';
import type { HostSetting } from '../../config/csharp/settings';
import { partKey } from '../../part';
import type { ProjectFile } from '../code/project';
import type { ParsedFile } from '../parsed';

/** A site of ASP.NET Core. */
export interface CoreSite {
  /** Does its web.config hand the requests on to it? */
  readonly behindIis: boolean;
  /** Undefined for a published site without its source. */
  readonly project: ProjectFile | undefined;
  /** C# files of the project and of those it references. */
  readonly code: readonly ParsedFile[];
  /** The environment that the files as they stand run in: Production, unless web.config says another. */
  readonly environment: string;
}

/** A site of ASP.NET Core in one environment. */
export interface CoreView {
  readonly environment: string;
  /** The host as its start-up code leaves it; undefined without source. */
  readonly run: RunHost | undefined;
  readonly settings: readonly HostSetting[];
}

export const CORE = partKey<CoreSite, CoreView>('core');

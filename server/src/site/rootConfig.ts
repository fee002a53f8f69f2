import type { ExternalFiles } from '../config/aspnet/layer';
import type { ConfigSource } from '../config/aspnet/source';
import type { ParsedFile } from './parsed';

/** The web.config at the root, and what it names. */
export interface RootConfig {
  readonly file: ParsedFile;
  readonly source: ConfigSource;
  readonly external: ExternalFiles;
}

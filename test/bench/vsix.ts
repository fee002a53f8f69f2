import * as fs from 'node:fs';
import { packageExtension } from '../../scripts/package';
import type { Measure } from './measure';

/** The size of what users install. */
export async function measures(): Promise<Measure[]> {
  const megabytes = fs.statSync(await packageExtension()).size / 1024 / 1024;
  return [{ name: 'vsix-size', value: megabytes, unit: 'MB', budget: 1, ok: megabytes <= 1 }];
}

import * as fs from 'node:fs';
import * as path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { packageExtension } from '../../scripts/package';
import { ROOT } from '../../scripts/place';
import type { Measure } from './measure';

/** The size of what users install, and of that without the parser for C# and its grammar, which has a budget. */
export async function measures(): Promise<Measure[]> {
  const whole = fs.statSync(await packageExtension()).size;
  const dist = path.join(ROOT, 'dist');
  const grammar = fs
    .readdirSync(dist)
    .filter((name) => name.endsWith('.wasm'))
    .reduce((sum, name) => sum + deflateRawSync(fs.readFileSync(path.join(dist, name))).length, 0);
  const megabytes = (whole - grammar) / 1024 / 1024;
  return [
    { name: 'vsix-size', value: megabytes, unit: 'MB', budget: 1, ok: megabytes <= 1 },
    { name: 'vsix-size-with-csharp', value: whole / 1024 / 1024, unit: 'MB', budget: null, ok: true },
  ];
}

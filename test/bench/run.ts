import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as code from './code';
import * as identityServer from './identityServer';
import type { Measure } from './measure';
import * as server from './server';
import * as site from './site';
import * as sitecore from './sitecore';
import * as sitecoreServer from './sitecoreServer';
import * as timeline from './timeline';
import * as vsix from './vsix';
import * as xdt from './xdt';
import * as xml from './xml';

const ROOT = path.resolve(__dirname, '../..');

/** `npm run bench [-- --json FILE] [-- --only NAME]`: every measure, as a table and as JSON (command-line promise, "Measures"). */
async function main(argv: readonly string[]): Promise<number> {
  const flag = (name: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
  const only = flag('--only');
  execFileSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs'), '--production'], { stdio: 'inherit' });
  const measures: Measure[] = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (only && name !== only) continue;
    process.stderr.write(`measuring ${name} …\n`);
    measures.push(...(await part.measures()));
  }
  process.stdout.write(`${tableOf(measures)}\n`);
  const file = flag('--json');
  const machine = { cores: os.cpus().length, node: process.version, cpu: os.cpus()[0]?.model ?? '' };
  if (file) fs.writeFileSync(file, `${JSON.stringify({ schema: 1, machine, measures }, null, 2)}\n`);
  return measures.every((measure) => measure.ok) ? 0 : 1;
}

const PARTS = { xml, server, site, code, xdt, timeline, vsix, sitecore, sitecoreServer, identityServer };

function tableOf(measures: readonly Measure[]): string {
  const rows = measures.map(({ name, value, unit, budget, ok, against }) => [
    name,
    `${round(value)} ${unit}`,
    budget === null ? '' : `budget ${budget}`,
    budget === null ? '' : ok ? 'ok' : 'OVER',
    Object.entries(against ?? {})
      .map(([peer, other]) => `${peer} ${round(other)}`)
      .join(', '),
  ]);
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]!.length))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

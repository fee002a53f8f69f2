import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type Client, startClient } from '../lsp/client';
import { type Measure, median, percentile } from './measure';

const STOCK = path.resolve(__dirname, '../../../shared/corpus/sites/sitecore-9.0-clean');
const PATCH = 'App_Config/Include/zzz.Custom.config';
const BASE = 'App_Config/Sitecore.config';

const patch = (minutes: number) => `<configuration xmlns:set="http://www.sitecore.net/xmlconfig/set/">
  <sitecore>
    <settings>
      <setting name="Authentication.ClientSessionTimeout" set:value="${minutes}" />
    </settings>
  </sitecore>
</configuration>
`;

/** A whole stock Sitecore with one patch of its own, in the server as an editor sees it; nothing without the corpus. */
export async function measures(): Promise<Measure[]> {
  if (!fs.existsSync(STOCK)) return [];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-sitecore-'));
  try {
    fs.cpSync(STOCK, folder, { recursive: true });
    fs.mkdirSync(path.join(folder, path.dirname(PATCH)), { recursive: true });
    fs.writeFileSync(path.join(folder, PATCH), patch(60));
    return [await cold(folder), ...(await editing(folder))];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** From the answer to `initialize` to the first diagnostics of a patch: everything read and merged for every role. */
async function cold(folder: string): Promise<Measure> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const client = await startClient(folder);
    const started = performance.now();
    await client.open(PATCH, patch(60));
    await client.diagnostics(PATCH);
    times.push(performance.now() - started);
    await client.stop();
  }
  const value = median(times);
  return { name: 'sitecore-server-cold-index', value, unit: 'ms', budget: 400, ok: value <= 400 };
}

async function editing(folder: string): Promise<Measure[]> {
  const client = await startClient(folder);
  await client.open(PATCH, patch(60));
  await client.diagnostics(PATCH);
  const base = fs.readFileSync(path.join(folder, BASE), 'utf8').replace(/^\ufeff/, '');
  await client.open(BASE, base);
  await client.diagnostics(BASE);
  const last = await edits(client, PATCH, patch(60), ' set:value="', 300);
  const first = await edits(client, BASE, base, 'ClientSessionTimeout" value="', 100);
  const status = fs.readFileSync(`/proc/${client.process.pid}/status`, 'utf8');
  const resident = Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1024;
  await client.stop();
  return [
    timed('sitecore-server-edit-last-patch-p95', last, 16),
    timed('sitecore-server-edit-base-p95', first, 60),
    { name: 'sitecore-server-memory', value: resident, unit: 'MB', budget: 150, ok: resident <= 150 },
  ];
}

/** Types other digits after `before`, one number after the other. The first quarter warms up. */
async function edits(client: Client, file: string, text: string, before: string, count: number): Promise<number[]> {
  const offset = text.indexOf(before) + before.length;
  const line = text.slice(0, offset).split('\n').length - 1;
  const character = offset - text.lastIndexOf('\n', offset) - 1;
  let length = text.indexOf('"', offset) - offset;
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const value = String(61 + i);
    const range = { start: { line, character }, end: { line, character: character + length } };
    const started = performance.now();
    await client.type(file, range, value);
    await client.diagnostics(file);
    times.push(performance.now() - started);
    length = value.length;
  }
  return times.slice(count / 4);
}

function timed(name: string, times: readonly number[], budget: number): Measure {
  const value = percentile(times, 95);
  return { name, value, unit: 'ms', budget, ok: value <= budget, against: { median: median(times) } };
}

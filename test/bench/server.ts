import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ROOT, startClient } from '../lsp/client';
import { type Measure, median, percentile } from './measure';

const EDITS = 120;

/** A web.config of about 300 kB: settings that matter, and the bulk that real ones have (binding redirects, handlers). */
export function largeWebConfig(timeout: number): string {
  const redirects = Array.from(
    { length: 900 },
    (_, i) => `      <dependentAssembly>
        <assemblyIdentity name="Company.Product.Component${i}" publicKeyToken="31bf3856ad364e35" culture="neutral" />
        <bindingRedirect oldVersion="0.0.0.0-${i}.0.0.0" newVersion="${i}.0.0.0" />
      </dependentAssembly>`,
  ).join('\n');
  const settings = Array.from(
    { length: 600 },
    (_, i) => `    <add key="Company.Feature${i}.Enabled" value="${i % 2 === 0}" />`,
  ).join('\n');
  return `<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <appSettings>
${settings}
  </appSettings>
  <system.web>
    <authentication mode="Forms">
      <forms timeout="${timeout}" />
    </authentication>
    <sessionState timeout="20" />
    <compilation debug="true" />
    <httpRuntime executionTimeout="3600" />
  </system.web>
  <runtime>
    <assemblyBinding xmlns="urn:schemas-microsoft-com:asm.v1">
${redirects}
    </assemblyBinding>
  </runtime>
</configuration>
`;
}

/** The server as an editor sees it: over standard input and output, bundled as it ships. */
export async function measures(): Promise<Measure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-bench-'));
  fs.writeFileSync(path.join(folder, 'Web.config'), largeWebConfig(30));
  try {
    return [...(await editing(folder)), await cold(folder), await sample()];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function editing(folder: string): Promise<Measure[]> {
  const client = await startClient(folder);
  await client.open('Web.config', largeWebConfig(30));
  await client.diagnostics('Web.config');
  const edits: number[] = [];
  const empties: number[] = [];
  const lines = largeWebConfig(30).split('\n');
  const line = lines.findIndex((candidate) => candidate.includes('<forms timeout='));
  const character = lines[line]!.indexOf('30');
  const range = { start: { line, character }, end: { line, character: character + 2 } };
  for (let i = 0; i < EDITS; i++) {
    const minutes = String(31 + (i % 25));
    let started = performance.now();
    await client.type('Web.config', range, minutes);
    const found = await client.diagnostics('Web.config');
    edits.push(performance.now() - started);
    if (!found.some((d) => String(d.message).includes(`${minutes} min`)))
      throw new Error('the answer is older than the edit');
    started = performance.now();
    await client.connection.sendRequest('textDocument/codeLens', {
      textDocument: { uri: client.uri('Nothing.config') },
    });
    empties.push(performance.now() - started);
  }
  await client.stop();
  const warm = edits.slice(20);
  const p95 = percentile(warm, 95);
  return [
    {
      name: 'edit-to-diagnostics-300k-p95',
      value: p95,
      unit: 'ms',
      budget: 16,
      ok: p95 <= 16,
      against: { median: median(warm) },
    },
    {
      name: 'edit-over-empty-round-trip',
      value: median(warm) / median(empties.slice(20)),
      unit: 'ratio',
      budget: null,
      ok: true,
    },
  ];
}

/** From the start of the process to the answer of `initialize`, beside a process that does nothing. */
async function cold(folder: string): Promise<Measure> {
  const times: number[] = [];
  for (let i = 0; i < 7; i++) {
    const client = await startClient(folder);
    times.push(client.initialized);
    await client.stop();
  }
  const value = median(times);
  return { name: 'initialize-cold', value, unit: 'ms', budget: 250, ok: value <= 250 };
}

async function sample(): Promise<Measure> {
  const client = await startClient(path.join(ROOT, 'samples'));
  const file = 'shop/Web.config';
  await client.open(file, fs.readFileSync(path.join(ROOT, 'samples', file), 'utf8').replace(/^\ufeff/, ''));
  await client.diagnostics(file);
  await client.connection.sendRequest('sessionTimeline/model', { uri: client.uri(file) });
  const status = fs.readFileSync(`/proc/${client.process.pid}/status`, 'utf8');
  const resident = Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1024;
  await client.stop();
  return { name: 'memory-after-sample', value: resident, unit: 'MB', budget: 120, ok: resident <= 120 };
}

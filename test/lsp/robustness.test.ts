import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource, type Diagnostic, type LogMessageParams } from 'vscode-languageserver-protocol';
import type { SitesResult } from '../../server/src/lsp/protocol';
import { LineIndex } from '../../server/src/syntax/text';
import { type Client, FULL, startClient } from './client';

const WEB_CONFIG = `<?xml version="1.0"?>
<configuration>
  <!-- 😀 -->
  <connectionStrings configSource="strings.config" />
  <system.web>
    <authentication mode="Forms">
      <forms timeout="30" slidingExpiration="true" />
    </authentication>
    <sessionState mode="InProc" timeout="20" />
    <compilation debug="true" />
    <httpRuntime executionTimeout="3600" />
  </system.web>
  <location path="admin">
    <system.web>
      <httpRuntime executionTimeout="60" />
    </system.web>
  </location>
</configuration>
`;

const RELEASE = `<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
  <system.web>
    <compilation xdt:Transform="RemoveAttributes(debug)" />
    <sessionState timeout="60" xdt:Transform="SetAttributes(timeout)" />
  </system.web>
</configuration>
`;

const PIECES = [
  ...'<>"\'/=&;-!? \n\r😀é',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<sessionState timeout="',
  'timeout="00:20:00"',
  '</system.web>',
  '<forms timeout="1">',
  '<location path="',
  ' configSource="strings.config"',
  '<a '.repeat(200),
  '&#x41;',
  '<!DOCTYPE c [<!ENTITY a "b">]>',
  '\u0000',
  '\ud800',
];

/** The same numbers every time (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const POSITIONED = ['hover', 'definition', 'references', 'completion'];
const WHOLE = ['documentSymbol', 'codeLens', 'documentLink', 'diagnostic'];

function sorted(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map((diagnostic) => JSON.stringify({ ...diagnostic, data: undefined })).sort();
}

describe('language server that is ill-treated', () => {
  let folder: string;
  const clients: Client[] = [];
  const complaints: string[] = [];

  async function start(capabilities = FULL): Promise<Client> {
    const client = await startClient(folder, capabilities);
    client.connection.onNotification('window/logMessage', ({ type, message }: LogMessageParams) => {
      if (type <= 2) complaints.push(message);
    });
    clients.push(client);
    return client;
  }

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-ill-'));
    fs.writeFileSync(path.join(folder, 'Web.config'), WEB_CONFIG);
    fs.writeFileSync(path.join(folder, 'Web.Release.config'), RELEASE);
    fs.writeFileSync(path.join(folder, 'strings.config'), '<connectionStrings />');
    complaints.length = 0;
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) if (client.process.exitCode === null) await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  for (const [file, original] of [
    ['Web.config', WEB_CONFIG],
    ['Web.Release.config', RELEASE],
  ] as const)
    it(`takes 1,000 random edits of ${file} with requests in between, and ends where a fresh one begins`, async () => {
      const client = await start();
      const pick = numbers(file.length);
      const uri = client.uri(file);
      let text: string = original;
      let version = 1;
      await client.open(file, text);
      const asked: Promise<unknown>[] = [];
      for (let i = 0; i < 1000; i++) {
        const from = pick(text.length + 1);
        const to = pick(3) === 0 ? Math.min(text.length, from + pick(40)) : from;
        const put = pick(4) === 0 ? '' : PIECES[pick(PIECES.length)]!;
        const lines = new LineIndex(text);
        const range = { start: lines.positionAt(from), end: lines.positionAt(to) };
        // Now and then the whole text comes back, so that the file is not broken all the time.
        const change = pick(25) === 0 ? { text: original } : { range, text: put };
        text = 'range' in change ? text.slice(0, from) + put + text.slice(to) : original;
        version += 1;
        void client.connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version },
          contentChanges: [change],
        });
        const textDocument = { uri };
        const position = new LineIndex(text).positionAt(pick(text.length + 1));
        const source = new CancellationTokenSource();
        const ask = (method: string, params: object) =>
          asked.push(client.connection.sendRequest(`textDocument/${method}`, params, source.token).catch(cancelled));
        if (pick(2) === 0)
          ask(POSITIONED[pick(POSITIONED.length)]!, {
            textDocument,
            position,
            context: { includeDeclaration: true, triggerKind: 1 },
          });
        if (pick(3) === 0) ask(WHOLE[pick(WHOLE.length)]!, { textDocument });
        if (pick(9) === 0)
          ask('inlayHint', { textDocument, range: { start: { line: 0, character: 0 }, end: position } });
        if (pick(9) === 0)
          ask('codeAction', { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } });
        if (pick(4) === 0) source.cancel();
        // The server must keep up with somebody who types, not with a machine that never stops.
        if (i % 50 === 49) await Promise.all(asked.splice(0));
      }
      await Promise.all(asked);
      const typed = await client.diagnostics(file);
      const fresh = await start();
      await fresh.open(file, text);
      assert.deepEqual(sorted(typed), sorted(await fresh.diagnostics(file)));
      assert.deepEqual(complaints, []);
    });

  it('is started again after it was killed', async () => {
    const first = await start();
    await first.open('Web.config', WEB_CONFIG);
    const before = await first.diagnostics('Web.config');
    const gone = new Promise((done) => first.process.once('exit', done));
    first.process.kill('SIGKILL');
    await gone;
    first.connection.dispose();
    clients.length = 0;
    const second = await start();
    await second.open('Web.config', WEB_CONFIG);
    assert.ok(before.length > 0);
    assert.deepEqual(sorted(await second.diagnostics('Web.config')), sorted(before));
  });

  it('forgets what an unsaved document said when it is closed', async () => {
    const client = await start();
    const clean = await client.diagnostics('Web.config');
    await client.open('Web.config', WEB_CONFIG.replace('timeout="20"', 'timeout="soon"'));
    assert.ok((await client.diagnostics('Web.config')).some(({ code }) => code === 'illegal-literal'));
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: client.uri('Web.config') },
    });
    assert.deepEqual(sorted(await client.diagnostics('Web.config')), sorted(clean));
  });

  it('answers for documents nobody opened, that do not exist, or that are no files', async () => {
    const client = await start();
    const uris = [
      client.uri('Web.config'),
      client.uri('nowhere/Web.config'),
      'untitled:Untitled-1',
      'session-timeline:/nonsense',
      'git:/x/Web.config?%7B%22ref%22%3A%22~%22%7D',
      'not a uri',
      '',
    ];
    for (const uri of uris)
      for (const method of [...POSITIONED, ...WHOLE])
        await client.connection.sendRequest(`textDocument/${method}`, {
          textDocument: { uri },
          position: { line: 99_999, character: 99_999 },
          context: { includeDeclaration: true, triggerKind: 1 },
        });
    assert.deepEqual(complaints, []);
  });

  it('follows files that come, go and change their names on disk', async () => {
    const client = await start();
    const told = (...changes: (readonly [string, number])[]) =>
      client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: changes.map(([file, type]) => ({ uri: client.uri(file), type })),
      });
    const variants = async () => (await client.connection.sendRequest<SitesResult>('sessionTimeline/sites')).sites;
    assert.deepEqual((await variants())[0]?.variants, ['Release']);
    fs.renameSync(path.join(folder, 'Web.Release.config'), path.join(folder, 'Web.Live.config'));
    await told(['Web.Release.config', 3], ['Web.Live.config', 1]);
    assert.deepEqual((await variants())[0]?.variants, ['Live']);
    fs.rmSync(path.join(folder, 'strings.config'));
    await told(['strings.config', 3]);
    assert.ok((await client.diagnostics('Web.config')).some(({ code }) => code === 'configsource-missing'));
    fs.rmSync(path.join(folder, 'Web.config'));
    await told(['Web.config', 3]);
    assert.deepEqual(await variants(), []);
    assert.deepEqual(await client.diagnostics('Web.config'), []);
    fs.writeFileSync(path.join(folder, 'WEB.CONFIG'), WEB_CONFIG);
    await told(['WEB.CONFIG', 1]);
    assert.equal((await variants()).length, 1);
    assert.deepEqual(complaints, []);
  });

  it('serves several folders, and those that come and go', async () => {
    const other = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-other-'));
    fs.writeFileSync(path.join(other, 'web.config'), WEB_CONFIG.replace(' configSource="strings.config"', ''));
    const client = await start();
    const folders = [folder, other].map((name) => ({ uri: pathToFileURL(name).toString(), name }));
    let present = folders;
    client.connection.onRequest('workspace/workspaceFolders', () => present);
    const count = async () => (await client.connection.sendRequest<SitesResult>('sessionTimeline/sites')).sites.length;
    const change = (event: { added: object[]; removed: object[] }) =>
      client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    const until = async (wanted: number) => {
      for (let seen = await count(); seen !== wanted; seen = await count()) await new Promise(setImmediate);
    };
    await until(1);
    await change({ added: [folders[1]!], removed: [] });
    await until(2);
    present = [folders[1]!];
    await change({ added: [], removed: [folders[0]!] });
    await until(1);
    assert.deepEqual(complaints, []);
    fs.rmSync(other, { recursive: true });
  });
});

/** A request that was taken back, or whose document changed meanwhile, may say so; nothing else may go wrong. */
function cancelled(error: { code?: number }): void {
  const CANCELLED = [-32_800, -32_801, -32_802];
  if (error.code === undefined || !CANCELLED.includes(error.code)) throw error;
}

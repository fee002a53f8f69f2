import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type {
  CodeAction,
  CodeLens,
  Diagnostic,
  DocumentSymbol,
  Hover,
  InlayHint,
  Location,
  TextDocumentEdit,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver-protocol';
import type { PreviewResult, SitesResult, TimelineModelResult } from '../../server/src/lsp/protocol';
import { LineIndex } from '../../server/src/syntax/text';
import { type Client, FULL, startClient } from './client';

const WEB_CONFIG = `<?xml version="1.0"?>
<configuration>
  <system.web>
    <authentication mode="Forms">
      <forms timeout="30" />
    </authentication>
    <sessionState timeout="20" />
    <compilation debug="true" />
    <httpRuntime executionTimeout="3600" />
  </system.web>
</configuration>
`;

/** Position just behind the first occurrence of a text. */
function behind(text: string, what: string) {
  const at = text.indexOf(what) + what.length;
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length - 1, character: lines[lines.length - 1]!.length };
}

function apply(text: string, action: CodeAction, uri: string): string {
  const edits = (action.edit?.documentChanges ?? [])
    .filter((change): change is TextDocumentEdit => 'textDocument' in change && change.textDocument.uri === uri)
    .flatMap((change) => change.edits)
    .map(
      (edit) =>
        edit as {
          range: { start: { line: number; character: number }; end: { line: number; character: number } };
          newText: string;
        },
    );
  const lines = new LineIndex(text);
  return edits
    .sort((a, b) => lines.offsetAt(b.range.start) - lines.offsetAt(a.range.start))
    .reduce(
      (now, { range, newText }) =>
        now.slice(0, lines.offsetAt(range.start)) + newText + now.slice(lines.offsetAt(range.end)),
      text,
    );
}

describe('language server over stdio', () => {
  let folder: string;
  let client: Client;
  const ask = <R>(method: string, params: unknown): Promise<R> => client.connection.sendRequest(method, params);
  const document = (relative: string) => ({ textDocument: { uri: client.uri(relative) } });

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-lsp-'));
    fs.writeFileSync(path.join(folder, 'Web.config'), WEB_CONFIG);
    client = await startClient(folder);
  });

  afterEach(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  it('finds, explains and fixes; a fix makes its diagnostic go away', async () => {
    await client.open('Web.config', WEB_CONFIG);
    const before = await client.diagnostics('Web.config');
    const found = before.find((diagnostic) => diagnostic.code === 'execution-timeout-dead');
    assert.ok(found, JSON.stringify(before));
    assert.equal(found.source, 'Session Timeline');
    const page = new URL(found.codeDescription!.href);
    assert.match(fs.readFileSync(page, 'utf8'), /^# Execution timeout/m);
    assert.equal(found.relatedInformation?.[0]?.location.range.start.line, 7);

    const actions = await ask<CodeAction[]>('textDocument/codeAction', {
      ...document('Web.config'),
      range: found.range,
      context: { diagnostics: [found] },
    });
    assert.ok(!actions.some((action) => action.isPreferred), 'nothing is preferred where a person has to decide');
    const fix = actions.find(({ title }) => title.includes('debug="false"'));
    assert.deepEqual(
      fix?.diagnostics?.map((d) => d.code),
      ['execution-timeout-dead'],
    );
    const fixed = apply(WEB_CONFIG, fix!, client.uri('Web.config'));
    await client.change('Web.config', fixed);
    const left = await client.diagnostics('Web.config');
    assert.ok(!left.some((diagnostic) => diagnostic.code === 'execution-timeout-dead'), JSON.stringify(left));
  });

  it('makes with fix all what is safe, prefers it, and leaves choices alone', async () => {
    const words = WEB_CONFIG.replace('timeout="30"', 'timeout="00:30:00"').replace('mode="Forms"', 'mode="forms"');
    await client.open('Web.config', words);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const fixAll = async () =>
      ask<CodeAction[]>('textDocument/codeAction', {
        ...document('Web.config'),
        range,
        context: { diagnostics: [], only: ['source.fixAll'] },
      });
    const quick = await ask<CodeAction[]>('textDocument/codeAction', {
      ...document('Web.config'),
      range,
      context: { diagnostics: [], only: ['quickfix'] },
    });
    assert.deepEqual(
      quick.filter(({ isPreferred }) => isPreferred).map(({ title }) => title),
      ['Write Forms', 'Write 30 (30 min)'],
    );
    const [all] = await fixAll();
    assert.equal(all?.kind, 'source.fixAll.sessionTimeline');
    assert.equal(apply(words, all, client.uri('Web.config')), WEB_CONFIG);
    await client.change('Web.config', WEB_CONFIG);
    assert.deepEqual(await fixAll(), []);
  });

  it('hovers with what a setting does, what it is worth and why', async () => {
    await client.open('Web.config', WEB_CONFIG);
    const hover = await ask<Hover>('textDocument/hover', {
      ...document('Web.config'),
      position: behind(WEB_CONFIG, '<sessionState time'),
    });
    const { value } = hover.contents as { value: string };
    assert.match(value, /\*\*20 min\*\*, from \[Web\.config:7\]\(file:/);
    assert.match(value, /signed in/i);
    assert.match(value, /learn\.microsoft\.com/);
  });

  it('shows human values, symbols and the verdict above what decides it', async () => {
    const text = WEB_CONFIG.replace('timeout="30"', 'timeout="43200"');
    await client.open('Web.config', text);
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = await ask<InlayHint[]>('textDocument/inlayHint', { ...document('Web.config'), range: whole });
    assert.ok(
      hints.some((hint) => hint.label === '30 days'),
      JSON.stringify(hints),
    );
    const symbols = await ask<DocumentSymbol[]>('textDocument/documentSymbol', document('Web.config'));
    assert.ok(
      symbols.some((symbol) => symbol.name === 'system.web/sessionState' && symbol.children?.[0]?.name === 'timeout'),
    );
    const lenses = await ask<CodeLens[]>('textDocument/codeLens', document('Web.config'));
    assert.equal(lenses.length, 2);
    assert.equal(lenses[0]!.command?.command, 'sessionTimeline.show');
    assert.match(lenses[0]!.command!.title, /^Signed out after .* without data/);
    assert.ok(lenses.every(({ command }) => command!.title.length <= 60));
  });

  it('follows edits that are not saved, and files of the site that are not open', async () => {
    await client.open('Web.config', WEB_CONFIG);
    await client.change(
      'Web.config',
      WEB_CONFIG.replace('<sessionState timeout="20" />', '<sessionState configSource="session.config" />'),
    );
    fs.writeFileSync(path.join(folder, 'session.config'), '<sessionState timeout="10" />');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('session.config'), type: 1 }],
    });
    const found = (await client.diagnostics('Web.config')).find((d) => d.code === 'auth-outlives-session-data');
    assert.match(String(found!.message), /session data 10 min/);
    assert.match(found!.relatedInformation![0]!.location.uri, /session\.config$/);
  });

  it('reports the workspace, files that are not open included', async () => {
    const report = await ask<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
    const item = report.items.find(({ uri }) => uri === client.uri('Web.config'));
    assert.equal(item?.kind, 'full');
    assert.ok(item.kind === 'full' && item.items.length >= 2);
  });

  it('goes to the line that decides a value, and lists all that have a say', async () => {
    const xdt = 'xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"';
    const transform = `<configuration ${xdt}>\n  <system.web>\n    <sessionState timeout="60" xdt:Transform="SetAttributes" />\n  </system.web>\n</configuration>\n`;
    fs.writeFileSync(path.join(folder, 'Web.Release.config'), transform);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('Web.Release.config'), type: 1 }],
    });
    await client.open('Web.config', WEB_CONFIG);
    const at = { ...document('Web.config'), position: behind(WEB_CONFIG, '<sessionState time') };
    const plain = await ask<Location[]>('textDocument/definition', at);
    assert.deepEqual(
      plain.map(({ range }) => range.start.line),
      [6],
    );
    const { sites } = await ask<SitesResult>('sessionTimeline/sites', null);
    assert.deepEqual(sites[0]!.variants, ['Release']);
    await ask('sessionTimeline/selectVariant', { root: sites[0]!.root, variant: 'Release' });
    const [winner] = await ask<Location[]>('textDocument/definition', at);
    assert.equal(winner!.uri, client.uri('Web.Release.config'));
    assert.equal(winner!.range.start.line, 2);
    const all = await ask<Location[]>('textDocument/references', { ...at, context: { includeDeclaration: true } });
    assert.equal(all.length, 2);

    const preview = await ask<PreviewResult>('sessionTimeline/preview', { uri: client.uri('Web.Release.config') });
    const { text } = await ask<{ text: string }>('workspace/textDocumentContent', { uri: preview.after });
    assert.match(text, /<sessionState timeout="60" \/>/);
    const effective = await ask<PreviewResult>('sessionTimeline/preview', { uri: client.uri('Web.config') });
    const { text: effectiveText } = await ask<{ text: string }>('workspace/textDocumentContent', {
      uri: effective.after,
    });
    assert.match(effectiveText, /<sessionState timeout="60" \/> <!-- Web\.Release\.config:3 SetAttributes -->/);
  });

  it('answers the same report as unchanged', async () => {
    await client.open('Web.config', WEB_CONFIG);
    const first = await ask<{ kind: string; resultId: string }>('textDocument/diagnostic', document('Web.config'));
    const second = await ask<{ kind: string }>('textDocument/diagnostic', {
      ...document('Web.config'),
      previousResultId: first.resultId,
    });
    assert.equal(first.kind, 'full');
    assert.equal(second.kind, 'unchanged');
  });

  it('hands the timeline its model and the way back to the lines', async () => {
    await client.open('Web.config', WEB_CONFIG);
    const { model, links } = await ask<TimelineModelResult>('sessionTimeline/model', { uri: client.uri('Web.config') });
    const session = model.clocks.find((clock) => clock.id === 'sessionData')!;
    assert.equal(session.length, 1200);
    const source = session.sources.find((candidate) => candidate.status === 'effective')!;
    assert.equal(source.label, 'Web.config:7');
    assert.equal(links[source.link!]!.line, 6);
    assert.ok(!JSON.stringify(model).includes(folder), 'the model holds no path');
    const { sites } = await ask<SitesResult>('sessionTimeline/sites', null);
    assert.deepEqual(
      sites.map(({ stack, problem }) => ({ stack, problem })),
      [{ stack: 'framework', problem: true }],
    );
  });

  it('goes on after half-typed XML, binary and endless nesting', async () => {
    const broken = [
      '<configuration><system.web><sessionState timeout="',
      '',
      '\u0000\u0001\u0002',
      `<configuration>${'<a>'.repeat(100_000)}`,
      '<!DOCTYPE x [<!ENTITY a "aaaa">]><configuration>&a;</configuration>',
    ];
    await client.open('Web.config', WEB_CONFIG);
    for (const text of broken) {
      await client.change('Web.config', text);
      await client.diagnostics('Web.config');
      await ask('textDocument/hover', { ...document('Web.config'), position: { line: 0, character: 10 } });
      await ask('textDocument/codeLens', document('Web.config'));
    }
    await client.change('Web.config', WEB_CONFIG);
    assert.ok((await client.diagnostics('Web.config')).length >= 2);
  });
});

describe('language server for clients that cannot pull', () => {
  it('pushes diagnostics when they change', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-push-'));
    fs.writeFileSync(path.join(folder, 'Web.config'), WEB_CONFIG);
    const { diagnostic: _, ...textDocument } = FULL.textDocument!;
    const client = await startClient(folder, { ...FULL, textDocument });
    const pushed = new Promise<Diagnostic[]>((resolve) => {
      client.connection.onNotification(
        'textDocument/publishDiagnostics',
        ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => {
          if (uri === client.uri('Web.config') && diagnostics.length > 0) resolve(diagnostics);
        },
      );
    });
    await client.open('Web.config', WEB_CONFIG);
    assert.ok((await pushed).some((d) => d.code === 'auth-outlives-session-data'));
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });
});

describe('language server beside another XML extension', () => {
  it('leaves it to the other to say what is not well-formed', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-xml-'));
    const text = WEB_CONFIG.replace('<compilation', '<compilation debug="false"');
    fs.writeFileSync(path.join(folder, 'Web.config'), text);
    const rulesFor = async (checksXml: boolean) => {
      const client = await startClient(folder, FULL, { checksXml });
      await client.open('Web.config', text);
      const rules = (await client.diagnostics('Web.config')).map(({ code }) => code);
      await client.stop();
      return rules;
    };
    assert.ok((await rulesFor(true)).includes('xml-not-well-formed'));
    const left = await rulesFor(false);
    assert.ok(!left.includes('xml-not-well-formed') && left.length > 0, left.join());
    fs.rmSync(folder, { recursive: true });
  });
});

describe('language server on a transform', () => {
  let folder: string;
  let client: Client;
  const XDT = 'xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"';
  const TRANSFORM = `<configuration ${XDT}>
  <system.web>
    <sessionState timeout="60" xdt:Transform="SetAttributes" />
  </system.web>
</configuration>
`;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-variant-'));
    fs.writeFileSync(path.join(folder, 'Web.config'), WEB_CONFIG);
    fs.writeFileSync(path.join(folder, 'Web.Release.config'), TRANSFORM);
    fs.writeFileSync(path.join(folder, 'Web.Debug.config'), `<configuration ${XDT} />`);
    client = await startClient(folder);
  });
  after(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const ask = <Result>(method: string, params: unknown): Promise<Result> =>
    client.connection.sendRequest<Result>(method, params);
  const textDocument = () => ({ uri: client.uri('Web.Release.config') });
  const model = (file: string) => ask<TimelineModelResult>('sessionTimeline/model', { uri: client.uri(file) });

  for (const chosen of [null, 'Debug'])
    it(`means its own variant in lens, hover, timeline and status while ${chosen ?? 'nothing'} is chosen`, async () => {
      const { sites } = await ask<SitesResult>('sessionTimeline/sites', { uri: textDocument().uri });
      assert.equal(sites[0]!.variant, 'Release');
      await ask('sessionTimeline/selectVariant', { root: sites[0]!.root, variant: chosen });
      const lenses = await ask<CodeLens[]>('textDocument/codeLens', { textDocument: textDocument() });
      assert.ok(lenses.length > 0 && lenses.every(({ command }) => command!.title.endsWith('(Release)')));
      const position = behind(TRANSFORM, 'sessionState tim');
      const hover = await ask<Hover>('textDocument/hover', { textDocument: textDocument(), position });
      assert.match((hover.contents as { value: string }).value, /Effective in Release: \*\*1 h \(60 minutes\)\*\*/);
      assert.equal((await model('Web.Release.config')).model.app.environment, 'Release');
      assert.equal((await model('Web.config')).model.app.environment, chosen ?? '');
      const seen = await ask<SitesResult>('sessionTimeline/sites', { uri: client.uri('Web.config') });
      assert.equal(seen.sites[0]!.variant, chosen);
      assert.ok([...sites, ...seen.sites].every(({ verdict }) => verdict.length <= 60));
    });
});

describe('language server in a folder without a site', () => {
  let folder: string;
  let client: Client;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-nothing-'));
    fs.writeFileSync(path.join(folder, 'notes.txt'), 'nothing here');
    client = await startClient(folder);
  });
  after(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const ask = <Result>(method: string, params: unknown): Promise<Result> =>
    client.connection.sendRequest<Result>(method, params);

  it('says what was looked for, and where', async () => {
    const { sites, nothing } = await ask<SitesResult>('sessionTimeline/sites', { uri: null });
    assert.deepEqual(sites, []);
    const expected = new RegExp(`^No site was found\\. Looked for .*web\\.config.* in ${path.basename(folder)}, and`);
    assert.match(nothing, expected);
    const { model, root } = await ask<TimelineModelResult>('sessionTimeline/model', { uri: client.uri('notes.txt') });
    assert.equal(root, null);
    assert.ok(model.status.kind === 'empty' && expected.test(model.status.message));
  });

  it('shows the defaults on request', async () => {
    const { model } = await ask<TimelineModelResult>('sessionTimeline/model', { uri: null, defaults: true });
    assert.equal(model.status.kind, 'ready');
    assert.equal(model.clocks.find(({ id }) => id === 'sessionData')?.length, 1200);
  });
});

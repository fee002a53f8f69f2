import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { CodeAction, CompletionItem, CreateFile, Hover, Location } from 'vscode-languageserver-protocol';
import type { LayersResult } from '../../server/src/lsp/protocol';
import { patch, setting } from '../unit/sitecoreFixture';
import { type Client, startClient } from './client';
import { sitecoreFolder } from './sitecoreFolder';

const BASE = 'App_Config/Sitecore.config';
const PATCH = 'App_Config/Include/Shop.config';
const TICKET = 'Authentication.ClientSessionTimeout';

/** What an editor asks the server on Sitecore's files, over the wire. */
describe('the server beside somebody who edits Sitecore patches', () => {
  let folder: string;
  let client: Client;
  let texts: ReadonlyMap<string, string>;

  before(async () => {
    ({ folder, texts } = sitecoreFolder({
      base: setting(TICKET, '60'),
      systemWeb: '<sessionState timeout="20" />',
      appSettings: '<add key="role:define" value="Standalone" />',
      files: { [PATCH]: patch(setting(TICKET, '480')) },
    }));
    client = await startClient(folder);
  });
  after(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  /** The position in the middle of a word. */
  function place(file: string, word: string) {
    const text = texts.get(file)!;
    const offset = text.indexOf(word) + 1;
    const before = text.slice(0, offset).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)!.length };
    return { textDocument: { uri: client.uri(file) }, position };
  }

  it('lists layers and files in load order', async () => {
    const { sites } = await client.connection.sendRequest<LayersResult>('sessionTimeline/layers', {});
    const loaded = sites[0]!.layers.flatMap(({ files }) => files.filter(({ active }) => active));
    assert.deepEqual(
      loaded.map(({ uri, order }) => [uri, order]),
      [
        [client.uri(BASE), 1],
        [client.uri(PATCH), 2],
      ],
    );
  });

  it('answers on a setting: hover, the line that a patch changes, everybody who sets it', async () => {
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', place(PATCH, TICKET));
    assert.match(JSON.stringify(hover), /signs nobody out.*8 h/s);
    const definition = await client.connection.sendRequest<Location[]>('textDocument/definition', place(PATCH, '480'));
    assert.deepEqual(
      definition.map(({ uri }) => uri),
      [client.uri(BASE)],
    );
    const references = await client.connection.sendRequest<Location[]>('textDocument/references', {
      ...place(BASE, '60'),
      context: { includeDeclaration: true },
    });
    assert.deepEqual(
      references.map(({ uri }) => uri),
      [client.uri(BASE), client.uri(PATCH)],
    );
  });

  it('completes names of settings', async () => {
    const items = await client.connection.sendRequest<CompletionItem[]>(
      'textDocument/completion',
      place(PATCH, TICKET),
    );
    assert.ok(
      items.some(({ label, documentation }) => label === TICKET && String(documentation).includes('nobody out')),
    );
  });

  it("offers a patch file for a value of Sitecore's own", async () => {
    const { textDocument, position } = place(BASE, '60');
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: [], only: ['refactor'] },
    });
    const [create] = (actions[0]?.edit?.documentChanges ?? []) as CreateFile[];
    assert.equal(create?.uri, client.uri(`App_Config/Include/${TICKET}.config`));
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['refactor.extract'],
    );
  });
});

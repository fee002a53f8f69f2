import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as protocol from '../../server/src/lsp/protocol';

const ROOT = path.resolve(__dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const PROTOCOL = 'server/src/lsp/protocol.ts';
const MESSAGES = 'client/webview/messages.ts';
const MODEL = 'server/src/session/model.ts';

interface Declared {
  readonly name: string;
  /** Every property in it, those of nested objects included, in order. */
  readonly fields: readonly string[];
  /** Of a union by `type`: the message, and its own fields. */
  readonly messages: readonly { readonly type: string; readonly fields: readonly string[] }[];
}

/** Interfaces and type aliases that a file exports, as the repository's formatter writes them: fields are readonly. */
function typesOf(file: string): Declared[] {
  const pieces = read(file)
    .split(/^export (?=interface |type )/m)
    .slice(1);
  return pieces.map((piece) => {
    const text = piece.split(/^export |^function /m)[0]!;
    const messages = [...text.matchAll(/\{ readonly type: '(\w+)'([^}]*)\}/g)].map(([, type, rest]) => ({
      type: type!,
      fields: fieldsOf(rest!),
    }));
    return { name: /^(?:interface|type) (\w+)/.exec(text)![1]!, fields: fieldsOf(text), messages };
  });
}

function fieldsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name!))];
}

/** Rows of the tables under a heading, as the words in their cells that are set as code. */
function rowsUnder(heading: string): string[][][] {
  const text = read('docs/protocol.md');
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  assert.ok(section, `there is a section "${heading}"`);
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)),
  );
}

function sourcesBelow(folder: string): string {
  return fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && ![PROTOCOL, MESSAGES].includes(`${folder}/${file}`))
    .map((file) => read(`${folder}/${file}`))
    .join('\n');
}

describe('the protocol', () => {
  const constants = Object.entries<string>(protocol);
  const names = (end: RegExp) => constants.filter(([name]) => end.test(name)).map(([, value]) => value);

  it('is documented: every request and notification between client and server, and no other', () => {
    assert.deepEqual(
      rowsUnder('Requests and notifications')
        .map(([name]) => name?.[0])
        .sort(),
      names(/(Request|Notification)$/).sort(),
    );
  });

  it('is documented: every command that code lenses run, and no other', () => {
    assert.deepEqual(
      rowsUnder('Commands of code lenses')
        .map(([name]) => name?.[0])
        .sort(),
      names(/Command$/).sort(),
    );
  });

  it('names its settings section and the scheme of its documents', () => {
    const text = read('docs/protocol.md');
    for (const value of names(/(Section|Scheme)$/)) assert.ok(text.includes(`\`${value}\``), value);
  });

  it('is documented field by field, and no field more', () => {
    const declared = [...typesOf(PROTOCOL), ...typesOf(MODEL)].map(
      ({ name, fields }) => `${name}: ${fields.join(', ')}`,
    );
    const told = rowsUnder('Types').map(([name, fields]) => `${name}: ${fields!.join(', ')}`);
    assert.deepEqual(told.sort(), declared.sort());
  });

  it('is documented: every message between host and page, with its fields, and no other', () => {
    const declared = typesOf(MESSAGES).flatMap(({ name, messages }) =>
      messages.map(({ type, fields }) => `${name} ${type}: ${fields.join(', ')}`),
    );
    const told = rowsUnder('Host and page').map(([type, union, fields]) => `${union} ${type}: ${fields!.join(', ')}`);
    assert.deepEqual(told.sort(), declared.sort());
  });

  it('has two ends: what one side sends the other one takes', () => {
    const server = sourcesBelow('server/src/lsp');
    const client = sourcesBelow('client/src');
    const lonely = constants
      .map(([name]) => name)
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(server) || !new RegExp(`\\b${name}\\b`).test(client))
      // Settings are declared in the manifest, and asked for by the server alone.
      .filter((name) => name !== 'SettingsSection');
    assert.deepEqual(lonely, []);
    const page = sourcesBelow('client/webview');
    for (const { name, messages } of typesOf(MESSAGES))
      for (const { type } of messages) {
        const [sender, taker] = name === 'ToHost' ? [page, client] : [client, page];
        assert.ok(sender.includes(`type: '${type}'`), `${type} is sent`);
        assert.ok(new RegExp(`'${type}'`).test(taker), `${type} is taken`);
      }
  });
});

import {
  type CompletionItem,
  CompletionItemKind,
  type DocumentLink,
  type DocumentSymbol,
  type Hover,
  InlayHintKind,
  InsertTextFormat,
  type Location,
  MarkupKind,
  type Position,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver-types';
import { completionsAt } from '../features/completion';
import { definitionAt, referencesAt } from '../features/definition';
import { hoverAt } from '../features/hover';
import { codeLensesOf, documentLinksOf, documentSymbolsOf, inlayHintsOf } from '../features/inFile';
import type { FeatureInput } from '../features/input';
import type { Completion, SettingSymbol } from '../features/results';
import { workspaceSymbolsOf } from '../features/workspaceSymbols';
import { keyOf } from '../files/paths';
import { plainText } from '../rules/plainText';
import type { Place } from '../rules/rule';
import { linesOf, type ParsedFile } from '../site/parsed';
import type { Site } from '../site/site';
import { LineIndex } from '../syntax/text';
import { failedIn, look, type ServerContext } from './context';
import { ShowPlacesCommand, ShowTimelineCommand } from './protocol';
import { locationOf, rangeOf } from './ranges';
import { isVirtual, virtualDocument } from './virtual';

export const featureCapabilities = {
  hoverProvider: true,
  inlayHintProvider: true,
  documentSymbolProvider: true,
  codeLensProvider: {},
  definitionProvider: true,
  referencesProvider: true,
  documentLinkProvider: {},
  workspaceSymbolProvider: true,
  completionProvider: { triggerCharacters: ['"', "'", ' ', ':', '<'] },
};

/** Everything an editor asks about a place in a file; each handler turns one feature's offsets into lines. */
export function registerFeatures(context: ServerContext): void {
  const { connection, guard, uris } = context;

  connection.onHover(
    guard('Hover', null, async ({ textDocument, position }): Promise<Hover | null> => {
      const input = await look(context, textDocument.uri);
      const hover = input && hoverAt(input, linesOf(input.file).offsetAt(position));
      if (!hover) return null;
      return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: rangeOf(input.file, hover.span) };
    }),
  );

  connection.languages.inlayHint.on(
    guard('Inlay hints', [], async ({ textDocument, range }) => {
      const input = await look(context, textDocument.uri);
      if (!input || !context.settings().inlayHints.enabled) return [];
      const lines = linesOf(input.file);
      const span = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
      return inlayHintsOf(input, span).map(({ offset, text, tooltip }) => ({
        position: lines.positionAt(offset),
        label: text,
        kind: InlayHintKind.Parameter,
        paddingLeft: true,
        tooltip: plainText(tooltip),
      }));
    }),
  );

  connection.onDocumentSymbol(
    guard('Document symbols', [], async ({ textDocument }) => {
      const input = await look(context, textDocument.uri);
      return input ? documentSymbolsOf(input).map((symbol) => documentSymbol(input.file, symbol)) : [];
    }),
  );

  connection.onCodeLens(
    guard('Code lens', [], async ({ textDocument }) => {
      const input = await look(context, textDocument.uri);
      if (!input || !context.settings().codeLens.enabled) return [];
      return codeLensesOf(input).map(({ span, title, opens }) => ({
        range: rangeOf(input.file, span),
        command:
          opens === 'timeline'
            ? { title, command: ShowTimelineCommand, arguments: [textDocument.uri] }
            : { title, command: ShowPlacesCommand, arguments: [textDocument.uri, places(input, opens)] },
      }));
    }),
  );

  async function locations(uri: string, position: Position, find: typeof definitionAt): Promise<Location[]> {
    const input = await look(context, uri);
    return input ? places(input, find(input, linesOf(input.file).offsetAt(position))) : [];
  }

  function places(input: FeatureInput, all: readonly Place[]): Location[] {
    return all.flatMap(({ file, span }) => {
      const source = input.site.sources.get(keyOf(file));
      return source ? [locationOf(uris.uriOf(file), source, span)] : [];
    });
  }

  const nowhere: Location[] = [];
  connection.onDefinition(
    guard('Definition', nowhere, ({ textDocument, position }) => locations(textDocument.uri, position, definitionAt)),
  );
  connection.onReferences(
    guard('References', nowhere, ({ textDocument, position }) => locations(textDocument.uri, position, referencesAt)),
  );

  connection.onDocumentLinks(
    guard('Document links', [], async ({ textDocument: { uri } }): Promise<DocumentLink[]> => {
      if (isVirtual(uri)) return originLinks(uri);
      const input = await look(context, uri);
      if (!input) return [];
      return documentLinksOf(input).map(({ span, target, place, tooltip }) => ({
        range: rangeOf(input.file, span),
        target: place ? targetOf(input.site, place) : uris.uriOf(target),
        tooltip,
      }));
    }),
  );

  /** From what a read-only document says of other files to their lines. */
  async function originLinks(uri: string): Promise<DocumentLink[]> {
    const { text, links, site } = virtualDocument(uri, await context.live().settled(), uris);
    if (!site) return [];
    const lines = new LineIndex(text);
    return links.map(({ span, place }) => ({
      range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
      target: targetOf(site, place),
    }));
  }

  /** A URI with the line in its fragment, as editors read it. */
  function targetOf(site: Site, { file, span }: Place): string {
    const source = site.sources.get(keyOf(file));
    const at = source && linesOf(source).positionAt(span.start);
    return `${uris.uriOf(file)}${at ? `#L${at.line + 1},${at.character + 1}` : ''}`;
  }

  connection.onCompletion(
    guard('Completion', [], async ({ textDocument, position }): Promise<CompletionItem[]> => {
      const input = await look(context, textDocument.uri);
      if (!input) return [];
      return completionsAt(input, linesOf(input.file).offsetAt(position)).map((item) => ({
        label: item.label,
        kind: COMPLETION_KINDS[item.kind],
        detail: item.detail,
        documentation: plainText(item.documentation),
        insertTextFormat: item.insert.includes('$') ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
        textEdit: { range: rangeOf(input.file, item.span), newText: item.insert },
      }));
    }),
  );

  connection.onWorkspaceSymbol(
    guard('Workspace symbols', [], async ({ query }): Promise<SymbolInformation[]> => {
      const workspace = await context.live().settled();
      return workspaceSymbolsOf(workspace.sites, query, failedIn(context)).flatMap(({ name, container, place }) => {
        const source = workspace.file(place.file);
        if (!source) return [];
        const location = locationOf(uris.uriOf(place.file), source, place.span);
        return [{ name, containerName: container, kind: SymbolKind.Property, location }];
      });
    }),
  );
}

const COMPLETION_KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  attribute: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  word: CompletionItemKind.Keyword,
  rule: CompletionItemKind.Constant,
};

function documentSymbol(file: ParsedFile, symbol: SettingSymbol): DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: symbol.kind === 'element' ? SymbolKind.Object : SymbolKind.Property,
    range: rangeOf(file, symbol.span),
    selectionRange: rangeOf(file, symbol.selection),
    children: symbol.children.map((child) => documentSymbol(file, child)),
  };
}

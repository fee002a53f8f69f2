import assert from 'node:assert/strict';
import { featureSets } from '../../../server/src/features/all';
import { completionsAt } from '../../../server/src/features/completion';
import { definitionAt, referencesAt } from '../../../server/src/features/definition';
import { composedDocument, documentsOf } from '../../../server/src/features/documents';
import type { FeatureSet } from '../../../server/src/features/featureSet';
import { hoverAt } from '../../../server/src/features/hover';
import {
  actionsAt,
  codeLensesOf,
  documentLinksOf,
  documentSymbolsOf,
  inlayHintsOf,
} from '../../../server/src/features/inFile';
import { layersOf } from '../../../server/src/features/layers';
import { nodeHistory } from '../../../server/src/features/nodeHistory';
import { workspaceSymbolsOf } from '../../../server/src/features/workspaceSymbols';
import { at, site } from './marked';

const TEXT = site('<sessionState time|out="90" />');

/** Says something of every place. */
const talks: FeatureSet = {
  name: 'talks',
  hover: (_, offset) => ({ tells: 'value', markdown: 'toy', span: { start: offset, end: offset } }),
  completions: (_, offset) => [
    { label: 'toy', kind: 'word', insert: 'toy', span: { start: offset, end: offset }, detail: '', documentation: '' },
  ],
  documents: [
    {
      section: 'toy',
      label: 'Toy',
      description: '',
      fileName: () => 'toy',
      isOf: () => true,
      compose: () => ({ text: 'toy', links: [] }),
    },
  ],
  history: (_, expression) => (expression === 'toy' ? { kind: 'found', nodes: [] } : undefined),
  layers: () => ({ product: 'Toy', version: undefined, layers: [] }),
};

function breaks(): never {
  throw new Error('broken');
}

/** Breaks down whatever it is asked. */
const broken: FeatureSet = {
  name: 'broken',
  hover: breaks,
  completions: breaks,
  definition: breaks,
  references: breaks,
  actions: breaks,
  codeLenses: breaks,
  inlayHints: breaks,
  links: breaks,
  symbols: breaks,
  workspaceSymbols: breaks,
  layers: breaks,
};

describe('feature sets', () => {
  it('have names of their own', () => {
    const names = featureSets.map(({ name }) => name);
    assert.deepEqual([...new Set(names)], names);
  });

  it('take a new part with one more line', async () => {
    const { input, offset } = await at(TEXT);
    const sets = [...featureSets, talks];
    assert.equal(hoverAt(input, offset, sets)?.markdown, 'toy');
    assert.ok(completionsAt(input, offset, sets).some(({ label }) => label === 'toy'));
    assert.deepEqual(
      documentsOf(input.site, sets).map(({ section }) => section),
      ['web.config', 'toy'],
    );
    assert.equal(composedDocument(input.site.view(null), 'toy', sets)?.text, 'toy');
    assert.equal(nodeHistory(input.site.view(null), 'toy', sets).kind, 'found');
    assert.equal(layersOf(input.site, breaks, sets)?.product, 'Toy');
  });

  it('that break down silence nothing but themselves', async () => {
    const { input: quiet, offset } = await at(TEXT);
    const said: string[] = [];
    const input = { ...quiet, failed: (what: string) => void said.push(what) };
    const sets = [broken, ...featureSets, broken];
    assert.deepEqual(hoverAt(input, offset, sets), hoverAt(quiet, offset));
    assert.deepEqual(completionsAt(input, offset, sets), completionsAt(quiet, offset));
    assert.deepEqual(definitionAt(input, offset, sets), definitionAt(quiet, offset));
    assert.deepEqual(referencesAt(input, offset, sets), referencesAt(quiet, offset));
    assert.deepEqual(actionsAt(input, offset, sets), []);
    assert.deepEqual(codeLensesOf(input, sets), codeLensesOf(quiet));
    const all = { start: 0, end: quiet.file.text.length };
    assert.deepEqual(inlayHintsOf(input, all, sets), inlayHintsOf(quiet, all));
    assert.deepEqual(documentLinksOf(input, sets), []);
    assert.deepEqual(documentSymbolsOf(input, sets), documentSymbolsOf(quiet));
    const named = (failed: (what: string) => void, among = featureSets) =>
      workspaceSymbolsOf([input.site], 'timeout', failed, among);
    assert.deepEqual(named(input.failed, sets), named(breaks));
    assert.equal(layersOf(input.site, input.failed, sets), undefined);
    assert.equal(said.length, 22);
    assert.deepEqual(
      [...new Set(said)],
      said.filter((_, i) => i % 2 === 0),
    );
    assert.ok(said.includes('hover of broken'));
  });
});

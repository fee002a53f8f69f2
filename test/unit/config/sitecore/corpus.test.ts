import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import xpath from 'xpath';
import { fileAccess } from '../../../../server/src/config/sitecore/access';
import { buildSitecore, type SitecoreConfiguration } from '../../../../server/src/config/sitecore/effective';
import { locateSitecore, optionsFor, readInputs } from '../../../../server/src/config/sitecore/locate';
import { printConfiguration } from '../../../../server/src/config/sitecore/print';
import { rulesFrom } from '../../../../server/src/config/sitecore/rules';
import { nodeFiles } from '../../../../server/src/files/node';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import type { XmlElement } from '../../../../server/src/syntax/xml/tree';

const CORPUS = path.resolve(import.meta.dirname, '../../../../../shared/corpus/sitecore-patch');

interface Case {
  readonly name: string;
  readonly kind: 'site' | 'site-assert' | 'merge';
  readonly source: string;
  readonly patches: readonly string[];
  readonly expected: string | null;
  readonly rules: Readonly<Record<string, readonly string[]>>;
  readonly asserts: readonly { readonly xpath: string; readonly value: string }[];
  readonly engine: string;
  readonly siteRoot?: string;
}

describe('Sitecore: cases judged by real engines', () => {
  if (!existsSync(CORPUS)) {
    it('skipped: the corpus is not beside the repository', function () {
      this.skip();
    });
    return;
  }

  const cases: Case[] = JSON.parse(readFileSync(path.join(CORPUS, 'manifest.json'), 'utf8'));
  let passed = 0;

  for (const example of cases) {
    it(example.name, async () => {
      const configuration = example.siteRoot ? await siteOf(example) : mergeOf(example);
      for (const { xpath: expression, value } of example.asserts)
        assert.equal(evaluate(expression, configuration), value, expression);
      if (example.expected) {
        const expected = parseXml(readText(example.expected)).root!;
        const section = expected.name === 'configuration' ? sectionIn(expected) : expected;
        const printed = parseXml(printConfiguration(configuration.document).text).root!;
        // The engine's own output shows the order of attributes too; a page of documentation is written by hand.
        const order = example.kind === 'site' ? 'as written' : 'by name';
        assert.deepEqual(linesOf(printed, order), linesOf(section, order));
      }
      passed++;
    });
  }

  it('all of them pass', () => {
    console.log(`      ${passed} of ${cases.length} cases of the corpus`);
    assert.equal(passed, cases.length);
  });
});

async function siteOf(example: Case): Promise<SitecoreConfiguration> {
  const root = path.join(CORPUS, example.siteRoot!);
  const access = fileAccess(nodeFiles([root]));
  const sources = await locateSitecore(access, root, { webConfig: path.join(CORPUS, example.source) });
  assert.ok(sources);
  const rules = Object.entries(example.rules).map(([rule, names]) => ({
    key: `${rule}:define`,
    value: names.join('|'),
  }));
  return buildSitecore(await readInputs(sources, access), optionsFor(sources, rules));
}

function mergeOf(example: Case): SitecoreConfiguration {
  const inputs = [example.source, ...example.patches].map((name) => ({
    file: path.join(CORPUS, name),
    tree: parseXml(readText(name)),
  }));
  return buildSitecore(inputs, { generation: /^9\.0/.test(example.engine) ? 'new' : 'old', rules: rulesFrom([]) });
}

function readText(name: string): string {
  return readFileSync(path.join(CORPUS, name), 'utf8').replace(/^\uFEFF/, '');
}

function evaluate(expression: string, configuration: SitecoreConfiguration): string {
  return String(xpath.select(expression, configuration.document as unknown as Node));
}

function sectionIn(configuration: XmlElement): XmlElement {
  const found = configuration.children.find((child) => child.kind === 'element' && child.name === 'sitecore');
  return (found as XmlElement | undefined) ?? configuration;
}

/**
 * One line for each node. White space around texts does not count, nor do namespace declarations, which the program that
 * wrote the expected files moved about; it also lost the prefix of `role:define` on the root when it copied that.
 */
function linesOf(root: XmlElement, order: 'as written' | 'by name'): string[] {
  const lines: string[] = [];
  const work: { node: XmlElement['children'][number]; depth: number }[] = [{ node: root, depth: 0 }];
  for (let job = work.pop(); job; job = work.pop()) {
    const { node, depth } = job;
    const indent = '  '.repeat(depth);
    if (node.kind === 'text' || node.kind === 'cdata') {
      if (node.value.trim()) lines.push(`${indent}${node.value.trim()}`);
    } else if (node.kind === 'comment') lines.push(`${indent}<!--${node.value.trim()}-->`);
    if (node.kind !== 'element') continue;
    const attributes = node.attributes
      .filter((attribute) => attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns')
      .map(({ name, value }) => `${node === root ? name.replace(/^role:define$/, 'define') : name}="${value}"`);
    if (order === 'by name') attributes.sort();
    lines.push(`${indent}<${[node.name, ...attributes].join(' ')}>`);
    for (let i = node.children.length - 1; i >= 0; i--) work.push({ node: node.children[i]!, depth: depth + 1 });
  }
  return lines;
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileElement } from '../../../../server/src/config/sitecore/compile';
import {
  buildSitecore,
  createSitecoreMerger,
  type SitecoreConfiguration,
} from '../../../../server/src/config/sitecore/effective';
import { importElement } from '../../../../server/src/config/sitecore/include';
import type { Generation } from '../../../../server/src/config/sitecore/namespaces';
import { printConfiguration } from '../../../../server/src/config/sitecore/print';
import { numberingFrom } from '../../../../server/src/config/sitecore/run';
import { parseSimple, selectByXPath, selectChild } from '../../../../server/src/config/sitecore/select';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { engine, input, patchFile } from './merging';

const name = fc.constantFrom('a', 'b', 'c');
const value = fc.constantFrom('1', '2', 'x');
const attribute = fc.constantFrom('name', 'type', 'desc', 'v');

const selector = fc.oneof(
  fc.constantFrom(
    '*',
    '*[1]',
    '*[2]',
    '*[last()]',
    'a',
    'b[1]',
    'c[position()=last()]',
    'nothing',
    '..',
    '//a',
    'a[',
    '@name',
    '.',
  ),
  fc.tuple(fc.oneof(name, fc.constant('*')), attribute, value).map(([n, a, v]) => `${n}[@${a}='${v}']`),
  fc
    .tuple(name, attribute, value, attribute, value)
    .map(([n, a, v, b, w]) => ` ${n} [ @${a} = "${v}" and @${b}='${w}' ]`),
);

const attributes = fc.dictionary(attribute, value, { maxKeys: 3, noNullPrototype: true }).map((pairs) =>
  Object.entries(pairs)
    .map(([key, text]) => ` ${key}="${text}"`)
    .join(''),
);

const extras = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  fc
    .tuple(fc.constantFrom('before', 'after', 'instead', 'a', 'b', 'i'), selector)
    .map(([p, s]) => ` patch:${p}='${s.replaceAll("'", '&apos;')}'`),
  fc.constantFrom(' set:v="9"', ' set:name="1"', ' role:require="R"', ' role:require="!R"', ' role:require="R,"'),
);

const { node } = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.constantFrom(
      '<patch:delete/>',
      '<patch:attribute name="v">7</patch:attribute>',
      '<patch:da name="type"/>',
      '<patch:what/>',
    ),
    fc.constantFrom('text', '<!--one-->', '<!--two-->', '<![CDATA[data]]>'),
    tie('element'),
    tie('element'),
  ),
  element: fc
    .tuple(name, attributes, extras, fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'e' }))
    .map(([n, a, e, children]) => `<${n}${a}${e}>${children.join('')}</${n}>`),
})) as { node: fc.Arbitrary<string> };

const content = fc.array(node, { maxLength: 6 }).map((nodes) => nodes.join(''));
const generation = fc.constantFrom<Generation>('old', 'new');

/** All that a build says, in one text. */
function everything(configuration: SitecoreConfiguration): string {
  const { text, places } = printConfiguration(configuration.document);
  const origins = places.map(({ node: n }) =>
    n.origins.map(({ file, start, action }) => `${file} ${start} ${action}`).join('; '),
  );
  const attributesOf = (before: { attributes: readonly { localName: string; value: string }[] } | undefined) =>
    before?.attributes.map((a) => `${a.localName}=${a.value}`).join(',');
  const matches = configuration.files.map(({ outcome }) =>
    outcome.matches.map((m) => {
      const told = [m.outcome, m.candidates, m.position?.result, m.deleted, m.commands.length];
      return [...told, attributesOf(m.before), attributesOf(m.position?.reference)].join(' ');
    }),
  );
  const removals = configuration.files.map(({ outcome }) =>
    outcome.removals.map(({ element, by }) => `${element.name} ${by.by.file}`),
  );
  return JSON.stringify([text, origins, matches, removals, configuration.problems], null, 1);
}

const base = (text: string) =>
  input(
    '/s/base',
    `<sitecore xmlns:patch="http://www.sitecore.net/xmlconfig/" xmlns:set="http://www.sitecore.net/xmlconfig/set/" xmlns:role="http://www.sitecore.net/xmlconfig/role/">${text}</sitecore>`,
  );

describe('Properties of the Sitecore merge', () => {
  it('merging on from the states between files gives what merging from scratch gives', () => {
    const edits = fc.array(fc.tuple(fc.constantFrom('change', 'change', 'insert', 'remove'), fc.nat(), content), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(generation, fc.array(content, { minLength: 1, maxLength: 9 }), edits, (which, files, changes) => {
        const options = engine(which, 'R');
        const merger = createSitecoreMerger({ spread: 2, last: 1 });
        let inputs = files.map((text, i) => (i === 0 ? base(text) : input(`/s/${i}.config`, patchFile(text))));
        merger.build(inputs, options);
        for (const [kind, place, text] of changes) {
          const at = place % inputs.length;
          const made = at === 0 && kind !== 'insert' ? base(text) : input(`/s/${place}.config`, patchFile(text));
          if (kind === 'change') inputs = inputs.with(at, made);
          else if (kind === 'insert') inputs = inputs.toSpliced(at + 1, 0, made);
          else if (at > 0) inputs = inputs.toSpliced(at, 1);
          const fresh = inputs.map(({ file, tree }) => input(file, tree.text));
          const all = createSitecoreMerger({ spread: 1_000, last: 0 }).build(fresh, options);
          const built = merger.build(inputs, options);
          assert.equal(everything(built), everything(all));
          for (const index of [at, 0, inputs.length])
            assert.equal(
              printConfiguration(built.before(index)).text,
              printConfiguration(all.before(index)).text,
              `before ${index}`,
            );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a configuration never changes when later ones are built', () => {
    fc.assert(
      fc.property(generation, content, content, content, (which, first, patch, edited) => {
        const merger = createSitecoreMerger({ spread: 1, last: 0 });
        const inputs = [base(first), input('/s/1.config', patchFile(patch))];
        const before = merger.build(inputs, engine(which));
        const told = everything(before);
        merger.build([inputs[0]!, input('/s/1.config', patchFile(edited))], engine(which));
        merger.build([base(edited), inputs[1]!], engine(which));
        assert.equal(everything(before), told);
      }),
      { numRuns: 80 },
    );
  });

  it('what waits until somebody looks comes out as if it had been done at once', () => {
    // `z:` stands in every element; only where that is the prefix of a rule nothing waits.
    const marked = content.map((text) => text.replace(/<([abc])\b/g, '<$1 z="z:1"'));
    const file = (prefix: string, text: string) =>
      patchFile(text).replace(
        '<configuration',
        `<configuration xmlns:${prefix}="http://www.sitecore.net/xmlconfig/z/"`,
      );
    fc.assert(
      fc.property(
        fc.array(marked, { minLength: 2, maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 4 }),
        (texts, order) => {
          const build = (prefix: string) => {
            const patches = texts.slice(1).map((text, i) => input(`/s/${i + 1}.config`, file(prefix, text)));
            return buildSitecore([base(texts[0]!), ...patches], engine('new', 'R'));
          };
          const lazy = build('y');
          for (const at of order) void lazy.files[at % lazy.files.length]!.outcome.matches;
          assert.equal(everything(lazy), everything(build('z')));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('what is new in a new parent is the same whether it is shared or made on the spot', () => {
    // An empty rule always holds, and keeps its element from being shared.
    fc.assert(
      fc.property(content, (text) => {
        const plain = text.replace(
          / role:require="[^"]*"| patch:\w+='[^']*'|<patch:[^>]*\/>|<patch:attribute.*?<\/patch:attribute>/g,
          '',
        );
        const marked = plain.replace(/<([abc])\b/g, '<$1 role:require=""');
        const build = (inner: string) =>
          printConfiguration(
            buildSitecore([base(''), input('/s/1.config', patchFile(`<new>${inner}</new>`))], engine('new')).document,
          ).text;
        assert.equal(build(plain), build(marked));
      }),
    );
  });

  it('frequent selectors find what the XPath library finds', () => {
    let fast = 0;
    fc.assert(
      fc.property(content, selector, (text, expression) => {
        const numbering = numberingFrom(1, { edition: 1, keptUpTo: 0 });
        const patch = compileElement(parseXml(patchFile(text)).root!);
        const top = importElement(patch, { file: '/s', name: '' }, numbering);
        const parent = top.children[0]!;
        assert.ok(parent.kind === 'element');
        if (parseSimple(expression)) fast++;
        assert.deepEqual(
          selectChild(expression, parent, () => [top, parent]),
          selectByXPath(expression, [top, parent]),
          expression,
        );
      }),
      { numRuns: 600 },
    );
    assert.ok(fast > 100);
  });

  it('no beginning of a patch file, and no damage to one, makes it throw', () => {
    fc.assert(
      fc.property(
        generation,
        content,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('', '<', '"', '>', '&', "'", '/', '='),
        (which, text, cut, at, put) => {
          const file = patchFile(text);
          const prefix = file.slice(0, cut % (file.length + 1));
          const place = at % (file.length + 1);
          const damaged = file.slice(0, place) + put + file.slice(place + 1);
          const inputs = [
            base(text),
            input('/s/1.config', prefix),
            input('/s/2.config', damaged),
            input('/s/3.config', file),
          ];
          const configuration = buildSitecore(inputs, engine(which));
          parseXml(printConfiguration(configuration.document).text);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('depth of input costs no stack', () => {
    const deep = `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`;
    for (const which of ['old', 'new'] as const) {
      const inputs = [
        base(deep),
        input('/s/1.config', patchFile(deep)),
        input('/s/2.config', patchFile(`<b/>${deep}`)),
      ];
      const configuration = buildSitecore(inputs, engine(which));
      assert.ok(configuration.problems.every(({ code }) => code === 'too-deep'));
      assert.ok(printConfiguration(configuration.document).text.length > 0);
    }
  });

  it('ten thousand patches of one element are no more than ten thousand times the work', () => {
    const patches = Array.from({ length: 10_000 }, (_, i) => `<s name="A" v="${i}"/>`).join('');
    const many = buildSitecore([base('<s name="A"/>'), input('/s/1.config', patchFile(patches))], engine('new'));
    const element = many.document.documentElement.children[0]!;
    assert.equal(element.getAttribute('v'), '9999');
    assert.equal(element.getAttributeNode('v')!.origins.length, 10_000);
  });
});

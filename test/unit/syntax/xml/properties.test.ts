import assert from 'node:assert/strict';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { parseXml } from '../../../../server/src/syntax/xml/parse';
import { wellFormednessProblems } from '../../../../server/src/syntax/xml/wellFormed';
import { corpusXmlFiles, ownXmlFiles, type SampleFile } from '../files';
import { checkInvariants } from './invariants';
import { found, outline } from './outline';

/** Well-formed XML, written from a random tree. */
const name = fc.constantFrom('a', 'b', 'configuration', 'system.web', 'p:c', 'é', '_x-1');
const blank = fc.constantFrom(' ', '\n', '\r\n', '\t', '  ');
const content = fc.stringMatching(/^[ a-z0-9é]{1,8}$/);
const value = fc
  .stringMatching(/^[ a-z>\]\u{1F600}]{0,8}$/u)
  .map((text) => text + (text.length % 3 === 0 ? '&amp;' : ''));
const attributes = fc
  .uniqueArray(fc.tuple(fc.constantFrom('x', 'y', 'p:z'), value, fc.constantFrom('"', "'"), blank), {
    selector: ([key]) => key,
    maxLength: 3,
  })
  .map((all) => all.map(([key, text, quote, space]) => `${space}${key}=${quote}${text}${quote}`).join(''));
const { node } = fc.letrec<{ node: string; element: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    content,
    fc.stringMatching(/^[ a-z<&>]{0,6}$/).map((text) => `<!--${text}-->`),
    fc.stringMatching(/^[ a-z<&>]{0,6}$/).map((text) => `<![CDATA[${text}]]>`),
    fc.constantFrom('&lt;', '&#65;', '<?php echo "<a>" ?>', '\r\n'),
    tie('element'),
  ),
  element: fc
    .tuple(name, attributes, fc.option(fc.array(tie('node'), { maxLength: 4 })))
    .map(([tag, list, children]) => (children ? `<${tag}${list}>${children.join('')}</${tag}>` : `<${tag}${list}/>`)),
}));
const wellFormed = fc
  .tuple(
    fc.constantFrom('', '<?xml version="1.0" encoding="utf-8"?>', '<!-- c -->\n'),
    fc.array(node, { maxLength: 6 }),
  )
  .map(([prolog, nodes]) => `${prolog}<root xmlns:p="u">${nodes.join('')}</root>\n`);

/** Pieces of markup in any order. */
const soup = fc
  .array(
    fc.constantFrom(
      '<',
      '>',
      '/',
      '</',
      '/>',
      '<a',
      '</a>',
      '</b>',
      '<b>',
      '<a x="1"',
      ' x=',
      '"',
      "'",
      '=',
      ' ',
      '\n',
      '\r\n',
      '\t',
      '<!--',
      '-->',
      '--',
      '--!>',
      '<![CDATA[',
      ']]>',
      '<?xml ',
      '?>',
      '<?p',
      '<!DOCTYPE a',
      '[',
      ']',
      '<!',
      '&',
      '&amp;',
      '&#',
      ';',
      'text',
      ':',
      '\uFEFF',
      '\0',
      '\uD83D',
      '\u{1F600}',
      'é',
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

describe('xml of any kind', () => {
  it('well-formed text has no problems, and the validator agrees', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        assert.deepEqual(found(checkInvariants(text)), []);
        assert.equal(XMLValidator.validate(text), true);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps its tree when it goes through the tolerant reader', () => {
    // A broken tag in front costs the tokenizer its clean stretch; behind it everything must read as before.
    fc.assert(
      fc.property(wellFormed, (text) => {
        const body = text.slice(text.indexOf('<root'));
        const clean = outline(parseXml(`<r>${body}</r>`)).slice(2);
        assert.equal(outline(parseXml(`<r y>${body}</r>`)).slice(6), clean);
        const slow = outline(parseXml(`<r>${'<e'.repeat(40)} ${body}</r>`));
        assert.ok(slow.includes(outline(parseXml(body))), slow);
      }),
      { numRuns: 200 },
    );
  });

  it('any soup of markup makes a sound tree', () => {
    fc.assert(
      fc.property(soup, (text) => void checkInvariants(text)),
      { numRuns: 3000 },
    );
  });

  it('has errors when a strict parser has, and only then', () => {
    fc.assert(
      fc.property(
        wellFormed,
        fc.nat(),
        fc.constantFrom('', '<', '"', '&', '>', '</a>', '/', '=', '<b>'),
        (text, at, piece) => {
          // Whole characters: the parser lets half of a surrogate pass.
          const characters = [...text];
          const edited = characters.with(at % characters.length, piece).join('');
          const errors = parseXml(edited).problems.filter((each) => each.severity === 'error');
          assert.equal(errors.length > 0, strictlyWrong(edited), JSON.stringify(errors[0] ?? '') + edited);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('the quick look at the markup never passes what the full check finds', () => {
    const text =
      '<?xml version="1.0"?>\n<root xmlns:p="u" xmlns:q="w" a="1" p:a="2">\n  <!-- c - d --><p:e q:a="3" p:b=\'4\' ab="5" />\n' +
      '  <g xmlns="v" b="6"><![CDATA[h]]><x.y-z1 ya="7" a="8"></x.y-z1 ></g>\n</root>\n';
    const pieces = [
      ...'<>/=:"\' -.?!pqaxuwe1é',
      'p:',
      'xmlns:p=',
      'xmlns:',
      'xml',
      '--',
      '<a/>',
      '<!DOCTYPE a>',
      ' a="9"',
    ];
    let quiet = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom('', ...pieces)), { minLength: 1, maxLength: 2 }),
        (edits) => {
          const edited = edits.reduce((now, [at, length, piece]) => {
            const i = at % (now.length + 1);
            return now.slice(0, i) + piece + now.slice(i + length);
          }, text);
          const document = parseXml(edited);
          if (document.problems.length > 0) return;
          quiet++;
          assert.deepEqual(wellFormednessProblems(document), []);
        },
      ),
      { numRuns: 4000 },
    );
    assert.ok(quiet > 400, `${quiet} of the edited texts were sound`);
  });

  it('random edits of real markup make a sound tree', () => {
    const text =
      '<?xml version="1.0"?>\r\n<a b="1" c=\'2\'>\r\n  <!-- d --><e f="&amp;"/>\r\n  <g><![CDATA[h]]></g>\r\n</a>\r\n';
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.boolean()), { minLength: 1, maxLength: 6 }), (edits) => {
        const edited = edits.reduce((now, [at, length, twice]) => {
          const i = at % (now.length + 1);
          return now.slice(0, i) + (twice ? now.slice(i, i + length).repeat(2) : '') + now.slice(i + length);
        }, text);
        checkInvariants(edited);
      }),
      { numRuns: 2000 },
    );
  });

  it('every prefix of every own fixture parses', () => {
    const files = ownXmlFiles();
    for (const file of files) checkPrefixes(file);
  });

  it('every prefix of the corpus parses', function () {
    const files = corpusXmlFiles();
    if (!files) {
      console.log('      skipped: no ../shared/corpus');
      this.skip();
    }
    assert.ok(files.length > 100);
    for (const file of files) checkPrefixes(file, prefixCount(file.text.length));
  });

  it('what the corpus says and the validator says about it is the same', function () {
    const files = corpusXmlFiles();
    if (!files) this.skip();
    for (const { name: file, text } of files) {
      const errors = parseXml(text).problems.filter((each) => each.severity === 'error');
      const valid = XMLValidator.validate(text) === true;
      if (!valid) assert.ok(errors.length > 0, `${file} is not well-formed`);
      else
        assert.ok(
          errors.every((each) => UNCHECKED.has(each.code)),
          `${file}: ${JSON.stringify(errors[0])}`,
        );
    }
  });
});

function strictlyWrong(text: string): boolean {
  const parser = new SaxesParser({ xmlns: true });
  let wrong = false;
  parser.on('error', () => {
    wrong = true;
  });
  parser.write(text).close();
  return wrong;
}

/**
 * What fast-xml-parser's validator (5.12) lets pass: namespaces, hyphens in comments, references that are not ended or
 * not known, `<` and missing white space in tags, `]]>` and control characters, text after the root in some places,
 * what an instruction holds, and where a declaration stands.
 */
const UNCHECKED = new Set([
  'undeclared-prefix',
  'bad-namespace',
  'bad-comment',
  'bad-reference',
  'unescaped-less-than',
  'missing-space',
  'stray-character',
  'bad-name',
  'bad-declaration',
  'unclosed-instruction',
  'misplaced-declaration',
]);

/** Prefixes at all lengths, or at some hundred: spread over the file, and as many drawn by lot. */
function checkPrefixes({ name: file, text }: SampleFile, count = Number.POSITIVE_INFINITY): void {
  for (const length of lengthsOf(text.length, count)) {
    try {
      const prefix = text.slice(0, length);
      if (length % 16 === 0 || length === text.length) checkInvariants(prefix);
      else parseXml(prefix);
    } catch (error) {
      throw new Error(`${file}, the first ${length} characters: ${(error as Error).message}`);
    }
  }
}

function lengthsOf(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length: length + 1 }, (_, i) => i);
  return Array.from({ length: count }, (_, i) =>
    Math.floor(i % 2 === 0 ? (i * length) / count : Math.random() * length),
  ).concat(length);
}

/**
 * The corpus has too many prefixes for every run: with EVERY_PREFIX set all of files up to 8 kB are parsed, else some,
 * different ones each time. Large files get fewer, by what a prefix costs.
 */
function prefixCount(length: number): number {
  if (process.env.EVERY_PREFIX && length <= 8192) return Number.POSITIVE_INFINITY;
  return Math.max(12, Math.min(200, Math.floor(200_000 / length)));
}

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { chain, historyOf, literal } from './chain';

const CORPUS = path.resolve(import.meta.dirname, '../../../../../shared/corpus');

const NESTED = `
  //- machine.config
  <configuration><connectionStrings><add name="Local" connectionString="x" /></connectionStrings></configuration>
  //- applicationHost.config
  <configuration>
    <configSections><sectionGroup name="system.webServer"><section name="asp" overrideModeDefault="Deny" /></sectionGroup></configSections>
    <location path="Shop" overrideMode="Allow"><system.webServer><asp /></system.webServer></location>
  </configuration>
  //- site/Web.config
  <configuration>
    <configSections><section name="shop" type="A, B" /></configSections>
    <appSettings file="x.config" configBuilders="Env"><add key="a" value="1" /><clear /></appSettings>
    <location path="admin" allowOverride="false"><system.web><pages lockItem="true" /></system.web></location>
    <system.web><sessionState configSource="x.config" /><authentication><forms timeout="3" /></authentication></system.web>
    <system.webServer><asp /></system.webServer>
  </configuration>
  //- site/x.config
  <sessionState timeout="1"><providers><add name="p" /></providers></sessionState>
  //- site/admin/Web.config
  <configuration><system.web><pages asyncTimeout="2" /></system.web></configuration>
`;

/** Everything a caller may ask for. */
function lookAtAll(files: ReadonlyMap<string, string>, options: { asDom?: boolean } = {}): void {
  const { at } = chain(files, options);
  for (const location of [undefined, 'admin', 'admin/x.aspx']) {
    const configuration = at(location, { site: { name: 'Shop', application: '/' } });
    for (const problem of configuration.problems) {
      const { start, end } = problem.span;
      assert.ok(start >= 0 && start <= end && end <= files.get(problem.file)!.length, problem.code);
    }
    for (const section of configuration.sections()) {
      const work = [configuration.section(section)!];
      for (let element = work.pop(); element; element = work.pop()) {
        assert.ok(element.attributes);
        work.push(...element.children);
      }
    }
  }
}

describe('any input', () => {
  const files = chain(NESTED).files;

  it('every prefix of every file gives an answer', () => {
    for (const [file, text] of files)
      for (let length = 0; length < text.length; length += 3)
        lookAtAll(new Map(files).set(file, text.slice(0, length)));
  });

  it('so does every mixture of what may stand in a file', () => {
    const names = [
      'configuration',
      'location',
      'configSections',
      'system.web',
      'sessionState',
      'add',
      'clear',
      'remove',
    ];
    const attributes = ['path', 'name', 'key', 'configSource', 'file', 'lockItem', 'lockElements', 'configBuilders'];
    const values = ['', '.', 'a', 'x.config', 'Web.config', '..\\x', 'true', '*', 'C:\\x'];
    const attributesOf = fc
      .uniqueArray(fc.tuple(fc.constantFrom(...attributes), fc.constantFrom(...values)), {
        selector: ([name]) => name,
        maxLength: 3,
      })
      .map((pairs) => pairs.map(([name, value]) => ` ${name}="${value}"`).join(''));
    const elementOf = (content: fc.Arbitrary<string>) =>
      fc
        .tuple(fc.constantFrom(...names), attributesOf, fc.array(content, { maxLength: 3 }))
        .map(([name, given, children]) => `<${name}${given}>${children.join('')}</${name}>`);
    const leaf = elementOf(fc.constant(''));
    const element = elementOf(elementOf(elementOf(leaf)));
    fc.assert(
      fc.property(element, element, fc.boolean(), (root, other, asDom) => {
        const texts = new Map([
          ['/site/Web.config', `<configuration>${root}</configuration>`],
          ['/site/x.config', other],
          ['/site/admin/Web.config', `<configuration>${other}</configuration>`],
        ]);
        lookAtAll(texts, { asDom });
      }),
      { numRuns: 150 },
    );
  });

  it('a hundred thousand nested elements are no stack overflow', () => {
    const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
    const { at } = chain(new Map([['/site/Web.config', `<configuration><shop>${deep}</shop></configuration>`]]));
    assert.equal(at().section('shop')?.children.length, 1);
    assert.equal(at().problems.length, 1);
  });
});

describe('real sites', () => {
  const site = (folder: string): Map<string, string> => {
    const root = path.join(CORPUS, 'sites', folder);
    const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.config$/i.test(file));
    return new Map(
      found.map((file) => [
        `/site/${file.replaceAll('\\', '/')}`,
        readFileSync(path.join(root, file), 'utf8').replace(/^\uFEFF/, ''),
      ]),
    );
  };
  before(function () {
    if (existsSync(CORPUS)) return;
    console.log('      the corpus is not here: skipped');
    this.skip();
  });

  it('SmartStore keeps its session for 10 minutes, in a file of its own', () => {
    const { at } = chain(site('smartstore/src/Presentation/SmartStore.Web'));
    assert.equal(historyOf(at(), 'system.web/sessionState/@timeout'), 'Config/SessionState.config=10');
    assert.equal(historyOf(at(), 'system.web/authentication/forms/@timeout'), 'Web.config=43200');
    assert.equal(literal(at(), 'system.web/sessionState/@mode'), 'InProc');
    assert.deepEqual(at().problems, []);
  });

  it('BlogEngine turns session state on again in the folders of its administration', () => {
    const { at } = chain(site('blogengine/BlogEngine/BlogEngine.NET'));
    const path = 'system.web/pages/@enableSessionState';
    assert.equal(historyOf(at(), path), 'Web.Config=false');
    assert.equal(
      historyOf(at('admin/app/editor'), path),
      'Web.Config=false < admin/Web.Config=true < admin/app/editor/Web.Config=true',
    );
    assert.equal(literal(at('Account'), path), 'false');
    assert.deepEqual(at('admin/app/editor').problems, []);
  });
});

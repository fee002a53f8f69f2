import assert from 'node:assert/strict';
import { sitecoreActionsAt } from '../../../server/src/features/sitecore/actions';
import { memoryFiles } from '../../../server/src/files/memory';
import { keyOf } from '../../../server/src/files/paths';
import { lookAt } from '../../../server/src/rules/sitecore/shared/files';
import { settingsOf } from '../../../server/src/settings/reader';
import type { WorkspaceOptions } from '../../../server/src/site/options';
import { SITECORE } from '../../../server/src/site/sitecore/key';
import { optionsGiven } from '../../../server/src/site/userOptions';
import { openWorkspace, type Workspace } from '../../../server/src/site/workspace';
import { LAYERS, NAMESPACES, patch, setting } from '../sitecoreFixture';
import { findingsIn } from '../sites';

const WEB = `<configuration>
  <configSections><section name="sitecore" type="Sitecore.Configuration.RuleBasedConfigReader, Sitecore.Kernel" /></configSections>
  <appSettings><add key="role:define" value="Standalone" /></appSettings>
  <connectionStrings configSource="App_Config\\ConnectionStrings.config" />
  <sitecore configSource="App_Config\\Sitecore.config" />
  <system.web><sessionState timeout="33" /></system.web>
</configuration>`;

const page = (inside: string) => `<sitecore ${NAMESPACES}>${inside}</sitecore>`;

/** An instance of our own invention at `at`. */
function instance(at: string): [string, string][] {
  return [
    [`${at}/Web.config`, WEB],
    [`${at}/sitecore/shell/sitecore.version.xml`, '<version><major>10</major><minor>2</minor></version>'],
    [`${at}/App_Config/ConnectionStrings.config`, '<connectionStrings />'],
    [`${at}/App_Config/Layers.config`, LAYERS],
    [`${at}/App_Config/Sitecore.config`, page(setting('Base.Size', '1'))],
    [`${at}/App_Config/Sitecore/CMS/Sitecore.Things.config`, patch(setting('Things.Size', '1'))],
    [`${at}/App_Config/Modules/Extras/Extras.config`, patch(setting('Extras.Size', '1'))],
  ];
}

/** A solution of two modules, one of which changes what comes with Sitecore. */
const SOLUTION: readonly [string, string][] = [
  ['/repo/Shop.sln', 'Microsoft Visual Studio Solution File\n'],
  ['/repo/src/News/App_Config/Include/News.config', patch(setting('Things.Size', '5'))],
  [
    '/repo/src/Shop/App_Config/Include/Shop.config',
    patch('<settings><setting name="Gone.Size"><patch:delete /></setting></settings>'),
  ],
];

/** The solution alone is the workspace; what is named lies outside. */
function opened(files: readonly (readonly [string, string])[], options: WorkspaceOptions): Promise<Workspace> {
  return openWorkspace(memoryFiles(new Map(files)), ['/repo'], options);
}

async function siteWith(files: readonly (readonly [string, string])[], options: WorkspaceOptions) {
  const { sites } = await opened(files, options);
  assert.equal(sites.length, 1);
  return sites[0]!;
}

const rulesFound = (workspace: Workspace) => findingsIn(workspace).map(({ rule }) => rule);

describe('a Sitecore installation that the user names', () => {
  for (const [what, path] of [
    ['its web root', '/stock'],
    ['its App_Config', '/stock/App_Config'],
  ] as const)
    it(`is what the modules of a solution are laid over: ${what}`, async () => {
      const site = await siteWith([...SOLUTION, ...instance('/stock')], { sitecoreStock: path });
      const sitecore = site.part(SITECORE)!;
      assert.deepEqual([site.root, sitecore.complete, sitecore.stock?.kind], ['/repo', true, 'tree']);
      assert.equal(sitecore.sources.base?.file, '/stock/App_Config/Sitecore.config');
      assert.equal(lookAt(site.view(null))!.stockIsHere, true);
      assert.deepEqual(
        site.files.filter(({ active, order }) => active && order !== undefined).map(({ file }) => file),
        [
          '/stock/App_Config/Sitecore/CMS/Sitecore.Things.config',
          '/stock/App_Config/Modules/Extras/Extras.config',
          '/repo/src/News/App_Config/Include/News.config',
          '/repo/src/Shop/App_Config/Include/Shop.config',
        ],
      );
    });

  it('is found in a copy of an image', async () => {
    const site = await siteWith([...SOLUTION, ...instance('/image/inetpub/wwwroot')], { sitecoreStock: '/image' });
    assert.equal(site.part(SITECORE)!.sources.base?.file, '/image/inetpub/wwwroot/App_Config/Sitecore.config');
  });

  it('tells what its web.config sets, and its version', async () => {
    const site = await siteWith([...SOLUTION, ...instance('/stock')], { sitecoreStock: '/stock' });
    assert.equal(settingsOf(site.view(null)).get('system.web/sessionState/@timeout').literal, '33');
    assert.equal(site.version, '10.2');
  });

  it('makes a web.config known that only names the base', async () => {
    const files: [string, string][] = [
      ['/repo/Web.config', WEB],
      ['/repo/App_Config/Include/News.config', patch(setting('Things.Size', '5'))],
    ];
    assert.equal((await siteWith(files, {})).part(SITECORE)!.complete, false);
    const site = await siteWith([...files, ...instance('/stock')], { sitecoreStock: '/stock' });
    assert.deepEqual([site.part(SITECORE)!.complete, site.webConfig?.path], [true, '/repo/Web.config']);
  });

  it('lets a delete that hits nothing be told, and is itself neither reported nor changed', async () => {
    const without = await opened(SOLUTION, {});
    assert.ok(!rulesFound(without).includes('sitecore-delete-misses'));
    const broken: [string, string][] = [
      [
        '/stock/App_Config/Include/Zz.config',
        patch('<settings><setting name="Never"><patch:delete /></setting></settings>'),
      ],
    ];
    const workspace = await opened([...SOLUTION, ...instance('/stock'), ...broken], { sitecoreStock: '/stock' });
    const findings = findingsIn(workspace);
    const misses = findings.filter(({ rule }) => rule === 'sitecore-delete-misses');
    assert.deepEqual(
      misses.map(({ at }) => at.file),
      ['/repo/src/Shop/App_Config/Include/Shop.config'],
    );
    const touched = findings.flatMap(({ at, fixes = [] }) => [at, ...fixes.flatMap(({ edits }) => edits)]);
    assert.deepEqual(
      touched.map(({ file }) => file).filter((file) => file.startsWith('/stock')),
      [],
    );
  });

  it('is replaced by a file of the solution, which is no collision', async () => {
    const mine = '/repo/src/News/App_Config/Modules/Extras/Extras.config';
    const site = await siteWith([...SOLUTION, ...instance('/stock'), [mine, patch(setting('Extras.Size', '7'))]], {
      sitecoreStock: '/stock',
    });
    assert.ok(site.files.some(({ file, active }) => active && file === mine));
    assert.ok(!site.files.some(({ file }) => file === '/stock/App_Config/Modules/Extras/Extras.config'));
    assert.deepEqual(site.part(SITECORE)!.collisions, []);
  });

  it('gets no new file: a patch for one of its values goes to a project of the solution', async () => {
    const stock = instance('/stock');
    stock.push(['/stock/App_Config/Include/DataFolder.config', patch('')]);
    const modules: [string, string][] = [
      ['/repo/src/News/App_Config/Modules/News/News.config', patch(setting('News.Size', '5'))],
    ];
    const site = await siteWith([...modules, ...stock], { sitecoreStock: '/stock' });
    const file = site.sources.get(keyOf('/stock/App_Config/Sitecore/CMS/Sitecore.Things.config'))!;
    const offset = file.text.indexOf('value="1') + 'value="'.length;
    const [fix] = sitecoreActionsAt({ site, file, variant: null }, offset);
    assert.equal(fix!.create?.file, '/repo/src/News/App_Config/Include/Things.Size.config');
  });

  it('is not mixed into a site that has its own', async () => {
    const whole = instance('/repo').filter(([path]) => !path.endsWith('Extras.config'));
    const site = await siteWith([...whole, ...instance('/stock')], { sitecoreStock: '/stock' });
    assert.equal(site.part(SITECORE)!.stock, undefined);
    assert.ok(![...site.sources.keys()].some((path) => path.startsWith('/stock')));
  });

  it('may be a saved page of everything', async () => {
    const files: [string, string][] = [...SOLUTION, ['/else/ShowConfig.xml', page(setting('Things.Size', '1'))]];
    const workspace = await opened(files, { sitecoreStock: '/else/ShowConfig.xml' });
    const look = lookAt(workspace.sites[0]!.view(null))!;
    assert.deepEqual([look.sitecore.complete, look.stockIsHere], [true, true]);
    const [settings] = look.configuration.document.documentElement.children;
    assert.equal(settings!.children[0]!.getAttribute('value'), '5');
    assert.ok(rulesFound(workspace).includes('sitecore-delete-misses'));
  });

  it('may be a page of an instance that ran the same patches: nobody knows what was there before them', async () => {
    const merged = '<settings><setting name="Things.Size" value="5" patch:source="News.config" /></settings>';
    const workspace = await opened([...SOLUTION, ['/else/p.xml', page(merged)]], { sitecoreStock: '/else/p.xml' });
    assert.equal(lookAt(workspace.sites[0]!.view(null))!.stockIsHere, false);
    assert.ok(!rulesFound(workspace).includes('sitecore-delete-misses'));
  });

  const unfit: readonly [string, string, readonly [string, string][], RegExp][] = [
    ['nothing there', '/nowhere', [], /nothing at this path/],
    ['an error page', '/else/p.html', [['/else/p.html', '<html><body>Sign in</body></html>']], /no page of ShowConfig/],
    ['a text', '/else/p.txt', [['/else/p.txt', 'Access denied']], /no page of ShowConfig/],
    ['a page that was cut off', '/else/p.xml', [['/else/p.xml', '<sitecore><settings>']], /not? (?:page|well-formed)/],
    ['a folder of something else', '/else', [['/else/readme.md', 'x']], /no App_Config/],
    ['patches alone', '/else', [['/else/App_Config/Include/A.config', patch('<settings />')]], /not Sitecore's own/],
  ];
  for (const [what, path, files, reason] of unfit)
    it(`is said to be unfit, and nothing else is lost: ${what}`, async () => {
      const workspace = await opened([...SOLUTION, ...files], { sitecoreStock: path });
      const [said, ...others] = findingsIn(workspace).filter(({ rule }) => rule === 'sitecore-stock-unfit');
      assert.deepEqual([said?.severity, others], ['information', []]);
      assert.match(said!.message, reason);
      const without = rulesFound(await opened(SOLUTION, {}));
      assert.deepEqual(
        rulesFound(workspace).filter((rule) => rule !== 'sitecore-stock-unfit'),
        without,
      );
    });

  it('is taken by version, and told when it is of another', async () => {
    const packages = (version: string): [string, string] => [
      '/repo/Directory.Packages.props',
      `<Project><ItemGroup><PackageVersion Include="Sitecore.Kernel" Version="${version}" /></ItemGroup></Project>`,
    ];
    const byVersion = { sitecoreStock: { '10': '/old', '10.2': '/stock', '9.3': '/old' } };
    const right = await opened([...SOLUTION, packages('10.2.1'), ...instance('/stock')], byVersion);
    assert.equal(right.sites[0]!.part(SITECORE)!.stock?.path, '/stock');
    assert.ok(!rulesFound(right).includes('sitecore-stock-unfit'));
    assert.equal((await siteWith([...SOLUTION, packages('8.2.1')], byVersion)).part(SITECORE)!.stock, undefined);

    const wrong = await opened([...SOLUTION, packages('10.3.1'), ...instance('/stock')], { sitecoreStock: '/stock' });
    const [said] = findingsIn(wrong).filter(({ rule }) => rule === 'sitecore-stock-unfit');
    assert.match(said!.message, /is of Sitecore 10\.2, and the site of 10\.3\.1/);
    assert.equal(said!.at.file, '/repo/Directory.Packages.props');
    assert.equal(wrong.sites[0]!.part(SITECORE)!.complete, true);
  });

  it('is read again when a file of it changes or comes', async () => {
    const files = memoryFiles([...SOLUTION, ...instance('/stock')]);
    const workspace = await openWorkspace(files, ['/repo'], { sitecoreStock: '/stock' });
    files.write('/stock/Web.config', WEB.replace('"33"', '"44"'));
    await workspace.changed(['/stock/Web.config']);
    const timeout = settingsOf(workspace.sites[0]!.view(null)).get('system.web/sessionState/@timeout');
    assert.equal(timeout.literal, '44');
    const fresh = '/stock/App_Config/Modules/Extras/More.config';
    files.write(fresh, patch(setting('More.Size', '1')));
    await workspace.changed([fresh]);
    assert.ok(workspace.sites[0]!.files.some(({ file, active }) => active && file === fresh));
    assert.equal(workspace.sites.length, 1);
  });

  it('is named in the settings by one path, or by versions', () => {
    const pathOf = (named: string) => `/ws/${named}`;
    assert.deepEqual(optionsGiven({ sitecore: { stock: 'a' } }, pathOf), { sitecoreStock: '/ws/a' });
    assert.deepEqual(optionsGiven({ sitecore: { stock: { '10.2': 'b' } } }, pathOf), {
      sitecoreStock: { '10.2': '/ws/b' },
    });
    for (const given of [{}, { sitecore: null }, { sitecore: { stock: '' } }, { sitecore: { stock: 3 } }])
      assert.deepEqual(optionsGiven(given, pathOf), {});
  });
});

import assert from 'node:assert/strict';
import { fileAccess } from '../../../../server/src/config/sitecore/access';
import { buildSitecore } from '../../../../server/src/config/sitecore/effective';
import { compareNames } from '../../../../server/src/config/sitecore/includeFiles';
import {
  type LocateOptions,
  locateSitecore,
  optionsFor,
  readInputs,
} from '../../../../server/src/config/sitecore/locate';
import { parseVersion } from '../../../../server/src/config/sitecore/version';
import { memoryFiles } from '../../../../server/src/files/memory';
import { inOneLine, patchFile } from './merging';

const NEW = 'Sitecore.Configuration.RuleBasedConfigReader, Sitecore.Kernel';
const OLD = 'Sitecore.Configuration.ConfigReader, Sitecore.Kernel';
const ROLES = 'Sitecore.Configuration.Roles.RoleConfigReader, Sitecore.Configuration.Roles';

const webConfig = (handler: string, rest = '<sitecore configSource="App_Config\\Sitecore.config"/>') =>
  `<configuration><configSections><section name="sitecore" type="${handler}"/></configSections>${rest}</configuration>`;

/** A site in memory from relative paths; a text of `''` is a patch file that adds an element named after its file. */
async function locate(files: Record<string, string>, options?: LocateOptions) {
  const memory = memoryFiles(
    Object.entries(files).map(([path, text]) => {
      const name = path.slice(path.lastIndexOf('/') + 1).replace(/\W.*/, '');
      return [`/site/${path}`, text || patchFile(`<n name="${name}"/>`)] as const;
    }),
  );
  const access = fileAccess(memory);
  const sources = await locateSitecore(access, '/site', options);
  return sources && { sources, inputs: await readInputs(sources, access) };
}

async function loaded(files: Record<string, string>, options?: LocateOptions) {
  const site = (await locate(files, options))!;
  return site.inputs.map(({ file }) => file.slice('/site/'.length));
}

const STOCK = { 'Web.config': webConfig(NEW), 'App_Config/Sitecore.config': '<sitecore/>' };

describe('Locating the Sitecore configuration: the base', () => {
  it('stands in the web.config', async () => {
    assert.deepEqual(await loaded({ 'web.config': webConfig(OLD, '<sitecore/>') }), ['web.config']);
  });
  it('or below a <location> there', async () => {
    const site = await locate({ 'web.config': webConfig(OLD, '<location path="."><sitecore x="1"/></location>') });
    assert.equal(inOneLine(buildSitecore(site!.inputs, optionsFor(site!.sources))), '<sitecore x="1"></sitecore>');
  });
  it('or in the file that configSource names, in any case', async () => {
    const files = { 'WEB.CONFIG': webConfig(NEW), 'app_config/SITECORE.config': '<sitecore/>' };
    assert.deepEqual(await loaded(files), ['app_config/SITECORE.config']);
  });
  it('a missing file and one outside the site are problems', async () => {
    const codes = async (source: string) => {
      const site = await locate({
        'web.config': webConfig(NEW, `<sitecore configSource="${source}"/>`),
        'App_Config/x': 'x',
      });
      return site!.sources.problems.map(({ code }) => code);
    };
    assert.deepEqual(await codes('App_Config\\Sitecore.config'), ['missing-file']);
    assert.deepEqual(await codes('..\\..\\secret.config'), ['include-outside']);
    assert.deepEqual(await codes('\\\\server\\share\\x.config'), ['include-outside']);
    assert.deepEqual(await codes('C:\\x.config'), ['include-outside']);
  });
  it('there is none without a <sitecore>', async () => {
    assert.equal(await locate({ 'web.config': '<configuration/>' }), undefined);
    assert.equal(await locate({}), undefined);
  });
});

describe('Locating the Sitecore configuration: layers', () => {
  const layers = (text: string) => ({ ...STOCK, 'App_Config/Layers.config': `<layers>${text}</layers>` });

  it('load in their order; files before folders, by name without case', async () => {
    const files = {
      ...layers('<layer name="B" includeFolder="/App_Config/B/"/><layer name="A" includeFolder="/App_Config/A"/>'),
      'App_Config/A/a.config': '',
      'App_Config/B/Z.config': '',
      'App_Config/B/b.config': '',
      'App_Config/B/Sub/a.config': '',
      'App_Config/B/Another/z.config': '',
    };
    assert.deepEqual(await loaded(files), [
      'App_Config/Sitecore.config',
      'App_Config/B/b.config',
      'App_Config/B/Z.config',
      'App_Config/B/Another/z.config',
      'App_Config/B/Sub/a.config',
      'App_Config/A/a.config',
    ]);
  });
  it('what the load order lists comes first, what it switches off not at all', async () => {
    const site = await locate({
      ...layers(
        `<layer name="L" includeFolder="/App_Config/L/"><loadOrder>
           <add path="Second" type="Folder"/><add path="last.config" type="File"/><add path="Absent" type="Folder"/>
           <add path="off.config" type="File" mode="Off"/>
         </loadOrder></layer>
         <layer name="Off" includeFolder="/App_Config/Off/" mode="off"/>
         <layer name="Nowhere" includeFolder="/App_Config/Nowhere/"/>`,
      ),
      'App_Config/L/a.config': '',
      'App_Config/L/last.config': '',
      'App_Config/L/off.config': '',
      'App_Config/L/Second/x.config': '',
      'App_Config/L/First/x.config': '',
      'App_Config/L/b.config.disabled': '',
      'App_Config/L/readme.txt': '',
      'App_Config/Off/x.config': '',
      'App_Config/Unknown/x.config': '',
    });
    const { files } = site!.sources;
    assert.deepEqual(
      files
        .filter(({ active }) => active)
        .map(({ file, order }) => `${order} ${file.slice('/site/App_Config/'.length)}`),
      ['0 L/Second/x.config', '1 L/last.config', '2 L/a.config', '3 L/First/x.config'],
    );
    assert.deepEqual(
      files
        .filter(({ active }) => !active)
        .map(({ file, reason }) => `${file.slice('/site/App_Config/'.length)} ${reason!.code}`),
      [
        'L/off.config file-off',
        'L/b.config.disabled extension',
        'Off/x.config layer-off',
        'Unknown/x.config outside-layers',
      ],
    );
    assert.deepEqual(
      site!.sources.layers.map(({ name, off, folder }) => [name, off, folder !== undefined]),
      [
        ['L', false, true],
        ['Off', true, true],
        ['Nowhere', false, false],
      ],
    );
    assert.deepEqual(site!.sources.problems, []);
  });
  it('a file that two layers reach is loaded once', async () => {
    const files = {
      ...layers('<layer name="A" includeFolder="/App_Config/A"/><layer name="B" includeFolder="/app_config/a"/>'),
      'App_Config/A/a.config': '',
    };
    assert.deepEqual(await loaded(files), ['App_Config/Sitecore.config', 'App_Config/A/a.config']);
  });
  it('stock layers where Layers.config is missing', async () => {
    const files = { ...STOCK, 'App_Config/Include/x.config': '', 'App_Config/Environment/y.config': '' };
    assert.deepEqual((await loaded(files)).slice(1), [
      'App_Config/Include/x.config',
      'App_Config/Environment/y.config',
    ]);
  });
  it('and where it is broken, which is a problem', async () => {
    const site = await locate({ ...STOCK, 'App_Config/Layers.config': '<layer', 'App_Config/Include/x.config': '' });
    assert.deepEqual(
      site!.sources.problems.map(({ code, file }) => [code, file]),
      [['broken-file', '/site/App_Config/Layers.config']],
    );
    assert.equal(site!.inputs.length, 2);
  });
  it('an underscore sorts behind letters', () => {
    assert.deepEqual(['_a', 'b', 'Z', '-', '1'].sort(compareNames), ['-', '1', 'b', 'Z', '_a']);
  });
});

describe('Locating the Sitecore configuration: before 9', () => {
  const files = {
    'App_Config/Include/b.config': '',
    'App_Config/Include/Sub/a.config': '',
    'App_Config/Sitecore/Components/z.config': '',
    'App_Config/Mine/m.config': '',
  };
  it('two folders', async () => {
    assert.deepEqual(await loaded({ ...files, 'web.config': webConfig(OLD, '<sitecore/>') }), [
      'web.config',
      'App_Config/Sitecore/Components/z.config',
      'App_Config/Include/b.config',
      'App_Config/Include/Sub/a.config',
    ]);
  });
  it('the roles module reads roles, and other folders when told so', async () => {
    const settings =
      '<appSettings><add key="role:define" value="delivery"/><add key="include:override" value="/App_Config/Mine;/App_Config/None"/></appSettings><sitecore/>';
    const site = await locate({ ...files, 'web.config': webConfig(ROLES, settings) });
    assert.equal(site!.sources.ruleSupport, 'role');
    assert.deepEqual(
      site!.inputs.map(({ file }) => file.slice('/site/'.length)),
      ['web.config', 'App_Config/Sitecore/Components/z.config', 'App_Config/Mine/m.config'],
    );
    assert.deepEqual([...optionsFor(site!.sources).rules.get('role')!], ['delivery']);
  });
  it('nothing may stand before <sitecore> in a patch file', async () => {
    const site = await locate({
      'web.config': webConfig(OLD, '<sitecore/>'),
      'App_Config/Include/a.config': '<configuration><!-- c --><sitecore><a/></sitecore></configuration>',
      'App_Config/Include/b.config': '<configuration><sitecore><b/></sitecore></configuration>',
    });
    const built = buildSitecore(site!.inputs, optionsFor(site!.sources));
    assert.equal(inOneLine(built), '<sitecore><b/></sitecore>');
    assert.deepEqual(
      built.problems.map(({ code, file }) => [code, file]),
      [['wrong-section', '/site/App_Config/Include/a.config']],
    );
  });
});

describe('Locating the Sitecore configuration: rules and versions', () => {
  it('rules from appSettings, also from files; the caller has the last word', async () => {
    const site = await locate({
      ...STOCK,
      'web.config': webConfig(
        NEW,
        '<appSettings configSource="App_Config\\AppSettings.config"/><sitecore configSource="App_Config\\Sitecore.config"/>',
      ),
      'App_Config/AppSettings.config':
        '<appSettings configBuilders="Env"><add key="role:define" value="ContentManagement"/><add key="search:define" value="Solr"/></appSettings>',
    });
    const roles = (...rules: { key: string; value: string }[]) => [
      ...optionsFor(site!.sources, rules).rules.get('role')!,
    ];
    assert.deepEqual(roles(), ['contentmanagement']);
    assert.deepEqual(roles({ key: 'role:define', value: 'ContentDelivery' }), ['contentdelivery']);
    assert.equal(site!.sources.rulesFromEnvironment, 'Env');
    assert.deepEqual(
      site!.sources.definitions.map(({ rule, file }) => [rule, file]),
      [
        ['role', '/site/App_Config/AppSettings.config'],
        ['search', '/site/App_Config/AppSettings.config'],
      ],
    );
  });
  it('the version file tells the version, and an option overrules it', async () => {
    const file =
      '<information><version><major>9</major><minor>0</minor><build>2</build><revision>180604</revision></version></information>';
    const files = { ...STOCK, 'sitecore/shell/sitecore.version.xml': file };
    assert.deepEqual((await locate(files))!.sources.version, { major: 9, minor: 0, update: 2, revision: 180604 });
    const older = await locate(files, { version: parseVersion('8.2')! });
    assert.deepEqual([older!.sources.version, older!.sources.generation], [{ major: 8, minor: 2 }, 'old']);
  });
  it('without it there is only evidence', async () => {
    const { version, evidence, generation } = (await locate({ ...STOCK, 'App_Config/Layers.config': '<layers/>' }))!
      .sources;
    assert.equal(version, undefined);
    assert.equal(generation, 'new');
    assert.ok(evidence.some(({ atLeast }) => atLeast?.major === 9));
  });
  it("a section handler of somebody's own leaves it to the other signs", async () => {
    const own = webConfig('Mine.Reader, Mine');
    assert.equal(
      (await locate({ ...STOCK, 'Web.config': own, 'App_Config/Layers.config': '<layers/>' }))!.sources.generation,
      'new',
    );
    assert.equal((await locate({ ...STOCK, 'Web.config': own }))!.sources.generation, 'new');
    const packages = '<packages><package id="Sitecore.Kernel" version="8.2.170407" /></packages>';
    const older = await locate({ ...STOCK, 'Web.config': own, 'packages.config': packages });
    assert.equal(older!.sources.generation, 'old');
  });
  it('versions as people write them', () => {
    assert.deepEqual(parseVersion('10'), { major: 10 });
    assert.deepEqual(parseVersion('9.0.2'), { major: 9, minor: 0, update: 2 });
    assert.deepEqual(parseVersion('8.2 rev. 160729'), { major: 8, minor: 2, revision: 160729 });
    assert.equal(parseVersion('latest'), undefined);
  });
});

describe('Locating the Sitecore configuration: files that cannot be merged', () => {
  it('are problems at their place, and the rest is merged', async () => {
    const site = await locate({
      ...STOCK,
      'App_Config/Include/a.config': '<configuration><sitecore><a></sitecore>',
      'App_Config/Include/b.config': '<Configuration><sitecore><a/></sitecore></Configuration>',
      'App_Config/Include/c.config': '<configuration><Sitecore><a/></Sitecore></configuration>',
      'App_Config/Include/d.config': '<configuration/>',
      'App_Config/Include/e.config': '',
    });
    const built = buildSitecore(site!.inputs, optionsFor(site!.sources));
    assert.equal(inOneLine(built), '<sitecore><n name="e"/></sitecore>');
    assert.deepEqual(
      built.problems.map(({ code, file }) => `${file.slice(-8, -7)} ${code}`),
      ['a broken-file', 'b wrong-root', 'c wrong-section', 'd wrong-section'],
    );
  });
  it('an sc.include that leads out of the site is not read', async () => {
    const site = await locate({
      ...STOCK,
      'App_Config/Sitecore.config':
        '<sitecore><sc.include file="/../secret.config"/><sc.include file="/App_Config/X.config"/></sitecore>',
      'App_Config/x.CONFIG': '<x><y/></x>',
    });
    assert.deepEqual(
      site!.sources.problems.map(({ code }) => code),
      ['include-outside'],
    );
    assert.deepEqual(site!.sources.included, ['/site/App_Config/x.CONFIG']);
    assert.match(inOneLine(buildSitecore(site!.inputs, optionsFor(site!.sources))), /<y\/>/);
  });
});

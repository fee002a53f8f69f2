import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { folderOf, run } from './run';
import { type Checked, inShop } from './shop';

const COMMANDS_ON_A_PATH = ['check', 'timeline', 'settings', 'sites', 'effective'];

describe('command line: a PATH with nothing in it', () => {
  let folder = '';
  before(() => {
    folder = folderOf(
      '//- empty/readme.txt\nnothing\n//- shop/Web.config\n<configuration />\n//- shop/notes.txt\nnone\n',
    );
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  it('is exit 2 with one line that says so, for every command', () => {
    for (const operand of ['empty', 'empty/readme.txt', 'shop/notes.txt'])
      for (const args of [...COMMANDS_ON_A_PATH.map((command) => [command, operand]), ['history', operand, '/*']]) {
        const { code, out, error } = run(folder, ...args);
        assert.deepEqual([code, out], [2, ''], args.join(' '));
        assert.match(error, /^session-timeline: .*no site.*\n$/, args.join(' '));
      }
  });

  it('is clean when that is allowed, in the shape that scripts know', () => {
    for (const args of [...COMMANDS_ON_A_PATH.map((command) => [command, 'empty']), ['history', 'empty', '/*']])
      assert.equal(run(folder, ...args, '--allow-empty').code, 0, args.join(' '));
    const { out, json } = run(folder, 'check', 'empty', '--allow-empty', '--format', 'json');
    assert.deepEqual(json(), { schema: 1, sites: [], findings: [] }, out);
  });

  it('does not hide behind another PATH', () => {
    assert.equal(run(folder, 'check', 'shop', 'empty').code, 2);
    assert.equal(run(folder, 'check', 'shop', 'empty', '--allow-empty').code, 0);
  });
});

describe('command line: words that nobody knows', () => {
  const shop = inShop();
  it('are exit 2 and name the nearest known one', () => {
    for (const [args, near] of [
      [['check', '.', '--variant', 'Relaese'], 'Release'],
      [['check', '.', '--variant', 'written'], 'as-written'],
      [['timeline', '.', '--role', 'ContentMangement'], 'ContentManagement'],
      [['check', '.', '--role', 'ContentManagement,Indxing'], 'Indexing'],
      [['check', '.', '--rule', 'serch=Solr'], 'search'],
      [['check', '.', '--fail-on', 'warn'], 'warning'],
      [['check', '.', '--format', 'jsno'], 'json'],
      [['check', '.', '--varaint', 'Release'], '--variant'],
      [['chekc', '.'], 'check'],
    ] as const) {
      const { code, out, error } = run(shop(), ...args);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.ok(error.endsWith(`: did you mean ${near}?\n`) && error.split('\n').length === 2, error);
    }
  });

  it('are not those of a server with a number, or a part of a role', () => {
    for (const role of ['ContentDelivery-2', 'ContentManagement,Indexing', 'standalone'])
      assert.equal(run(shop(), 'settings', '.', '--role', role).code, 0, role);
  });

  it('are not versions', () => {
    assert.equal(run(shop(), 'check', '.', '--sitecore-version', 'nine').code, 2);
  });
});

describe('command line: flags', () => {
  const shop = inShop();
  it('stand before or after the command and its paths, in one order or another', () => {
    const told = (...args: string[]) => run(shop(), ...args).out;
    const first = told('timeline', '.', '--variant', 'Release', '--format', 'json', '--clicks', '0,4');
    assert.notEqual(first, '');
    assert.equal(told('--clicks', '0,4', '--format=json', 'timeline', '--variant=Release', '.'), first);
  });

  it('help and version are known to every command, whatever else is said', () => {
    for (const command of [...COMMANDS_ON_A_PATH, 'history', 'transform', 'rules', 'lsp']) {
      assert.match(run(shop(), command, '--help').out, /^session-timeline: /, command);
      assert.match(run(shop(), '--version', command, 'nowhere').out, /^\d+\.\d+\.\d+\n$/, command);
    }
  });
});

describe('command line: output', () => {
  const shop = inShop();
  it('is the same bytes twice, with nothing on stderr, for every command and format', () => {
    for (const args of [
      ['check', '.'],
      ['check', '.', '--format', 'json'],
      ['check', '.', '--format', 'sarif'],
      ['check', '.', '--format', 'github'],
      ['settings', '.', '--variant', 'all', '--format', 'json'],
      ['timeline', '.', '--variant', 'all', '--format', 'json'],
      ['sites', '.', '--format', 'json'],
      ['rules', '--format', 'json'],
      ['effective', 'shop', '--variant', 'Release'],
    ]) {
      const [first, second] = [run(shop(), ...args), run(shop(), ...args)];
      assert.ok(first.out.length > 0, args.join(' '));
      assert.deepEqual([second.out, second.error, first.error], [first.out, '', ''], args.join(' '));
    }
  });
});

describe('command line: names of files', () => {
  const shop = inShop();
  it('lead there from the working directory in text, from PATH in JSON', () => {
    const above = path.dirname(shop());
    const name = path.basename(shop());
    for (const [cwd, operand, prefix] of [
      [above, name, `${name}/shop/`],
      [shop(), '.', 'shop/'],
      [path.join(shop(), 'shop'), '..', ''],
      [path.join(shop(), 'shop'), 'Web.config', ''],
    ] as const) {
      const { out } = run(cwd, 'check', operand);
      assert.match(out, new RegExp(`^${prefix}Web\\.config:4:23 warning `, 'm'), `${cwd} ${operand}`);
    }
    const { findings } = run(above, 'check', name, '--format', 'json').json<Checked>();
    assert.ok(findings.length > 0 && findings.every(({ file }) => file.startsWith('shop/')));
    assert.match(run(above, 'settings', name).out, new RegExp(` ${name}/shop/Web\\.config:6$`, 'm'));
    assert.match(run(above, 'sites', name).out, new RegExp(`^${name}/shop  framework`));
  });
});

describe('command line: a file as PATH', () => {
  let folder = '';
  before(() => {
    folder = folderOf(`//- App/App.csproj
<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>
//- App/Program.cs
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddCookie(options => options.ExpireTimeSpan = TimeSpan.FromMinutes(30));
var app = builder.Build();
app.UseAuthentication();
app.Run();
//- App/Config/settings.json
{}
//- shop/Web.config
<configuration />
//- shop/admin/Web.config
<configuration><system.web><httpRuntime executionTimeout="soon" /></system.web></configuration>
`);
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  it('is looked at as part of the site around it', () => {
    const { code, json } = run(folder, 'check', 'shop/admin/Web.config', '--format', 'json');
    const { sites, findings } = json<Checked>();
    assert.equal(code, 1);
    assert.deepEqual(
      sites.map(({ root }) => root),
      ['..'],
    );
    assert.ok(findings.length > 0 && findings.every(({ file }) => file === 'Web.config'));
  });

  it('is code as well', () => {
    const { sites } = run(folder, 'sites', 'App/Program.cs', '--format', 'json').json<Checked>();
    assert.deepEqual(
      sites.map(({ root, stack }) => [root, stack]),
      [['.', 'core']],
    );
  });
});

describe('command line: files that are nobody’s', () => {
  it('are listed with their reason', () => {
    const config = '<configuration><system.web><sessionState timeout="20" /></system.web></configuration>';
    const folder = folderOf(
      `//- app/app.csproj\n<Project />\n//- app/Web.config\n${config}\n//- app/Backup/Web.config\n${config}\n`,
    );
    const { leftOut } = run(folder, 'sites', '.', '--format', 'json').json<{
      leftOut: { file: string; reason: string }[];
    }>();
    assert.deepEqual(
      leftOut.map(({ file }) => file),
      ['app/Backup/Web.config'],
    );
    assert.match(leftOut[0]!.reason, /backup/);
    assert.match(run(folder, 'sites', '.').out, /^- app\/Backup\/Web\.config {2}.*backup/m);
    fs.rmSync(folder, { recursive: true });
  });
});

describe('command line: variants', () => {
  const shop = inShop();
  const variants = (...args: string[]) =>
    run(shop(), 'timeline', '.', '--format', 'json', ...args)
      .json<{ timelines: { variant: string | null }[] }>()
      .timelines.map(({ variant }) => variant);
  it('are the files as written and each transform', () => {
    assert.deepEqual(variants(), [null]);
    assert.deepEqual(variants('--variant', 'as-written'), [null]);
    assert.deepEqual(variants('--variant', 'release'), ['Release']);
    assert.deepEqual(variants('--variant', 'all'), [null, 'Release']);
  });
});

describe('command line: annotations for GitHub', () => {
  const shop = inShop();
  it('are one workflow command a finding', () => {
    const { out, code } = run(shop(), 'check', '.', '--format', 'github');
    assert.equal(code, 1);
    assert.match(
      out,
      /^::warning file=shop\/Web\.config,line=4,endLine=4,col=23,endColumn=25,title=auth-outlives-session-data::Users .*$/m,
    );
    for (const line of out.trimEnd().split('\n'))
      assert.match(line, /^::(?:error|warning|notice) file=[^,:]+,[^:]+::[^\r]+$/);
  });

  it('say nothing where nothing is found', () => {
    const folder = folderOf('//- Web.config\n<configuration />\n');
    assert.deepEqual(run(folder, 'check', '.', '--format', 'github').out, '');
    fs.rmSync(folder, { recursive: true });
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { ShownFinding } from '../../server/src/cli/shownFinding';
import type { Run, Verdict } from '../../server/src/session/clocks';
import { CORPUS, folderOf, ROOT, run } from './run';

const XDT = 'xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"';

const SHOP = `//- shop/Web.config
<configuration>
  <system.web>
    <authentication mode="Forms">
      <forms timeout="30" />
    </authentication>
    <sessionState timeout="20" />
    <compilation debug="true" />
    <httpRuntime executionTimeout="3600" />
  </system.web>
</configuration>
//- shop/Web.Release.config
<configuration ${XDT}>
  <system.web>
    <compilation debug="false" xdt:Transform="SetAttributes" />
  </system.web>
</configuration>
`;

interface Checked {
  readonly schema: number;
  readonly sites: { root: string; stack: string; variants: string[] }[];
  readonly findings: ShownFinding[];
}

describe('command line', () => {
  let folder: string;
  before(() => {
    folder = folderOf(SHOP);
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  describe('check', () => {
    it('prints findings with places, related places and fixes, as promised', () => {
      const { code, json } = run(folder, 'check', '.', '--format', 'json');
      const result = json<Checked>();
      assert.equal(code, 1);
      assert.equal(result.schema, 1);
      assert.deepEqual(result.sites, [{ root: 'shop', stack: 'framework', variants: ['Release'] }]);
      const finding = result.findings.find(({ rule }) => rule === 'auth-outlives-session-data')!;
      assert.deepEqual(
        { ...finding, message: undefined, fixes: undefined },
        {
          rule: 'auth-outlives-session-data',
          severity: 'warning',
          message: undefined,
          file: 'shop/Web.config',
          line: 4,
          column: 23,
          endLine: 4,
          endColumn: 25,
          related: [{ file: 'shop/Web.config', line: 6, column: 28, message: 'Session data lasts 20 min' }],
          fixes: undefined,
        },
      );
      const [edit] = finding.fixes[0]!.edits;
      const text = fs.readFileSync(path.join(folder, 'shop/Web.config'), 'utf8');
      assert.ok(edit && 'offset' in edit);
      assert.equal(text.slice(edit.offset, edit.offset + edit.length), '30');
    });

    it('says in which variants a finding holds', () => {
      const all = run(folder, 'check', '.', '--format', 'json').json<Checked>();
      assert.deepEqual(all.findings.find(({ rule }) => rule === 'execution-timeout-dead')?.variants, []);
      const release = run(folder, 'check', '.', '--variant', 'Release', '--format', 'json').json<Checked>();
      assert.ok(!release.findings.some(({ rule }) => rule === 'execution-timeout-dead'));
    });

    it('gives the same bytes twice, flags before or after paths', () => {
      const first = run(folder, 'check', '.', '--format', 'json').out;
      assert.equal(run(folder, '--format=json', 'check', '.').out, first);
    });

    it('fails on what is asked for', () => {
      assert.equal(run(folder, 'check', '.', '--fail-on', 'error').code, 0);
      assert.equal(run(folder, 'check', '.', '--fail-on', 'never').code, 0);
      assert.equal(run(folder, 'check', '.', '--fail-on', 'hint').code, 1);
    });

    it('looks at one file when PATH is a file, relative to its folder', () => {
      const { findings } = run(folder, 'check', 'shop/Web.config', '--format', 'json').json<Checked>();
      assert.ok(findings.length > 0);
      assert.ok(findings.every(({ file }) => file === 'Web.config'));
    });

    it('writes SARIF 2.1.0 with its rules', () => {
      const sarif = run(folder, 'check', '.', '--format', 'sarif').json<{
        version: string;
        runs: {
          tool: { driver: { rules: { id: string }[] } };
          results: { ruleId: string; ruleIndex: number; locations: object[] }[];
        }[];
      }>();
      assert.equal(sarif.version, '2.1.0');
      const [first] = sarif.runs;
      for (const result of first!.results) assert.equal(first!.tool.driver.rules[result.ruleIndex]!.id, result.ruleId);
      assert.ok(first!.results.length > 0);
    });

    it('fixes until nothing changes, says what it did, and keeps bytes it need not touch', () => {
      const copy = folderOf(SHOP);
      const file = path.join(copy, 'shop/Web.config');
      fs.writeFileSync(file, `\ufeff${fs.readFileSync(file, 'utf8').replace(/\n/g, '\r\n')}`);
      const { out, code } = run(copy, 'check', '.', '--fix');
      assert.equal(code, 0, out);
      assert.match(out, /^Fixed shop\/Web\.config: /m);
      const text = fs.readFileSync(file, 'utf8');
      assert.ok(text.startsWith('\ufeff') && !/[^\r]\n/.test(text), 'byte order mark and line ends are kept');
      assert.match(text, /<forms timeout="40" \/>/);
      assert.match(text, /<sessionState timeout="40" \/>/);
      assert.match(text, /<compilation debug="false" \/>/);
      fs.rmSync(copy, { recursive: true });
    });
  });

  describe('check --fix', () => {
    const WRONG = '<configuration><system.web><sessionState timeout="00:20:00" /></system.web></configuration>';
    const RIGHT = WRONG.replace('00:20:00', '20');
    const declared = (encoding: string, letter: number) =>
      Buffer.concat([
        Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><!-- `),
        Buffer.from([letter]),
        Buffer.from(` -->${WRONG}`),
      ]);

    it('writes a file in the encoding it was read in', () => {
      const copy = folderOf('//- a/Web.config\n<a/>\n//- b/Web.config\n<a/>\n//- c/Web.config\n<a/>');
      const file = (site: string) => path.join(copy, site, 'Web.config');
      const western = declared('windows-1252', 0xe9);
      const wide = Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-16"?><!-- é -->${WRONG}`, 'utf16le');
      fs.writeFileSync(file('a'), western);
      fs.writeFileSync(file('b'), wide);
      fs.writeFileSync(file('c'), declared('shift_jis', 0xb1));
      const { error } = run(copy, 'check', '.', '--fix');
      const mended = (bytes: Buffer, encoding: BufferEncoding) =>
        Buffer.from(bytes.toString(encoding).replace('00:20:00', '20'), encoding);
      assert.deepEqual(fs.readFileSync(file('a')), mended(western, 'latin1'));
      assert.deepEqual(fs.readFileSync(file('b')), mended(wide, 'utf16le'));
      assert.deepEqual(fs.readFileSync(file('c')), declared('shift_jis', 0xb1), 'what cannot be written is left alone');
      assert.match(error, /^c\/Web\.config is not fixed: .*cannot be written in the encoding of the file\.$/m);
      fs.rmSync(copy, { recursive: true });
    });

    it('keeps a byte that is no UTF-8', () => {
      const copy = folderOf('//- a/Web.config\n<a/>');
      const file = path.join(copy, 'a/Web.config');
      const marked = (text: string) =>
        Buffer.concat([
          Buffer.from([0xef, 0xbb, 0xbf]),
          Buffer.from('<!-- '),
          Buffer.from([0xe9]),
          Buffer.from(` -->${text}`),
        ]);
      fs.writeFileSync(file, marked(WRONG));
      run(copy, 'check', '.', '--fix');
      assert.deepEqual(fs.readFileSync(file), marked(RIGHT));
      fs.rmSync(copy, { recursive: true });
    });
  });

  describe('settings', () => {
    interface Row {
      path: string;
      location: string | null;
      literal: string;
      seconds?: number;
      value: string;
      variant: string | null;
      origin: { layer: string; file?: string; line?: number; column?: number };
      history: { layer: string; literal: string }[];
    }
    const rows = (...args: string[]) =>
      run(folder, 'settings', '.', '--format', 'json', ...args).json<{ settings: Row[] }>().settings;

    it('names the file, line and column that won, and those that lost', () => {
      const row = rows().find((candidate) => candidate.path === 'system.web/sessionState/@timeout')!;
      assert.deepEqual(
        { ...row, history: row.history.map(({ layer, literal }) => ({ layer, literal })) },
        {
          site: 'shop',
          variant: null,
          location: null,
          path: 'system.web/sessionState/@timeout',
          literal: '20',
          seconds: 1200,
          value: '20',
          origin: { layer: 'web.config', file: 'shop/Web.config', line: 6, column: 28 },
          history: [
            { layer: 'default', literal: '20' },
            { layer: 'web.config', literal: '20' },
          ],
        },
      );
    });

    it('says default where nothing sets a value', () => {
      const row = rows().find((candidate) => candidate.path === 'system.web/authentication/forms/@slidingExpiration')!;
      assert.deepEqual([row.value, row.origin], ['true', { layer: 'default' }]);
    });

    it('follows the variant', () => {
      const row = rows('--variant', 'Release').find((candidate) => candidate.path === 'system.web/compilation/@debug')!;
      assert.equal(row.value, 'false');
      assert.equal(row.origin.file, 'shop/Web.Release.config');
      assert.deepEqual(
        row.history.map(({ layer }) => layer),
        ['default', 'web.config', 'transform'],
      );
    });

    it('knows layers by one word each, whatever the files are called', () => {
      const copy = folderOf(`//- s/WEB.Config
<configuration>
  <appSettings file="more.config" />
  <system.web><sessionState configSource="sub\\section.config" /><httpRuntime executionTimeout="60" /></system.web>
  <location path="admin"><system.web><httpRuntime executionTimeout="70" /></system.web></location>
</configuration>
//- s/sub/section.config
<sessionState timeout="30" />
//- s/admin/Web.config
<configuration><system.web><httpRuntime executionTimeout="80" /></system.web></configuration>
`);
      const { settings } = run(copy, 'settings', '.', '--format', 'json').json<{ settings: Row[] }>();
      const layers = (name: string, location: string | null) =>
        settings
          .find((row) => row.path.endsWith(name) && row.location === location)!
          .history.map(({ layer, literal }) => `${layer} ${literal}`);
      assert.deepEqual(layers('sessionState/@timeout', null), ['default 20', 'configSource 30']);
      assert.deepEqual(layers('@executionTimeout', 'admin'), [
        'default 110',
        'web.config 60',
        'location 70',
        'folder web.config 80',
      ]);
      fs.rmSync(copy, { recursive: true });
    });

    it('never prints a secret', () => {
      const copy = folderOf(`//- s/Web.config
<configuration><system.web><machineKey validationKey="DEADBEEF" decryptionKey="CAFE" /><sessionState sqlConnectionString="Password=hunter2" /></system.web></configuration>`);
      for (const args of [['settings'], ['check'], ['timeline']])
        for (const format of ['json', 'text'])
          assert.doesNotMatch(run(copy, ...args, '.', '--format', format).out, /DEADBEEF|CAFE|hunter2/);
      fs.rmSync(copy, { recursive: true });
    });
  });

  describe('timeline', () => {
    interface Timelines {
      timelines: {
        site: string;
        verdict: Verdict;
        run: Run;
        scenario: { clicks: number[] };
        clocks: { id: string; length: unknown }[];
      }[];
    }

    it('gives bounds over every click history, the clocks, the scenario and its run', () => {
      const { timelines } = run(folder, 'timeline', '.', '--clicks', '0,4,16', '--format', 'json').json<Timelines>();
      const [first] = timelines;
      assert.equal(timelines.length, 1);
      assert.deepEqual(first!.verdict.signOut, { least: 900, most: 1800 });
      assert.deepEqual(first!.verdict.dataLoss, { least: 1200, most: 1200 });
      assert.equal(first!.verdict.signedInWithoutData, 600);
      assert.equal(first!.verdict.dataWithoutSignIn, 300);
      assert.equal(first!.verdict.safeEdit, 900);
      assert.deepEqual(first!.verdict.anytime, [{ clock: 'poolRecycle', every: 104400 }]);
      assert.deepEqual(first!.scenario.clicks, [0, 240, 960]);
      assert.deepEqual(first!.run.windows[0], {
        from: 2160,
        to: 2760,
        state: 'signedInNoData',
        causes: first!.run.windows[0]!.causes,
      });
    });

    it('reads times in every way they are written', () => {
      const clicks = (text: string) =>
        run(folder, 'timeline', '.', '--clicks', text, '--format', 'json').json<Timelines>().timelines[0]!.scenario
          .clicks;
      assert.deepEqual(clicks('90s,1:30:00,4,2h'), [0, 90, 240, 5400, 7200]);
    });

    it('is readable as text', () => {
      const { out } = run(folder, 'timeline', '.', '--clicks', '0,4,16');
      assert.match(out, /signed in, session data GONE/);
      assert.match(out, /Web\.config:4/);
    });
  });

  describe('sites, rules, effective, transform', () => {
    it('lists sites with the files that make them', () => {
      const { sites } = run(folder, 'sites', '.', '--format', 'json').json<{
        sites: { root: string; files: { file: string; layer: string; active: boolean }[] }[];
      }>();
      assert.deepEqual(
        sites[0]!.files.map(({ file, layer, active }) => `${file} ${layer} ${active}`),
        ['shop/Web.config web.config true', 'shop/Web.Release.config transform true'],
      );
    });

    it('lists every rule with its page', () => {
      const { rules } = run(folder, 'rules', '--format', 'json').json<{
        rules: { id: string; docs: string; fixable: boolean }[];
      }>();
      assert.ok(rules.length > 20);
      for (const { id, docs } of rules) assert.match(docs, new RegExp(`/docs/rules/${id}\\.md$`));
    });

    it('prints the effective web.config of a variant with its origins', () => {
      const { out } = run(folder, 'effective', 'shop', '--variant', 'Release');
      assert.match(out, /<compilation debug="false" \/> <!-- Web\.Release\.config:3 SetAttributes -->/);
    });

    it('transforms as the build task does', () => {
      const { out, code, error } = run(folder, 'transform', 'shop/Web.config', 'shop/Web.Release.config');
      assert.equal(code, 0, error);
      assert.match(out, /<compilation debug="false" \/>/);
    });

    it('writes no file when a transform fails, and says where', () => {
      fs.writeFileSync(
        path.join(folder, 'bad.config'),
        `<configuration ${XDT}>\n  <system.web xdt:Transform="Nonsense" />\n</configuration>`,
      );
      const { code, error, out } = run(folder, 'transform', 'shop/Web.config', 'bad.config', '--output', 'out.config');
      assert.equal(code, 1);
      assert.equal(out, '');
      assert.match(error, /^bad\.config\(2,\d+\): error: .*Nonsense/m);
      assert.ok(!fs.existsSync(path.join(folder, 'out.config')));
    });
  });

  describe('what cannot be run', () => {
    it('is exit 2 with one line on stderr', () => {
      for (const args of [
        ['check', 'nowhere'],
        ['check', '.', '--colour'],
        ['dance'],
        ['check'],
        [],
        ['check', '.', '--format', 'yaml'],
        ['check', '.', '--variant', 'Nope'],
        ['timeline', '.', '--clicks', 'soon'],
        ['timeline', '.', '--clicks', '0,99999999999999999999'],
        ['check', ''],
        ['check', '.', '--application-host', 'nowhere.config'],
        ['check', '.', '--application-host', 'shop'],
        ['rules', 'shop'],
        ['lsp'],
      ]) {
        const { code, out, error } = run(folder, ...args);
        assert.equal(code, 2, args.join(' '));
        assert.equal(out, '', args.join(' '));
        assert.equal(error.trim().split('\n').length, 1, error);
      }
    });

    it('is no fault when the reader has enough', () => {
      const command = `"${process.execPath}" "${path.join(ROOT, 'dist/cli.js')}" settings . --format json | head -c 10`;
      const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
      assert.deepEqual([stdout, stderr], ['{\n  "schem', '']);
    });

    it('knows help and version', () => {
      assert.match(run(folder, '--version').out, /^\d+\.\d+\.\d+\n$/);
      assert.match(run(folder, 'check', '--help').out, /session-timeline/);
    });
  });

  describe('bad input', () => {
    it('is said on stderr, and the sites beside it are checked', () => {
      const copy = folderOf(SHOP);
      const write = (file: string, content: string | Uint8Array) => {
        fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
        fs.writeFileSync(path.join(copy, file), content);
      };
      write('binary/Web.config', new Uint8Array([0x4d, 0x5a, 0, 0, 1, 2, 3]));
      write('empty/Web.config', '');
      write('half/Web.config', '<configuration><system.web><sessionState timeout="');
      write('deep/Web.config', `<configuration>${'<a>'.repeat(100_000)}`);
      write('huge/Web.config', `<configuration>${'<add key="a" value="b" />\n'.repeat(2_100_000)}</configuration>`);
      write(
        'twice/Web.config',
        '<configuration><system.web><sessionState timeout="1" /><sessionState timeout="2" /></system.web></configuration>',
      );
      write(
        'doctype/Web.config',
        '<!DOCTYPE c [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><configuration>&b;</configuration>',
      );
      write(
        'lying/Web.config',
        Buffer.concat([
          Buffer.from('<?xml version="1.0" encoding="utf-8"?><configuration><!-- '),
          Buffer.from([0xe9, 0xff]),
          Buffer.from(' --></configuration>'),
        ]),
      );
      const { code, json, error } = run(copy, 'check', '.', '--format', 'json');
      const { findings } = json<Checked>();
      assert.equal(code, 1);
      assert.match(error, /^binary\/Web\.config is not looked at: .*binary/m);
      assert.match(error, /^huge\/Web\.config is not looked at: .*(MB|million)/m);
      const rulesOf = (folder: string) =>
        findings.filter(({ file }) => file.startsWith(`${folder}/`)).map(({ rule }) => rule);
      assert.ok(rulesOf('shop').includes('auth-outlives-session-data'));
      assert.ok(rulesOf('half').includes('xml-not-well-formed'), rulesOf('half').join());
      assert.ok(rulesOf('twice').length > 0);
      assert.ok(rulesOf('doctype').length > 0);
      assert.ok(rulesOf('lying').length > 0, 'a wrong encoding is said');
      fs.rmSync(copy, { recursive: true });
    });
  });

  describe('real sites', () => {
    before(function () {
      if (!fs.existsSync(CORPUS)) {
        process.stderr.write('corpus is absent: real sites are skipped\n');
        this.skip();
      }
    });

    it('BlogEngine: 90 days of sign-in against 20 minutes of data', () => {
      const { findings } = run(CORPUS, 'check', 'sites/blogengine', '--format', 'json').json<Checked>();
      const finding = findings.find(({ rule }) => rule === 'auth-outlives-session-data')!;
      assert.equal(finding.file, 'BlogEngine/BlogEngine.NET/Web.Config');
      assert.match(finding.message, /90 days.*20 min/);
      assert.ok(finding.fixes.length > 0);
    });

    it('SmartStore: the web.config alone shows the execution timeout that debug kills', () => {
      const web = 'sites/smartstore/src/Presentation/SmartStore.Web/Web.config';
      const { findings } = run(CORPUS, 'check', web, '--format', 'json').json<Checked>();
      assert.ok(findings.some(({ rule, line }) => rule === 'execution-timeout-dead' && line === 85));
    });

    it('SmartStore: forms of 30 days, a section file of 10 minutes, a provider nobody uses', () => {
      const { findings } = run(
        CORPUS,
        'check',
        'sites/smartstore/src/Presentation',
        '--format',
        'json',
      ).json<Checked>();
      const gap = findings.find(({ rule }) => rule === 'auth-outlives-session-data')!;
      assert.equal(gap.file, 'SmartStore.Web/Web.config');
      assert.equal(gap.related[0]!.file, 'SmartStore.Web/Config/SessionState.config');
      assert.ok(findings.some(({ rule, message }) => rule === 'session-provider-ignored' && /InProc/.test(message)));
    });

    it('a shared IIS configuration: pools that stop before sessions end', () => {
      const { findings } = run(CORPUS, 'check', 'sites/iis-shared-config', '--format', 'json').json<Checked>();
      const idle = findings.filter(({ message }) => /5 min/.test(message));
      assert.ok(idle.length >= 3, JSON.stringify(findings, null, 1));
    });
  });
});

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { CORPUS, run } from './run';
import type { Checked } from './shop';

describe('command line: real sites', () => {
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

  it('SmartStore: the web.config alone shows the gap, not the debugging that Release takes away', () => {
    const web = 'sites/smartstore/src/Presentation/SmartStore.Web/Web.config';
    const { findings } = run(CORPUS, 'check', web, '--format', 'json').json<Checked>();
    assert.ok(findings.some(({ rule, line }) => rule === 'auth-outlives-session-data' && line === 110));
    assert.ok(!findings.some(({ rule }) => rule === 'execution-timeout-dead'));
  });

  it('SmartStore: forms of 30 days, a section file of 10 minutes, a provider nobody uses', () => {
    const { findings } = run(CORPUS, 'check', 'sites/smartstore/src/Presentation', '--format', 'json').json<Checked>();
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

import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT, run } from './run';
import { inShop, XDT } from './shop';

describe('command line: sites, rules, effective, transform', () => {
  const shop = inShop();
  it('lists sites with the files that make them', () => {
    const { sites } = run(shop(), 'sites', '.', '--format', 'json').json<{
      sites: { root: string; files: { file: string; layer: string; active: boolean }[] }[];
    }>();
    assert.deepEqual(
      sites[0]!.files.map(({ file, layer, active }) => `${file} ${layer} ${active}`),
      ['shop/Web.config web.config true', 'shop/Web.Release.config transform true'],
    );
  });

  it('lists every rule with its page', () => {
    const { rules } = run(shop(), 'rules', '--format', 'json').json<{
      rules: { id: string; docs: string; fixable: boolean }[];
    }>();
    assert.ok(rules.length > 20);
    for (const { id, docs } of rules)
      assert.match(fs.readFileSync(path.join(ROOT, docs), 'utf8'), new RegExp(`\`${id}\``));
  });

  it('prints the effective web.config of a variant with its origins', () => {
    const { out } = run(shop(), 'effective', 'shop', '--variant', 'Release');
    assert.match(out, /<compilation debug="false" \/> <!-- Web\.Release\.config:3 SetAttributes -->/);
  });

  it('transforms as the build task does', () => {
    const { out, code, error } = run(shop(), 'transform', 'shop/Web.config', 'shop/Web.Release.config');
    assert.equal(code, 0, error);
    assert.match(out, /<compilation debug="false" \/>/);
  });

  it('writes no file when a transform fails, and says where', () => {
    fs.writeFileSync(
      path.join(shop(), 'bad.config'),
      `<configuration ${XDT}>\n  <system.web xdt:Transform="Nonsense" />\n</configuration>`,
    );
    const { code, error, out } = run(shop(), 'transform', 'shop/Web.config', 'bad.config', '--output', 'out.config');
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(error, /^bad\.config\(2,\d+\): error: .*Nonsense/m);
    assert.ok(!fs.existsSync(path.join(shop(), 'out.config')));
  });
});

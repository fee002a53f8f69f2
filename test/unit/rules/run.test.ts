import assert from 'node:assert/strict';
import { rules } from '../../../server/src/rules/all';
import type { Rule } from '../../../server/src/rules/rule';
import { allVariants, findingsOf } from '../../../server/src/rules/run';
import { siteOf } from '../sites';

const XDT = 'xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"';

describe('Findings of a site', () => {
  const twoWays = `
    //- /site/Web.config
    <configuration>
      <system.web>
        <sessionState mode="InProc" customProvider="Redis" timeout="20">
          <providers>
            <add name="Redis" type="Shop.Redis" />
          </providers>
        </sessionState>
      </system.web>
    </configuration>
    //- /site/Web.Release.config
    <configuration ${XDT}>
      <system.web>
        <sessionState mode="Custom" xdt:Transform="SetAttributes(mode)" />
      </system.web>
    </configuration>`;

  it('name the variants they hold in, the files as they stand too, and none when they hold in all', async () => {
    const site = await siteOf(`
      //- /site/Web.config
      <configuration>
        <system.web>
          <authentication mode="Forms"><forms timeout="60" slidingExpiration="false" /></authentication>
          <sessionState timeout="0" />
        </system.web>
      </configuration>
      //- /site/Web.Debug.config
      <configuration ${XDT} />
      //- /site/Web.Release.config
      <configuration ${XDT}>
        <system.web>
          <authentication><forms slidingExpiration="true" xdt:Transform="SetAttributes" /></authentication>
        </system.web>
      </configuration>`);
    const { findings } = findingsOf(site, allVariants(site));
    const held = Object.fromEntries(findings.map(({ rule, variants }) => [rule, variants]));
    assert.deepEqual(held['sliding-expiration-off'], ['as-written', 'Debug']);
    assert.equal(held['value-out-of-range'], undefined);
    assert.ok('value-out-of-range' in held);
  });

  it('never take away what another variant needs, even when it is not looked at', async () => {
    const site = await siteOf(twoWays);
    for (const looked of [allVariants(site), [null]]) {
      const [ignored] = findingsOf(site, looked).findings.filter(({ rule }) => rule === 'session-provider-ignored');
      assert.ok(ignored);
      assert.equal(ignored.unnecessary, undefined);
      assert.equal(ignored.fixes, undefined);
    }
  });

  it('are all there although one rule breaks down, and say which', async () => {
    const site = await siteOf('<configuration><system.web><sessionState timeout="0" /></system.web></configuration>');
    const rule = rules.find(({ id }) => id === 'value-out-of-range');
    const broken = { ...rule!, id: 'broken', check: () => assert.fail('no') };
    const { findings, failures } = findingsOf(site, [null], [broken, rule!]);
    assert.deepEqual(
      findings.map(({ rule: id }) => id),
      ['value-out-of-range'],
    );
    assert.deepEqual(
      failures.map(({ rule: id }) => id),
      ['broken'],
    );
  });

  it('are all there although a rule breaks down at its second look, and nothing is taken away on its word', async () => {
    const site = await siteOf(twoWays);
    const ignored = rules.find(({ id }) => id === 'session-provider-ignored')!;
    const broken: Rule = {
      ...ignored,
      check: (input, report) => (input.view.variant ? assert.fail('no') : ignored.check(input, report)),
    };
    const others = rules.filter((rule) => rule !== ignored);
    const { findings, failures } = findingsOf(site, [null], [broken, ...others]);
    const [found] = findings.filter(({ rule }) => rule === ignored.id);
    assert.ok(found);
    assert.equal(found.unnecessary, undefined);
    assert.equal(found.fixes, undefined);
    assert.deepEqual(
      failures.map(({ rule: id }) => id),
      [ignored.id],
    );
  });

  it('are looked at twice by the rule that made them, listed or not', async () => {
    const site = await siteOf(twoWays);
    const ignored = rules.find(({ id }) => id === 'session-provider-ignored')!;
    const { findings } = findingsOf(site, [null], [{ ...ignored, id: 'of-our-own' }]);
    assert.deepEqual(
      findings.map(({ rule, unnecessary, fixes }) => ({ rule, unnecessary, fixes })),
      [{ rule: 'of-our-own', unnecessary: undefined, fixes: undefined }],
    );
  });

  it('come in order of file, place and rule', async () => {
    const site = await siteOf(`
      //- /site/Web.config
      <configuration>
        <system.web>
          <authentication mode="Forms"><forms timeout="30" /></authentication>
          <sessionState timeout="20" Mode="InProc" />
        </system.web>
      </configuration>`);
    const { findings } = findingsOf(site, [null]);
    assert.deepEqual(
      findings.map(({ rule: id }) => id),
      ['auth-outlives-session-data', 'unknown-attribute'],
    );
  });
});

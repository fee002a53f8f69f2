import assert from 'node:assert/strict';
import { nodeHistory } from '../../../server/src/features/nodeHistory';
import { sitecoreDocument } from '../../../server/src/features/sitecore/document';
import { patch, setting, sitecoreFiles } from '../sitecoreFixture';
import { siteOf } from '../sites';

const site = () =>
  siteOf(
    sitecoreFiles({
      base: `<settings>
  <setting name="A" value="1" />
  <setting name="Shop.ApiKey" value="hunter2" />
  <setting name="Shop.Db" value="user=a;password=hunter2" />
  <setting name="Login.RequirePassword" value="true" />
</settings><gone />`,
      systemWeb: '<sessionState timeout="20" />',
      files: {
        'App_Config/Include/a.config': patch(setting('A', '2')),
        'App_Config/Include/b.config': patch(
          '<settings><setting name="A" set:value="3" role:require="ContentManagement" /></settings><gone><patch:delete /></gone>',
        ),
      },
    }),
  );

function nodes(found: ReturnType<typeof nodeHistory>) {
  assert.equal(found.kind, 'found');
  return found.kind === 'found' ? found.nodes : [];
}

describe('the effective Sitecore configuration', () => {
  it('is printed for a role as ShowConfig would', async () => {
    const view = (await site()).view('ContentManagement');
    assert.match(sitecoreDocument(view)!.text, /<setting name="A" value="3" patch:source="b.config" \/>/);
    assert.match(sitecoreDocument(view)!.text, /^<sitecore /);
  });

  it('shows no passwords and keys', async () => {
    const { text } = sitecoreDocument((await site()).view(null))!;
    assert.doesNotMatch(text, /hunter2/);
    assert.match(text, /name="Shop.ApiKey" value="\*\*\*"/);
    assert.match(text, /name="Login.RequirePassword" value="true"/);
  });

  it('does not exist for other sites', async () => {
    const other = await siteOf('<configuration />');
    assert.equal(sitecoreDocument(other.view(null)), undefined);
  });
});

describe('the history of a node', () => {
  it('names every file with the value before and after it', async () => {
    const view = (await site()).view('ContentManagement');
    for (const expression of ["//setting[@name='A']/@value", "sitecore/settings/setting[@name='A']/@value"]) {
      const [only, ...others] = nodes(nodeHistory(view, expression));
      assert.deepEqual(others, []);
      assert.equal(only?.node, "sitecore/settings/setting[@name='A']/@value");
      assert.equal(only?.value, '3');
      assert.deepEqual(
        only?.contributions.map(({ layer, action, before, after }) => [layer, action, before, after]),
        [
          ['Sitecore.config', 'added', null, '1'],
          ['Custom', 'overwritten', '1', '2'],
          ['Custom', 'set', '2', '3'],
        ],
      );
    }
  });

  it('leaves out files whose role does not hold', async () => {
    const [only] = nodes(nodeHistory((await site()).view('ContentDelivery'), "//setting[@name='A']/@value"));
    assert.equal(only?.value, '2');
  });

  it('tells who took away what is gone', async () => {
    const [only] = nodes(nodeHistory((await site()).view(null), 'gone'));
    assert.deepEqual([only?.value, only?.contributions.at(-1)?.action], [null, 'patch:delete']);
  });

  it('understands the paths that `settings` prints, of web.config too', async () => {
    const view = (await site()).view(null);
    const [session] = nodes(nodeHistory(view, 'system.web/sessionState/@timeout'));
    assert.deepEqual([session?.value, session?.contributions.length], ['20', 1]);
    assert.deepEqual(nodes(nodeHistory(view, "sitecore/settings/setting[name='Login.DisableRememberMe']/@value")), []);
  });

  it('shows no passwords and keys', async () => {
    const view = (await site()).view(null);
    for (const name of ['Shop.ApiKey', 'Shop.Db'])
      assert.doesNotMatch(JSON.stringify(nodeHistory(view, `//setting[@name='${name}']/@value`)), /hunter2/);
  });

  it('says when an expression is none', async () => {
    assert.equal(nodeHistory((await site()).view(null), '//a[').kind, 'invalid');
    assert.equal(nodeHistory((await siteOf('<configuration />')).view(null), '//a').kind, 'invalid');
  });
});

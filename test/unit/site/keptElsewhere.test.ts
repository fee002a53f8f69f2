import assert from 'node:assert/strict';
import { isIgnored } from '../../../server/src/site/keptElsewhere';
import { findingsIn, workspaceOf } from '../sites';

const missing = async (more: string) => {
  const workspace = await workspaceOf(`
    //- /repo/site/Web.config
    <configuration><system.web><sessionState configSource="Config\\Session.config" /></system.web></configuration>
    ${more}`);
  return findingsIn(workspace).find(({ rule }) => rule === 'configsource-missing')!;
};

describe('An external file that is not here', () => {
  it('is a mistake, unless something says that it is elsewhere', async () => {
    assert.equal((await missing('')).severity, 'error');
    for (const [more, reason] of [
      ['//- /repo/site/Config/Session.config.template\n<sessionState />', /is made from Session\.config\.template/],
      ['//- /repo/site/Config/Session.example.config\n<sessionState />', /is made from Session\.example\.config/],
      ['//- /repo/.gitignore\n*.user\nSession.config\n', /\.gitignore/],
      ['//- /repo/site/.gitignore\n/Config/\n', /\.gitignore/],
    ] as const) {
      const { severity, message } = await missing(more);
      assert.equal(severity, 'information', more);
      assert.match(message, reason);
    }
    assert.equal((await missing('//- /repo/.gitignore\nOther.config\n')).severity, 'error');
  });

  it('is ignored as git ignores', () => {
    for (const [text, path, ignored] of [
      ['session.config', 'a/session.config', true],
      ['/session.config', 'a/session.config', false],
      ['a/session.config', 'a/session.config', true],
      ['a/session.config', 'b/a/session.config', false],
      ['**/secrets/*', 'a/secrets/b.config', true],
      ['secrets/', 'a/secrets/b.config', true],
      ['secrets/', 'secrets', false],
      ['*.config\n!keep.config', 'a/keep.config', false],
      ['# *.config', 'a.config', false],
      ['conn?.config', 'conns.config', true],
    ] as const)
      assert.equal(isIgnored(text, path), ignored, `${JSON.stringify(text)} and ${path}`);
  });
});

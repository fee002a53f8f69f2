import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { nodeFiles } from '../../../server/src/files/node';
import { keyOf, relativeTo } from '../../../server/src/files/paths';
import type { Finding } from '../../../server/src/rules/rule';
import { linesOf } from '../../../server/src/site/parsed';
import { openWorkspace, type Workspace } from '../../../server/src/site/workspace';
import { findingsIn } from '../sites';

const SITES = path.resolve(__dirname, '../../../../shared/corpus/sites');

/** Rules of classic ASP.NET and IIS on real sites: what is found there, and nothing else. */
describe('Real sites', () => {
  if (!existsSync(SITES)) {
    it('are skipped: ../shared/corpus is not here', function () {
      this.skip();
    });
    return;
  }

  it('BlogEngine: ninety days of sign-in beside twenty minutes of data', async () => {
    const { found, workspace } = await findingsOn('blogengine');
    assert.deepEqual(placesFound(found, workspace), [
      'BlogEngine/BlogEngine.NET/Web.Config:96 information auth-outlives-session-data',
    ]);
    const [outlives] = found;
    assert.match(outlives!.message, /sign-in lasts 90 days, session data 20 min \(the default, set nowhere\)/);
    assert.deepEqual(
      outlives!.fixes?.map(({ title }) => title.replace(/:.*| \(.*/, '')),
      ['End the sign-in together with the session data', 'Sign-in only as long as the session data'],
      'a length that somebody has chosen is not the first thing to change',
    );
  });

  it('SmartStore: two files that do not know each other', async () => {
    const { found, workspace } = await findingsOn('smartstore');
    assert.deepEqual(
      placesFound(found, workspace).filter((line) => !line.includes(' transform-')),
      [
        'src/Presentation/SmartStore.Web/Config/SessionState.config:3 warning session-provider-ignored',
        'src/Presentation/SmartStore.Web/Config/SessionState.config:3 information session-setting-dead',
        'src/Presentation/SmartStore.Web/Web.config:110 information auth-outlives-session-data',
      ],
    );
    const outlives = found.find(({ rule }) => rule === 'auth-outlives-session-data')!;
    assert.match(outlives.message, /sign-in lasts 30 days, session data 10 min/);
    assert.match(outlives.related![0]!.file, /SessionState\.config$/);
  });

  it('a stock Sitecore 9.0: what is true of its root, and no error', async () => {
    const { found, workspace } = await findingsOn('sitecore-9.0-clean');
    assert.deepEqual(placesFound(found, workspace).filter(isOfThisKind), [
      'sitecore_files/Web.config:12 warning section-not-allowed-here',
      'Web.config:280 warning auth-outlives-session-data',
    ]);
  });

  it('a Sitecore 10 with layers of its own: nothing', async () => {
    const { found, workspace } = await findingsOn('sitecore-10-custom');
    assert.deepEqual(placesFound(found, workspace).filter(isOfThisKind), []);
  });

  it('a web farm: pools that stop before the session, on a server without its sites', async () => {
    const { found, workspace } = await findingsOn('iis-shared-config');
    assert.deepEqual(placesFound(found, workspace), [
      'applicationHost.config:142 information pool-recycle-drifts',
      'applicationHost.config:147 warning pool-idle-ends-sessions',
      'applicationHost.config:150 warning pool-idle-ends-sessions',
      'applicationHost.config:153 warning pool-idle-ends-sessions',
    ]);
  });

  for (const name of ['blogengine', 'smartstore', 'sitecore-9.0-clean', 'sitecore-10-custom', 'iis-shared-config'])
    it(`${name}: no error, and no secret in any message`, async () => {
      const { found, workspace } = await findingsOn(name);
      const errors = found
        .filter(({ severity }) => severity === 'error')
        .map(({ rule, message }) => `${rule}: ${message}`);
      assert.deepEqual(errors, []);
      const secrets = secretsOf(workspace);
      for (const { message, related, fixes } of found) {
        const said = [message, ...(related ?? []).map((r) => r.message), ...(fixes ?? []).map((f) => f.title)].join(
          '\n',
        );
        for (const secret of secrets) assert.ok(!said.includes(secret), said);
      }
    });
});

const opened = new Map<string, Promise<{ found: Finding[]; workspace: Workspace }>>();

function findingsOn(name: string): Promise<{ found: Finding[]; workspace: Workspace }> {
  let result = opened.get(name);
  if (!result) {
    const root = path.join(SITES, name).replace(/\\/g, '/');
    result = openWorkspace(nodeFiles([root]), [root]).then((workspace) => ({
      workspace,
      found: findingsIn(workspace),
    }));
    opened.set(name, result);
  }
  return result;
}

/** `Web.config:41 warning rule-id in Debug` */
function placesFound(found: readonly Finding[], workspace: Workspace): string[] {
  return found.map(({ at, rule, severity, variants }) => {
    const line = linesOf(workspace.file(at.file)!).positionAt(at.span.start).line + 1;
    const name = relativeTo(workspace.roots[0]!, at.file);
    return `${name}:${line} ${severity} ${rule}${variants ? ` in ${variants.join(', ')}` : ''}`;
  });
}

/** Rules on Sitecore's own configuration and on transforms have their own tests. */
function isOfThisKind(line: string): boolean {
  return !line.includes('App_Config/') && !/ (?:transform|sitecore)-/.test(line);
}

/** Keys and connection strings of the files that were read, by the names of their attributes. */
function secretsOf(workspace: Workspace): string[] {
  const texts = new Map(
    workspace.sites.flatMap((site) => [...site.sources.values()]).map((f) => [keyOf(f.path), f.text]),
  );
  return [...texts.values()].flatMap((text) =>
    [
      ...text.matchAll(
        /\b(?:connectionString|stateConnectionString|sqlConnectionString|validationKey|decryptionKey|password|sessionKey)="([^"]{8,})"/gi,
      ),
    ].map((match) => match[1]!),
  );
}

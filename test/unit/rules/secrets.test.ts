import assert from 'node:assert/strict';
import type { Finding } from '../../../server/src/rules/rule';
import { findingsIn, workspaceOf } from '../sites';

/** Everything a person, a log or a build server gets to see of a finding; edits stay in the file. */
function saidIn({ message, related, fixes }: Finding): string {
  return [message, ...(related ?? []).map((r) => r.message), ...(fixes ?? []).map((f) => f.title)].join('\n');
}

const KEY = '4E6F74412053656372657421204E6F7441205365637265742121212121212121';

describe('Findings give no secret away', () => {
  const cases: Record<string, string> = {
    'of machineKey with one key': `<authentication mode="Forms"><forms timeout="40" /></authentication>
      <sessionState timeout="40" /><machineKey validationKey="${KEY}" />`,
    'of a state server that is not used': `<sessionState stateConnectionString="tcpip=${KEY}:42424" />`,
    'of a database that is not used': `<sessionState sqlConnectionString="Password=${KEY}" />`,
  };
  for (const [name, inside] of Object.entries(cases))
    it(name, async () => {
      const found = findingsIn(await workspaceOf(`<configuration><system.web>${inside}</system.web></configuration>`));
      const said = found.map(saidIn).join('\n');
      assert.notEqual(found.length, 0);
      assert.ok(!said.includes(KEY), said);
    });

  it('of connection strings that are there twice', async () => {
    const found = findingsIn(
      await workspaceOf(`<configuration><connectionStrings>
        <add name="Shop" connectionString="Password=${KEY}" />
        <add name="Shop" connectionString="Password=${KEY};x" />
      </connectionStrings></configuration>`),
    );
    assert.equal(found.length, 1);
    assert.ok(!found.map(saidIn).join('\n').includes(KEY));
  });
});

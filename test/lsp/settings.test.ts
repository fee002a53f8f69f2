import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import {
  ConfigurationRequest,
  DidChangeConfigurationNotification,
  type Registration,
  RegistrationRequest,
} from 'vscode-languageserver-protocol/node';
import type { Settings } from '../../server/src/lsp/protocol';
import { type Client, FULL, startClient } from './client';

const WEB_CONFIG = `<configuration>
  <system.web>
    <authentication mode="Forms">
      <forms timeout="30" />
    </authentication>
    <sessionState timeout="20" />
  </system.web>
</configuration>
`;
const OUTLIVES = 'auth-outlives-session-data';

describe('settings of other clients than VS Code', () => {
  let folder: string;
  let client: Client;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-timeline-settings-'));
    fs.writeFileSync(path.join(folder, 'Web.config'), WEB_CONFIG);
  });

  afterEach(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const rules = async () => (await client.diagnostics('Web.config')).map(({ code }) => code);

  it('are asked for, and followed when they change, in a client that has to be asked to tell', async () => {
    let settings: Partial<Settings> = {};
    const registered: Registration[] = [];
    const dynamic = { ...FULL.workspace, configuration: true, didChangeConfiguration: { dynamicRegistration: true } };
    client = await startClient(folder, { ...FULL, workspace: dynamic }, undefined, (connection) => {
      connection.onRequest(ConfigurationRequest.type, ({ items }) => {
        assert.deepEqual(items, [{ section: 'sessionTimeline' }]);
        return [settings];
      });
      connection.onRequest(RegistrationRequest.type, ({ registrations }) => void registered.push(...registrations));
    });
    await client.open('Web.config', WEB_CONFIG);
    assert.ok((await rules()).includes(OUTLIVES));
    const told = registered.find(({ method }) => method === DidChangeConfigurationNotification.method);
    assert.deepEqual(told?.registerOptions, { section: 'sessionTimeline' });

    settings = { rules: { [OUTLIVES]: 'off' } };
    const refreshed = new Promise<void>((done) => client.connection.onRequest('workspace/diagnostic/refresh', done));
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await refreshed;
    assert.ok(!(await rules()).includes(OUTLIVES));
  });

  it('are taken as sent, from a client that cannot be asked', async () => {
    client = await startClient(folder);
    await client.open('Web.config', WEB_CONFIG);
    assert.ok((await rules()).includes(OUTLIVES));
    const sent: Partial<Settings> = { rules: { [OUTLIVES]: 'off' } };
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: { sessionTimeline: sent },
    });
    assert.ok(!(await rules()).includes(OUTLIVES));
  });
});

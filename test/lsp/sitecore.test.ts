import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { EffectiveResult, SitesResult, TimelineModelResult } from '../../server/src/lsp/protocol';
import { patch, setting } from '../unit/sitecoreFixture';
import { type Client, startClient } from './client';
import { sitecoreFolder } from './sitecoreFolder';

const PATCH = 'App_Config/Include/zzz.Custom.config';
const TICKET = 'Authentication.ClientSessionTimeout';

describe('the server on a Sitecore site', () => {
  let folder: string;
  let client: Client;

  before(async () => {
    ({ folder } = sitecoreFolder({
      base: setting(TICKET, '60'),
      systemWeb: '<authentication mode="Forms" /><sessionState timeout="20" />',
      appSettings: '<add key="role:define" value="Standalone" />',
      files: { [PATCH]: patch(setting(TICKET, '120'), 'role:require="ContentManagement"') },
    }));
    client = await startClient(folder);
  });
  after(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  const rootUri = () => client.uri('.').replace(/\/\.?$/, '');
  const effective = (variant: string | null): Promise<EffectiveResult | null> =>
    client.connection.sendRequest('sessionTimeline/effective', { root: rootUri(), variant, section: 'sitecore' });
  async function document(variant: string | null): Promise<string> {
    const { uri } = (await effective(variant))!;
    const { text } = await client.connection.sendRequest<{ text: string }>('workspace/textDocumentContent', { uri });
    return text;
  }

  it('offers roles as variants', async () => {
    const { sites } = await client.connection.sendRequest<SitesResult>('sessionTimeline/sites', {});
    assert.deepEqual(
      sites.map(({ stack, variants }) => [stack, variants]),
      [['sitecore', ['ContentManagement', 'ContentDelivery']]],
    );
    assert.ok(sites[0]?.files.includes(client.uri(PATCH)));
  });

  it('shows the merged configuration of each role, to be compared', async () => {
    assert.match(await document('ContentManagement'), /value="120"/);
    assert.match(await document('ContentDelivery'), /value="60"/);
  });

  it('shows it with what is typed and not saved', async () => {
    await client.open(PATCH, patch(setting(TICKET, '240'), 'role:require="ContentManagement"'));
    assert.match(await document('ContentManagement'), /value="240"/);
  });

  it('draws the timeline of a role, with the preset for lost work', async () => {
    const root = rootUri();
    await client.connection.sendRequest('sessionTimeline/selectVariant', { root, variant: 'ContentManagement' });
    const { model } = await client.connection.sendRequest<TimelineModelResult>('sessionTimeline/model', {
      uri: client.uri(PATCH),
    });
    assert.deepEqual([model.app.stack, model.app.environment], ['sitecore', 'ContentManagement']);
    assert.ok(model.presets.some(({ id }) => id === 'lost-work'));
  });
});

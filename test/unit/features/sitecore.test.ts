import assert from 'node:assert/strict';
import { completionsAt } from '../../../server/src/features/completion';
import { definitionAt, referencesAt } from '../../../server/src/features/definition';
import { hoverAt } from '../../../server/src/features/hover';
import { sitecoreActionsAt } from '../../../server/src/features/sitecore/actions';
import { sitecoreLayersOf } from '../../../server/src/features/sitecore/layers';
import { keyOf } from '../../../server/src/files/paths';
import { sitecoreSite } from '../../../server/src/rules/sitecore/shared/examples';
import { SITECORE } from '../../../server/src/site/sitecore/key';
import { siteOf, workspaceOf } from '../sites';
import { at, textAt } from './marked';

const TIMEOUT = '<setting name="Authentication.ClientSessionTimeout" value="60" />';
const PIPELINE = `
  <pipelines>
    <start>
      <processor type="Sitecore.First, Sitecore.Kernel" />
      <processor type="Sitecore.Second, Sitecore.Kernel" />
    </start>
  </pipelines>`;

/** A site whose patch file has the cursor in it. */
function patched(patch: string, more: Partial<Parameters<typeof sitecoreSite>[0]> = {}): string {
  return sitecoreSite({ base: `<settings>${TIMEOUT}</settings>${PIPELINE}`, patch, ...more });
}

async function hover(text: string, variant: string | null = null): Promise<string> {
  const { input, offset } = await at(text, variant);
  return hoverAt(input, offset)?.markdown ?? '';
}

async function labels(text: string): Promise<string[]> {
  const { input, offset } = await at(text);
  return completionsAt(input, offset).map(({ label }) => label);
}

describe('Sitecore: hover', () => {
  it('says what a setting does, what it is worth for each role, and who set it', async () => {
    const said = await hover(
      patched(
        '<settings><setting name="Authentication.ClientSession|Timeout" set:value="480" role:require="ContentManagement" /></settings>',
      ),
      'ContentManagement',
    );
    assert.match(said, /\*\*Authentication\.ClientSessionTimeout\*\*/);
    assert.match(said, /signs nobody out/);
    assert.match(said, /- Standalone: \*\*1 h\*\* \(`60`\)/);
    assert.match(said, /- ContentManagement: \*\*8 h\*\* \(`480`\)/);
    assert.match(said, /~~value: `60`~~ \[Sitecore\.config:2\]/);
    assert.match(said, /\*\*value: `480`\*\* \[Shop\.config:3\].*Custom/);
  });

  it('shows settings that it does not know, and no password', async () => {
    const own = (value: string) => patched(`<settings><setting name="Shop.Pass|word" value="${value}" /></settings>`);
    assert.match(await hover(own('true')), /Effective for every role: \*\*true\*\*/);
    const said = await hover(own('hunter2'));
    assert.ok(said.includes('not shown') && !said.includes('hunter2'), said);
  });

  it('says what a position hits at that point of the merge', async () => {
    const processor = (selector: string) =>
      patched(`<pipelines><start><processor type="Shop" patch:bef|ore="${selector}" /></start></pipelines>`);
    const hit = await hover(processor("processor[@type='Sitecore.Second, Sitecore.Kernel']"));
    assert.match(hit, /finds `<processor type="Sitecore\.Second, Sitecore\.Kernel">`, from \[Sitecore\.config:\d+\]/);
    assert.match(await hover(processor("processor[@type='Nope']")), /Nothing is there at this point/);
    assert.match(await hover(processor('processor[')), /cannot evaluate/);
  });

  it('says for which roles a condition holds', async () => {
    const said = await hover(patched('<settings role:requ|ire="ContentManagement or Standalone" />'));
    assert.match(said, /- Standalone: \*\*holds\*\*/);
    assert.match(said, /- ContentManagement: \*\*holds\*\*/);
    assert.match(said, /- ContentDelivery: does not hold/);
  });

  it('says what a command does, and when it does nothing', async () => {
    const command = (name: string) =>
      hover(patched(`<settings><setting name="${name}"><patch:del|ete /></setting></settings>`));
    assert.match(await command('Authentication.ClientSessionTimeout'), /takes the element around it away/);
    assert.match(await command('Nope'), /takes nothing away/);
  });
});

describe('Sitecore: definition and references', () => {
  const patch = '<settings><setting name="Authentication.ClientSessionTimeout" set:va|lue="90" /></settings>';

  it('goes from a patch to the line it changes', async () => {
    const { input, offset } = await at(patched(patch));
    assert.deepEqual(
      definitionAt(input, offset).map((place) => textAt(input, place)),
      ['/site/App_Config/Sitecore.config: 60'],
    );
  });

  it('and from that line to the patch that decides', async () => {
    const base = `<settings>${TIMEOUT.replace('60', '6|0')}</settings>`;
    const { input, offset } = await at(patched(patch.replace('|', ''), { base }));
    assert.deepEqual(
      definitionAt(input, offset).map((place) => textAt(input, place)),
      ['/site/App_Config/Include/Shop.config: 90'],
    );
  });

  it('lists everybody who touched it, in load order', async () => {
    const { input, offset } = await at(patched(patch));
    assert.deepEqual(
      referencesAt(input, offset).map((place) => textAt(input, place)),
      ['/site/App_Config/Sitecore.config: 60', '/site/App_Config/Include/Shop.config: 90'],
    );
  });

  it('goes from a position to what it finds, and from what is gone to who took it', async () => {
    const selector = '<processor type="Shop" patch:after="process|or[2]" />';
    const position = await at(patched(`<pipelines><start>${selector}</start></pipelines>`));
    assert.deepEqual(
      definitionAt(position.input, position.offset).map((place) => textAt(position.input, place)),
      ['/site/App_Config/Sitecore.config: <processor type="Sitecore.Second, Sitecore.Kernel" />'],
    );
    const base = `<settings>${TIMEOUT.replace('<set', '<s|et')}</settings>`;
    const deleted = '<setting name="Authentication.ClientSessionTimeout"><patch:delete /></setting>';
    const gone = await at(patched(`<settings>${deleted}</settings>`, { base }));
    assert.deepEqual(
      definitionAt(gone.input, gone.offset).map((place) => textAt(gone.input, place)),
      ['/site/App_Config/Include/Shop.config: <patch:delete />'],
    );
  });
});

describe('Sitecore: completion', () => {
  it('knows the settings that are there, and those of the catalogue with what they do', async () => {
    const { input, offset } = await at(patched('<settings><setting name="|" /></settings>'));
    const found = completionsAt(input, offset);
    const known = found.find(({ label }) => label === 'Authentication.ClientSessionTimeout');
    assert.equal(known?.detail, '60');
    assert.match(known?.documentation ?? '', /signs nobody out/);
    assert.ok(found.some(({ label }) => label === 'Login.DisableRememberMe'));
  });

  it('knows the siblings a position can name, seen from where the file is merged', async () => {
    const found = await labels(
      patched('<pipelines><start><processor type="Shop" patch:before="|" /></start></pipelines>'),
    );
    assert.deepEqual(found, [
      "processor[@type='Sitecore.First, Sitecore.Kernel']",
      "processor[@type='Sitecore.Second, Sitecore.Kernel']",
    ]);
  });

  it('knows commands, positions, roles and attributes to set', async () => {
    const commands = await labels(patched('<settings><setting name="Shop"><patch:| /></setting></settings>'));
    assert.ok(commands.includes('patch:attribute') && commands.includes('patch:delete'), commands.join());
    const names = await labels(
      patched('<settings><setting name="Authentication.ClientSessionTimeout" | /></settings>'),
    );
    assert.ok(names.includes('patch:instead') && names.includes('set:value') && names.includes('role:require'));
    assert.ok((await labels(patched('<settings role:require="|" />'))).includes('ContentDelivery'));
  });

  it('works while the file is half typed', async () => {
    const found = await labels(patched('<settings><setting name="|</settings>'));
    assert.ok(found.includes('Authentication.ClientSessionTimeout'), found.join());
  });
});

describe('Sitecore: a patch for what stands here', () => {
  it('gets the name of the setting, the folder of the customer and the role of the stock file', async () => {
    const stock = `<settings role:require="ContentManagement"><setting name="Editor.Size" value="1|0" /></settings>`;
    const { input, offset } = await at(sitecoreSite({ stock }), 'ContentManagement');
    const [first, second] = sitecoreActionsAt(input, offset);
    assert.equal(first!.create?.file, '/site/App_Config/Include/Editor.Size.config');
    assert.equal(
      first!.create?.text,
      `<?xml version="1.0" encoding="utf-8"?>
<configuration xmlns:patch="http://www.sitecore.net/xmlconfig/" xmlns:set="http://www.sitecore.net/xmlconfig/set/" xmlns:role="http://www.sitecore.net/xmlconfig/role/">
  <sitecore role:require="ContentManagement">
    <settings>
      <setting name="Editor.Size" set:value="10" />
    </settings>
  </sitecore>
</configuration>
`,
    );
    assert.ok(!second!.create?.text.includes('role:require'));
  });

  it('changes what it is for once its value is edited, and nothing else', async () => {
    const stock = '<scheduling><agent type="Sitecore.Agent, Sitecore.Kernel" interval="01:0|0:00" /></scheduling>';
    const text = sitecoreSite({ stock });
    const { input, offset } = await at(text);
    const [fix] = sitecoreActionsAt(input, offset);
    const { files } = (await import('../fixture')).parseFixture(text);
    const made = new Map([...files, [fix!.create!.file, fix!.create!.text.replace('01:00:00', '00:10:00')]]);
    const { sites } = await workspaceOf(made);
    const agents = sites[0]!
      .view(null)
      .part(SITECORE)!
      .document.documentElement.children.flatMap(({ children }) => children);
    assert.deepEqual(
      agents.map((agent) => agent.getAttribute('interval')),
      ['00:10:00'],
    );
  });

  it('is not offered in files of the customer', async () => {
    const { input, offset } = await at(patched('<settings><setting name="Shop" value="|1" /></settings>'));
    assert.deepEqual(sitecoreActionsAt(input, offset), []);
  });
});

describe('Sitecore: layers', () => {
  it('come in load order, with what is switched off and why', async () => {
    const site = await siteOf(
      patched('<settings role:require="ContentManagement" />', {
        stock: '<settings />',
        more: `
          //- /site/App_Config/Layers.config
          <layers>
            <layer name="Sitecore" includeFolder="/App_Config/Sitecore/" />
            <layer name="Modules" includeFolder="/App_Config/Modules/" mode="off" />
            <layer name="Custom" includeFolder="/App_Config/Include/" />
          </layers>
          //- /site/App_Config/Modules/Spe.config
          <configuration />
          //- /site/App_Config/Include/Old.config.disabled
          <configuration />
          //- /site/App_Config/Elsewhere/Lost.config
          <configuration />`.replace(/^ {10}/gm, ''),
      }),
    );
    const shown = sitecoreLayersOf(site)!.layers.map(({ name, off, files }) => [
      off ? `${name} (off)` : name,
      ...files.map(
        (file) =>
          `${file.order ?? '-'} ${file.name}${file.stock ? ' stock' : ''}${file.condition ? ` [${file.condition}]` : ''}${file.reason ? `: ${file.reason}` : ''}`,
      ),
    ]);
    assert.deepEqual(shown, [
      ['Base', '1 App_Config/Sitecore.config stock'],
      ['Sitecore', '2 Sitecore.Stock.config stock'],
      ['Modules (off)', '- Spe.config: the layer Modules is switched off in Layers.config'],
      [
        'Custom',
        '- Old.config.disabled: Sitecore loads only names that end in `.config`; this one ends in `.disabled`',
        '3 Shop.config',
      ],
      ['Not loaded (off)', '- App_Config/Elsewhere/Lost.config: no layer of Layers.config names this folder'],
    ]);
    assert.equal(site.sources.has(keyOf('/site/App_Config/Layers.config')), true);
  });
});

import assert from 'node:assert/strict';
import { completionsAt } from '../../../server/src/features/completion';
import { definitionAt, referencesAt } from '../../../server/src/features/definition';
import { composedDocument } from '../../../server/src/features/documents';
import { hoverAt } from '../../../server/src/features/hover';
import { codeLensesOf, documentLinksOf } from '../../../server/src/features/inFile';
import { workspaceSymbolsOf } from '../../../server/src/features/workspaceSymbols';
import { keyOf } from '../../../server/src/files/paths';
import type { Place } from '../../../server/src/rules/rule';
import { workspaceOf } from '../sites';
import { at, failed, site, textAt, XDT } from './marked';

async function hover(text: string, variant: string | null = null): Promise<string> {
  const { input, offset } = await at(text, variant);
  return hoverAt(input, offset)?.markdown ?? '';
}

describe('hover', () => {
  it('says what a setting does, its human value and that nobody sets it elsewhere', async () => {
    const said = await hover(site('<sessionState time|out="90" />'));
    assert.match(said, /\*\*system\.web\/sessionState\/@timeout\*\*/);
    assert.match(said, /\*\*1 h 30 min \(90 minutes\)\*\*, from \[Web\.config:1\]/);
    assert.match(said, /Default: `20`/);
  });

  it('shows who lost and who won in a variant', async () => {
    const said = await hover(
      site('<sessionState time|out="20" />', '<sessionState timeout="60" xdt:Transform="SetAttributes" />'),
      'Release',
    );
    assert.match(said, /~~`20`~~ \[Web\.config:1\]/);
    assert.match(said, /\*\*`60`.*\*\* \[Web\.Release\.config:1\]/);
  });

  it('never shows a secret', async () => {
    const said = await hover(site('<machineKey validation|Key="0123456789ABCDEF" />'));
    assert.ok(said.length > 0 && !said.includes('0123456789ABCDEF'), said);
  });

  it('tells what a transform will do, and to which line', async () => {
    const said = await hover(`//- /site/Web.config
<configuration><system.web>
<sessionState mode="InProc" timeout="20" />
</system.web></configuration>
//- /site/Web.Release.config
<configuration ${XDT}><system.web><sessionState timeout="60" xdt:Trans|form="Replace" /></system.web></configuration>`);
    assert.match(said, /\*\*Replace\*\* in Release/);
    assert.match(said, /replaces `<sessionState>` at \[Web\.config:2\]/);
    assert.match(said, /`timeout`: ~~20~~ 60/);
    assert.match(said, /`mode`: ~~InProc~~ gone/);
  });

  it('says when a transform matches nothing', async () => {
    assert.match(
      await hover(site('<compilation />', '<sessionState timeout="1" xdt:Trans|form="SetAttributes" />')),
      /changes nothing/,
    );
  });
});

describe('definition and references', () => {
  const text = site('<sessionState time|out="20" />', '<sessionState timeout="60" xdt:Transform="SetAttributes" />');

  it('goes to the winner of the variant at hand', async () => {
    const plain = await at(text);
    assert.deepEqual(
      definitionAt(plain.input, plain.offset).map((p) => textAt(plain.input, p)),
      ['/site/Web.config: 20'],
    );
    const release = await at(text, 'Release');
    assert.deepEqual(
      definitionAt(release.input, release.offset).map((p) => textAt(release.input, p)),
      ['/site/Web.Release.config: 60'],
    );
  });

  it('lists every contributor of every variant', async () => {
    const { input, offset } = await at(text);
    assert.deepEqual(
      referencesAt(input, offset).map((p) => textAt(input, p)),
      ['/site/Web.config: 20', '/site/Web.Release.config: 60'],
    );
  });

  it('goes to the instruction that takes an attribute away', async () => {
    const removed = site('<compilation de|bug="true" />', '<compilation xdt:Transform="RemoveAttributes(debug)" />');
    const release = await at(removed, 'Release');
    const instruction = '/site/Web.Release.config: RemoveAttributes(debug)';
    assert.deepEqual(
      definitionAt(release.input, release.offset).map((p) => textAt(release.input, p)),
      [instruction],
    );
    const plain = await at(removed);
    assert.deepEqual(
      referencesAt(plain.input, plain.offset).map((p) => textAt(plain.input, p)),
      ['/site/Web.config: true', instruction],
    );
  });
});

describe('links and lenses', () => {
  it('opens section files, and the target of a transform', async () => {
    const { input } = await at(`//- /site/Web.config
<configuration><system.web>|<sessionState configSource="Config\\session.config" /></system.web></configuration>
//- /site/Config/session.config
<sessionState timeout="10" />`);
    assert.deepEqual(
      documentLinksOf(input).map(({ target }) => target),
      ['/site/Config/session.config'],
    );
    const transform = await at(
      site('<sessionState timeout="20" />', '<sessionState timeout="60" xdt:Transform="Set|Attributes" />'),
    );
    const [link] = documentLinksOf(transform.input);
    assert.equal(textAt(transform.input, link!.place!), '/site/Web.config: <sessionState timeout="20" />');
  });

  it('shows the verdict, and which variants override an element', async () => {
    const { input } = await at(
      site('|<sessionState timeout="20" />', '<sessionState timeout="60" xdt:Transform="SetAttributes" />'),
    );
    const lenses = codeLensesOf(input);
    assert.equal(lenses.length, 2);
    assert.equal(lenses[0]!.opens, 'timeline');
    assert.equal(lenses[1]!.title, 'overridden in Release');
  });
});

describe('effective document', () => {
  it('is the deployed file, with the origin of what other files decided', async () => {
    const { sites } = await workspaceOf(`//- /site/Web.config
<configuration>
  <system.web>
    <compilation debug="true" />
    <sessionState configSource="session.config" />
  </system.web>
</configuration>
//- /site/session.config
<sessionState timeout="10" />
//- /site/Web.Release.config
<configuration ${XDT}>
  <system.web>
    <compilation xdt:Transform="RemoveAttributes(debug)" />
    <httpRuntime executionTimeout="60" xdt:Transform="Insert" />
  </system.web>
</configuration>`);
    const { text, links } = composedDocument(sites[0]!.view('Release'), undefined)!;
    assert.equal(
      text,
      `<configuration>
  <system.web>
    <compilation/> <!-- Web.Release.config:3 RemoveAttributes -->
    <!-- session.config -->
    <sessionState timeout="10" />
    <httpRuntime executionTimeout="60"/> <!-- Web.Release.config:4 Insert -->
  </system.web>
</configuration>`,
    );
    const written = ({ file, span }: Place) => sites[0]!.sources.get(keyOf(file))!.text.slice(span.start, span.end);
    assert.deepEqual(
      links.map(({ span, place }) => [text.slice(span.start, span.end), written(place)]),
      [
        ['Web.Release.config:3 RemoveAttributes', 'RemoveAttributes(debug)'],
        ['session.config', '<sessionState'],
        ['Web.Release.config:4 Insert', '<httpRuntime executionTimeout="60" xdt:Transform="Insert" />'],
      ],
    );
  });
});

describe('effective document of appSettings', () => {
  const effectiveOf = async (section: string) => {
    const { sites } = await workspaceOf(`//- /site/Web.config
<configuration>
  ${section}
</configuration>
//- /site/more.config
<appSettings>
    <add key="a" value="2" />
</appSettings>`);
    return composedDocument(sites[0]!.view(null), undefined)!.text;
  };

  it('has the entries of its file behind its own', async () => {
    assert.equal(
      await effectiveOf('<appSettings file="more.config">\n    <add key="a" value="1" />\n  </appSettings>'),
      `<configuration>
  <appSettings file="more.config">
    <add key="a" value="1" />
    <!-- more.config -->
    <add key="a" value="2" />
  </appSettings>
</configuration>`,
    );
    assert.equal(
      await effectiveOf('<appSettings file="more.config" />'),
      `<configuration>
  <appSettings file="more.config">
    <!-- more.config -->
    <add key="a" value="2" />
  </appSettings>
</configuration>`,
    );
  });
});

describe('effective document after a transform that fails', () => {
  it('is what the transforms before it made', async () => {
    const { sites } = await workspaceOf(`//- /site/Web.config
<configuration>
  <system.web />
</configuration>
//- /site/Web.Release.config
<configuration ${XDT}>
  <system.web xdt:Transform="Remove" />
</configuration>
//- /site/Web.Live.config
<configuration ${XDT}>
  <system.web xdt:Transform="Nonsense" />
</configuration>
//- /site/Properties/PublishProfiles/Live.pubxml
<Project><PropertyGroup><Configuration>Release</Configuration></PropertyGroup></Project>`);
    const view = sites[0]!.view('Live');
    assert.deepEqual(
      view.transforms().map(({ result }) => result.succeeded),
      [true, false],
    );
    assert.doesNotMatch(composedDocument(view, undefined)!.text, /system\.web/);
  });
});

describe('effective document, secrets', () => {
  it('are asterisks wherever they stand: the file, a section file, a transform, a comment', async () => {
    const { sites } = await workspaceOf(`//- /site/Web.config
<configuration>
  <appSettings file="more.config"><add key="Mail.Password" value="SECRET1" /></appSettings>
  <connectionStrings configSource="cs.config" />
  <system.web>
    <!-- <machineKey validationKey="SECRET2" /> -->
    <machineKey validationKey="SECRET3" decryptionKey="SECRET4" />
    <sessionState sqlConnectionString="SECRET5" />
  </system.web>
</configuration>
//- /site/cs.config
<connectionStrings><add name="Shop" connectionString="Server=x;SECRET6" /></connectionStrings>
//- /site/more.config
<appSettings><add key="Api.Key" value="SECRET7" /></appSettings>
//- /site/Web.Release.config
<configuration ${XDT}><system.web><machineKey decryptionKey="SECRET8" xdt:Transform="SetAttributes" /></system.web></configuration>`);
    const [site] = sites;
    for (const variant of [null, 'Release']) {
      const { text } = composedDocument(site!.view(variant), undefined)!;
      assert.doesNotMatch(text, /SECRET/);
      assert.match(text, /<add name="Shop" connectionString="\*+" \/>/);
    }
  });
});

describe('completion', () => {
  const labels = async (text: string) => {
    const { input, offset } = await at(text);
    return completionsAt(input, offset).map(({ label }) => label);
  };

  it('knows the attributes an element does not have yet', async () => {
    const found = await labels(site('<sessionState timeout="20" | />'));
    assert.ok(found.includes('mode') && !found.includes('timeout'), found.join());
  });

  it('knows the words of an enum', async () => {
    assert.deepEqual(await labels(site('<sessionState mode="|" />')), [
      'Off',
      'InProc',
      'StateServer',
      'SQLServer',
      'Custom',
    ]);
  });

  it('knows transforms and locators', async () => {
    const transforms = await labels(site('<sessionState />', '<sessionState xdt:Transform="|" />'));
    assert.ok(transforms.includes('SetAttributes') && transforms.includes('InsertIfMissing'), transforms.join());
    assert.deepEqual(await labels(site('<sessionState />', '<sessionState xdt:Locator="|" />')), [
      'Match',
      'Condition',
      'XPath',
    ]);
  });

  it('offers rule ids where findings are silenced', async () => {
    const found = await labels(site('<!-- session-timeline-disable auth-| -->'));
    assert.ok(found.includes('auth-outlives-session-data'));
  });
});

describe('workspace symbols', () => {
  it('finds settings by name over all files', async () => {
    const { sites } = await workspaceOf(
      site(
        '<sessionState timeout="20" /><machineKey validationKey="ABCDEF" />',
        '<sessionState timeout="60" xdt:Transform="SetAttributes" />',
      ),
    );
    assert.deepEqual(
      workspaceSymbolsOf(sites, 'sessiontimeout', failed).map(({ name }) => name),
      ['system.web/sessionState/@timeout = 20', 'system.web/sessionState/@timeout = 60'],
    );
    assert.ok(workspaceSymbolsOf(sites, 'validationKey', failed).every(({ name }) => !name.includes('ABCDEF')));
  });
});

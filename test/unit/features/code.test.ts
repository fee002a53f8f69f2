import assert from 'node:assert/strict';
import { featureSets } from '../../../server/src/features/all';
import { codeFeatures } from '../../../server/src/features/code/features';
import { hoverAt } from '../../../server/src/features/hover';
import { type FeatureInput, labelOf } from '../../../server/src/features/input';
import { settingsWrittenIn } from '../../../server/src/settings/places';
import { settingsOf } from '../../../server/src/settings/reader';
import { parseFixture } from '../fixture';
import { siteOf } from '../sites';

const SITE = (program: string) => `//- /shop/Shop.csproj
<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>
//- /shop/appsettings.json
{ "Login": { "Minutes": 20, "Length": "00:45:00" } }
//- /shop/Program.cs
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddCookie(o =>
{
${program}
});
builder.Build().Run();
`;

/** The features of a text with a cursor in one of its files. */
async function at(text: string): Promise<{ input: FeatureInput; offset: number }> {
  const { files, cursor } = parseFixture(text);
  const site = await siteOf(files);
  const file = site.sources.get(cursor!.file.toLowerCase())!;
  const input: FeatureInput = {
    site,
    file,
    variant: null,
    link: (_place, label) => label,
    failed: (what, error) => {
      throw new Error(what, { cause: error });
    },
  };
  return { input, offset: cursor!.offset };
}

describe('features in code', () => {
  it('a hover tells what an assignment comes to', async () => {
    const { input, offset } = await at(SITE('    o.Expire|TimeSpan = TimeSpan.FromMinutes(3 * 5);'));
    const hover = hoverAt(input, offset)!;
    assert.match(hover.markdown, /CookieAuthenticationOptions/);
    assert.match(hover.markdown, /\*\*15 min \(00:15:00\)\*\*, from Program\.cs:4/);
  });

  it('a hover in JSON tells what code makes of the number', async () => {
    const text = SITE(
      '    o.ExpireTimeSpan = TimeSpan.FromMinutes(builder.Configuration.GetValue<int>("Login:Minutes"));',
    ).replace('"Minutes": 20', '"Minutes": 2|0');
    const { input, offset } = await at(text);
    assert.match(hoverAt(input, offset)!.markdown, /\*\*20 min \(00:20:00\)\*\*, from appsettings\.json:1/);
  });

  it('a definition leads from a key to the code that reads it, and back', async () => {
    const program = '    o.ExpireTimeSpan = builder.Configuration.GetValue<TimeSpan>("Login:Length");';
    const json = await at(SITE(program).replace('"00:45:00"', '"00:4|5:00"'));
    const there = codeFeatures.definition!(json.input, json.offset);
    assert.deepEqual(
      there.map((place) => labelOf(json.input.site, place)),
      ['Program.cs:4'],
    );
    const code = await at(SITE(program.replace('Expire', 'Ex|pire')));
    const back = codeFeatures.definition!(code.input, code.offset);
    assert.deepEqual(
      back.map((place) => labelOf(code.input.site, place)),
      ['appsettings.json:1'],
    );
  });

  it('a hint says the length in words where the code does not', async () => {
    const { input } = await at(
      SITE('    o.ExpireTimeSpan = TimeSpan.FromMinutes(3 * 5);|\n    o.Cookie.MaxAge = TimeSpan.FromMinutes(7);'),
    );
    const hints = codeFeatures.inlayHints!(input, { start: 0, end: input.file.text.length });
    assert.deepEqual(
      hints.map(({ text }) => text),
      ['15 min'],
    );
  });

  it('a value that a text says itself can be replaced, in code and in JSON', async () => {
    const code = await at(SITE('    o.Expire|TimeSpan = TimeSpan.FromMinutes(15);'));
    const [found] = settingsWrittenIn(settingsOf(code.input.site.view(null)), code.input.file);
    assert.deepEqual(found!.written.replace('00:30:00').text, 'TimeSpan.FromMinutes(30)');
    const json = await at(
      SITE('    o.ExpireTimeSpan = builder.Configuration.GetValue<TimeSpan>("Login:Length");').replace(
        '"00:45:00"',
        '"00:4|5:00"',
      ),
    );
    const [other] = settingsWrittenIn(settingsOf(json.input.site.view(null)), json.input.file);
    assert.deepEqual(other!.written.replace('01:00:00').text, '"01:00:00"');
  });

  it('every feature answers in a file of code, and says nothing that is of XML', async () => {
    const { input, offset } = await at(SITE('    o.Sliding|Expiration = false;'));
    for (const set of featureSets) {
      const said = [
        ...(set.completions?.(input, offset) ?? []),
        ...(set.codeLenses?.(input) ?? []),
        ...(set.links?.(input) ?? []),
        ...(set.symbols?.(input) ?? []),
        ...(set.actions?.(input, offset) ?? []),
      ];
      assert.deepEqual(said, [], set.name);
    }
  });
});

import assert from 'node:assert/strict';
import { findingsIn, workspaceOf } from '../sites';

/** A web.config with a value out of range, an illegal one below, and comments where a test puts them. */
function configWith({ top = '', before = '', between = '' }): string {
  return `<configuration>
  ${top}
  <system.web>
    ${before}
    <sessionState timeout="0" />
    ${between}
    <httpRuntime executionTimeout="x" />
  </system.web>
</configuration>`;
}

async function found(text: string): Promise<string[]> {
  return findingsIn(await workspaceOf(text)).map(({ rule }) => rule);
}

const BOTH = ['value-out-of-range', 'illegal-literal'];

describe('Suppression comments', () => {
  it('without them, both findings are there', async () => {
    assert.deepEqual(await found(configWith({})), BOTH);
  });

  it('silence one rule on the next line', async () => {
    const before = '<!-- session-timeline-disable-next-line value-out-of-range -->';
    assert.deepEqual(await found(configWith({ before })), ['illegal-literal']);
  });

  it('silence only the rules they name', async () => {
    const before = '<!-- session-timeline-disable-next-line illegal-literal -->';
    assert.deepEqual(await found(configWith({ before })), BOTH);
  });

  it('silence several rules, with blanks or commas between them', async () => {
    const top = '<!-- session-timeline-disable illegal-literal, value-out-of-range -->';
    assert.deepEqual(await found(configWith({ top })), []);
  });

  it('silence every rule when they name none', async () => {
    const between = '<!-- session-timeline-disable-next-line -->';
    assert.deepEqual(await found(configWith({ between })), ['value-out-of-range']);
    assert.deepEqual(await found(configWith({ top: '<!-- session-timeline-disable -->' })), []);
  });

  it('may say why after a colon', async () => {
    const before = '<!-- session-timeline-disable-next-line value-out-of-range: agreed with operations, 2024 -->';
    assert.deepEqual(await found(configWith({ before })), ['illegal-literal']);
  });

  it('reach to the end of a start tag that goes over several lines', async () => {
    const text = `<configuration>
  <system.web>
    <!-- session-timeline-disable-next-line value-out-of-range -->
    <sessionState mode="InProc"
                  cookieName="A"
                  timeout="0" />
  </system.web>
</configuration>`;
    assert.deepEqual(await found(text), []);
  });

  it('are not taken from words that only look like one', async () => {
    const before = '<!-- session-timeline-disable-next-lines value-out-of-range --><!-- disable value-out-of-range -->';
    assert.deepEqual(await found(configWith({ before })), BOTH);
  });

  it('work in the file they stand in, not in others', async () => {
    const text = `
      //- /site/Web.config
      <configuration>
        <!-- session-timeline-disable -->
        <system.web><sessionState configSource="Session.config" /></system.web>
      </configuration>
      //- /site/Session.config
      <sessionState timeout="0" />`;
    assert.deepEqual(await found(text), ['value-out-of-range']);
  });

  it('stand after two slashes in C#', async () => {
    const host = (comment: string) =>
      found(`//- shop/Shop.csproj
<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
//- shop/Program.cs
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication("a")
    ${comment}
    .AddCookie("a", o => o.ExpireTimeSpan = TimeSpan.Zero);
builder.Build().Run();
`);
    assert.deepEqual(await host(''), ['core-length-without-life']);
    assert.deepEqual(await host('// session-timeline-disable-next-line core-length-without-life'), []);
    assert.deepEqual(await host('// session-timeline-disable-next-line core-half-life'), ['core-length-without-life']);
  });
});

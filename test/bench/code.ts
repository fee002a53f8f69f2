import { memoryFiles } from '../../server/src/files/memory';
import { readModule } from '../../server/src/files/modules';
import { allVariants, findingsOf } from '../../server/src/rules/run';
import { settingsOf } from '../../server/src/settings/reader';
import { openWorkspace } from '../../server/src/site/workspace';
import { provideCSharp } from '../../server/src/syntax/csharp/kind';
import { type Measure, percentile } from './measure';

const PROGRAM = '/all/Web/Program.cs';

/** A solution of 2,000 C# files around one host: from nothing to its findings, and an edit of its start-up code. */
export async function measures(): Promise<Measure[]> {
  provideCSharp(readModule);
  const files = memoryFiles(solution());
  const opened = performance.now();
  const workspace = await openWorkspace(files, ['/all']);
  for (const site of workspace.sites) findingsOf(site, allVariants(site));
  const first = performance.now() - opened;
  const times: number[] = [];
  for (let i = 0; i < 60; i++) {
    files.write(PROGRAM, program(31 + i));
    const started = performance.now();
    await workspace.edited([PROGRAM]);
    const [site] = workspace.sites;
    findingsOf(site!, [null]);
    settingsOf(site!.view(null)).all();
    times.push(performance.now() - started);
  }
  const edit = percentile(times.slice(20), 95);
  return [
    { name: 'first-findings-2000-csharp-files', value: first, unit: 'ms', budget: 2000, ok: first <= 2000 },
    { name: 'edit-program-p95', value: edit, unit: 'ms', budget: 16, ok: edit <= 16 },
  ];
}

function solution(): Map<string, string> {
  const files = new Map<string, string>();
  const references: string[] = [];
  for (let library = 0; library < 10; library++) {
    const folder = `/all/Library${library}`;
    references.push(`<ProjectReference Include="..\\Library${library}\\Library${library}.csproj" />`);
    files.set(`${folder}/Library${library}.csproj`, '<Project Sdk="Microsoft.NET.Sdk" />');
    for (let i = 0; i < 200; i++) files.set(`${folder}/Class${i}.cs`, classOf(library, i));
  }
  files.set(
    '/all/Web/Web.csproj',
    `<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup>${references.join('')}</ItemGroup></Project>`,
  );
  files.set('/all/Web/appsettings.json', '{ "Minutes": 20 }');
  files.set(PROGRAM, program(30));
  return files;
}

function classOf(library: number, i: number): string {
  const methods = Array.from(
    { length: 25 },
    (_, m) =>
      `    public int Method${m}(string name, int count) { var list = new List<string>(); for (var i = 0; i < count; i++) list.Add(name + i); return list.Count; }`,
  );
  return `using System;\nusing System.Collections.Generic;\nnamespace Library${library};\npublic class Class${library}x${i} : Base\n{\n${methods.join('\n')}\n}\n`;
}

function program(minutes: number): string {
  const services = Array.from({ length: 60 }, (_, i) => `builder.Services.AddScoped<IService${i}, Class1x${i}>();`);
  return `var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication("web").AddCookie("web", o =>
{
    o.ExpireTimeSpan = TimeSpan.FromMinutes(builder.Configuration.GetValue("Minutes", ${minutes}));
});
builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession();
${services.join('\n')}
var app = builder.Build();
app.UseSession();
app.Run();
`;
}

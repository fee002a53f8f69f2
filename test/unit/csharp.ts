import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { jsonProvider } from '../../server/src/config/appsettings/provider';
import { declarationsOf, sourceGroup } from '../../server/src/config/csharp/declarations';
import { displayed } from '../../server/src/config/csharp/operators';
import { type RunHost, runHost } from '../../server/src/config/csharp/run';
import { type HostSetting, hostSettings } from '../../server/src/config/csharp/settings';
import { IMPLICIT_NAMESPACES, readProject } from '../../server/src/config/dotnet/project';
import { type CSharpParser, loadCSharpParser } from '../../server/src/syntax/csharp/parser';
import { preprocess } from '../../server/src/syntax/csharp/preprocess';
import { parseJson } from '../../server/src/syntax/json/parse';
import { LineIndex } from '../../server/src/syntax/text';
import { parseXml } from '../../server/src/syntax/xml/parse';
import { parseFixture } from './fixture';

const require_ = createRequire(__filename);
let parser: Promise<CSharpParser> | undefined;

/** The parser, loaded once for all tests. */
export function csharpParser(): Promise<CSharpParser> {
  parser ??= loadCSharpParser({
    runtime: async () => fs.readFileSync(require_.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: async () => fs.readFileSync(require_.resolve('tree-sitter-c-sharp/tree-sitter-c_sharp.wasm')),
  });
  return parser;
}

const PROJECT = `<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>`;
/** Usings that hosts of tests have without writing them. */
const USINGS = [
  'Microsoft.AspNetCore.Authentication',
  'Microsoft.AspNetCore.Authentication.Cookies',
  'Microsoft.AspNetCore.Authentication.JwtBearer',
  'Microsoft.AspNetCore.Authentication.OpenIdConnect',
  'Microsoft.AspNetCore.Authentication.BearerToken',
  'Microsoft.AspNetCore.Identity',
  'Microsoft.AspNetCore.SignalR',
  'Microsoft.AspNetCore.Mvc',
  'Microsoft.AspNetCore.DataProtection',
  'Microsoft.AspNetCore.Server.Kestrel.Core',
  'Microsoft.IdentityModel.Tokens',
  'Microsoft.Extensions.Options',
  'Duende.IdentityServer.Models',
];

export interface TestHost {
  readonly run: RunHost;
  readonly settings: readonly HostSetting[];
  /** `00:20:00`, `true`, `null`; `? reason` when it is not known; undefined when the host does not have it. */
  value(path: string): string | undefined;
  /** `Program.cs:3`, or `default`. */
  origin(path: string): string | undefined;
}

/** Runs the host of a text with `//- path` headers; text without a header is Program.cs. */
export async function hostOf(text: string, environment = 'Production'): Promise<TestHost> {
  const { files } = parseFixture(/^\s*\/\/- /.test(text) ? text : `//- Program.cs\n${text}`);
  const { parse } = await csharpParser();
  const named = new Map([...files].map(([path, content]) => [path.slice(1), content]));
  const project = readProject(parseXml(named.get('site.csproj') ?? PROJECT));
  const symbols = { defined: project.defined, undecided: new Set(['DEBUG']) };
  const sources = [...named]
    .filter(([path]) => path.endsWith('.cs'))
    .map(([path, text]) => ({ path, text, root: () => parse({ path, text: preprocess(text, symbols) }) }));
  const declarations = declarationsOf([sourceGroup(sources)], {
    namespaces: [...(project.implicitUsings ? IMPLICIT_NAMESPACES : []), ...USINGS],
  });
  const variables = [...(named.get('web.config') ?? '').matchAll(/name="([^"]*)" value="([^"]*)"/g)].map((match) => ({
    name: match[1]!,
    value: match[2]!,
    layer: 'web.config',
    place: { path: 'web.config', start: match.index, end: match.index + match[0].length },
  }));
  const run = runHost(declarations, project, {
    environment,
    variables,
    json: (path) => (named.has(path) ? jsonProvider(parseJson(named.get(path)!), path, named.get(path)!) : undefined),
  });
  const settings = hostSettings(run);
  const find = (path: string) => settings.find((setting) => setting.path === path);
  return {
    run,
    settings,
    value: (path) => {
      const value = find(path)?.value;
      if (!value) return undefined;
      if (value.kind === 'unknown') return `? ${value.reason}`;
      return value.kind === 'null' ? 'null' : value.kind === 'bool' ? String(value.value) : displayed(value);
    },
    origin: (path) => {
      const setting = find(path);
      if (!setting) return undefined;
      const place = setting.value.from?.place ?? setting.writes.at(-1)?.at;
      if (!place) return 'default';
      return `${place.path}:${new LineIndex(named.get(place.path)!).positionAt(place.start).line + 1}`;
    },
  };
}

/** A host with these lines between its builder and its application. */
export function program(services: string, after = ''): string {
  return `var builder = WebApplication.CreateBuilder(args);\nvar services = builder.Services;\n${services}\nvar app = builder.Build();\n${after}\napp.Run();\n`;
}

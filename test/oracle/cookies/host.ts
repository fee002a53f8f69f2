import path from 'node:path';
import { askProgram, buildProgram, hasRuntime } from '../dotnet';
import type { CookieScenario } from './generate';

/** What a host did, request by request. */
export interface Played {
  readonly login: Readonly<Record<string, unknown>>;
  readonly clicks: readonly Readonly<Record<string, unknown>>[];
}

/** Builds the host; undefined where there is no ASP.NET Core. */
export function buildHost(): string | undefined {
  return hasRuntime('Microsoft.AspNetCore.App') ? buildProgram(path.join(__dirname, 'cookies.csproj')) : undefined;
}

/** Lets ASP.NET Core's own handlers play, in order. */
export function playAll(dll: string, scenarios: readonly CookieScenario[]): AsyncGenerator<Played> {
  return askProgram(dll, scenarios);
}

import type { SitecoreProblem, SitecoreProblemCode } from '../../../config/sitecore/outcome';
import { keyOf } from '../../../files/paths';
import { lookAt } from './files';

/** Sections of ASP.NET and IIS that people try to patch. */
export const SECTIONS: ReadonlySet<string> = new Set([
  'system.web',
  'system.webServer',
  'appSettings',
  'connectionStrings',
  'sessionState',
  'authentication',
  'forms',
  'httpRuntime',
  'location',
  'runtime',
  'system.serviceModel',
]);

/** Problems of some kinds, with the file they stand in. */
export function* problemsOf(view: Parameters<typeof lookAt>[0], codes: readonly SitecoreProblemCode[]) {
  const look = lookAt(view);
  for (const problem of [...(look?.configuration.problems ?? []), ...(look?.sitecore.sources.problems ?? [])]) {
    const file = codes.includes(problem.code) ? view.site.sources.get(keyOf(problem.file)) : undefined;
    if (file && look) yield { problem, file, look };
  }
}

export function placeOf({ file, start, end }: SitecoreProblem) {
  return { file, span: { start, end } };
}

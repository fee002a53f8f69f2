import type { RuleInput } from './rule';

/**
 * Does ASP.NET Core answer every request (`<add path="*" modules="AspNetCoreModuleV2">`)? Then nobody reads
 * `system.web` (ASP.NET Core Module documentation).
 */
export function isServedByCore({ settings }: Pick<RuleInput, 'settings'>): boolean {
  if (!settings.element('system.webServer/aspNetCore')) return false;
  return (settings.element('system.webServer/handlers')?.children ?? []).some((handler) => {
    const of = (name: string) => handler.attributes.get(name)?.literal;
    return handler.name === 'add' && of('path') === '*' && /^AspNetCoreModule/i.test(String(of('modules') ?? ''));
  });
}

import { mechanismOf } from '../clocks/sitecoreSignIn';
import type { RuleInput } from './rule';

/** Who answers the requests of a site, and what of its settings can count at all. */

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

/**
 * Do the settings of `<forms>` count? Sitecore up to 8.2 signs in with tickets of forms authentication although the mode
 * is None, and from 9.1 on with OWIN whatever the mode says.
 */
export function isFormsSignIn({ settings, view }: Pick<RuleInput, 'settings' | 'view'>): boolean {
  if (view.site.stack === 'sitecore') {
    const { kind } = mechanismOf(view, settings);
    if (kind !== 'aspnet') return kind === 'forms';
  }
  return settings.get('system.web/authentication/@mode').value === 'Forms';
}

/** Is there a session at all, as far as can be told? */
export function isSessionOn({ settings }: Pick<RuleInput, 'settings'>): boolean {
  return settings.get('system.web/sessionState/@mode').value !== 'Off';
}

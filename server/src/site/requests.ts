import type { ConfigElement } from '../config/aspnet/source';
import { xmlSource } from '../config/aspnet/source';
import { type ParsedFile, xmlOf } from './parsed';

/**
 * Does the web.config hand every request to a process of its own (`<aspNetCore>` of the ASP.NET Core Module) and leave
 * nothing to ASP.NET?
 */
export function handsRequestsOn(webConfig: ParsedFile): boolean {
  const top = xmlSource(xmlOf(webConfig), webConfig.path).root?.children ?? [];
  if (top.some(({ name }) => name === 'system.web')) return false;
  // Inside `<location>` it counts as well.
  const groups = top.flatMap((e) => (e.name === 'location' ? [...e.children] : [e]));
  return groups.some((e) => e.name === 'system.webServer' && has(e, 'aspNetCore'));
}

function has(element: ConfigElement, name: string): boolean {
  return element.children.some((child) => child.name === name);
}
